#!/bin/bash
# Tests the plugin and the server in real editors: usage: run.sh [PREFIX]
#
# PREFIX is the folder that setup.sh filled (default: .work/neovim in the repository); without any
# editor there the `nvim` on the PATH is used. The program is the newest of target/{debug,release},
# or BOARDWISE. Each editor gets one second try: the machine may be busy.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
prefix=${1:-$root/.work/neovim}

. "$here/../program.sh"
program=$(boardwise_program)

editors=()
for editor in "$prefix"/nvim-0.12 "$prefix"/nvim-0.10; do
    [ -x "$editor" ] && editors+=("$editor")
done
[ ${#editors[@]} -gt 0 ] || editors=("$(command -v nvim)") || { echo "run.sh: no Neovim; run setup.sh" >&2; exit 2; }

passed=0 failed=0
for editor in "${editors[@]}"; do
    for try in 1 2; do
        # The temporary files of a run that is killed go with it.
        output=$(timeout 900 "$editor" --clean -l "$here/drive.lua" "$editor" "$program" 2>&1) && status=0 || status=$?
        printf '%s\n' "$output"
        [ $status -eq 0 ] && break
        [ $try -eq 1 ] && echo "run.sh: once more"
    done
    # A driver that died before its last line has failed as a whole.
    counts=$(printf '%s\n' "$output" | sed -nE 's/^([0-9]+) passed, ([0-9]+) failed$/\1 \2/p' | tail -1)
    read -r p f <<<"${counts:-0 1}"
    passed=$((passed + p)) failed=$((failed + f))
    # The same in a terminal, where there is one.
    command -v tmux >/dev/null || continue
    bash "$here/screen.sh" "$editor" "$program" || { echo "run.sh: once more"; bash "$here/screen.sh" "$editor" "$program"; } || failed=$((failed + 1))
done
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
