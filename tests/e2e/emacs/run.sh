#!/bin/bash
# Tests the server in a real Emacs with eglot: usage: run.sh
#
# The program is the newest of target/{debug,release}, or BOARDWISE. One second try: the machine may
# be busy.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../program.sh"

command -v emacs >/dev/null || { echo "run.sh: no Emacs; run setup.sh" >&2; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# The page for users calls the program by its name.
ln -s "$(boardwise_program)" "$folder/boardwise"
attempt() { timeout 600 emacs -Q --batch -l "$here/drive.el" "$folder/boardwise" 2>&1; }
attempt || { echo "run.sh: once more"; attempt; }
# The same in a terminal, where there is one.
command -v tmux >/dev/null || exit 0
look() { bash "$here/screen.sh" "$(boardwise_program)"; }
look || { echo "run.sh: once more"; look; }
