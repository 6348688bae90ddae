#!/bin/bash
# Looks at Emacs in a terminal as a person does, and keeps pictures: usage: screen.sh PROGRAM
#
# The configuration is the one of docs/editors/emacs.md.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
. "$here/../terminal.sh"

# Seconds; fits two loaded cores on which others compile.
patience=90
passed=0 failed=0
folder=$(mktemp -d)
trap 'leave_terminal; rm -rf "$folder"' EXIT
cp -r "$root/tests/e2e/vscode/project/greenhouse" "$folder/greenhouse"
ln -s "$1" "$folder/boardwise"
awk '/^```$/ && inside { exit } inside; /^```elisp$/ { inside = 1 }' "$root/docs/editors/emacs.md" >"$folder/init.el"
echo '(menu-bar-mode -1) (setq make-backup-files nil auto-save-default nil)' >>"$folder/init.el"

starts() {
    terminal 110 30 "cd '$folder/greenhouse' && PATH='$folder':\$PATH XDG_STATE_HOME='$folder/state' emacs -nw -Q -l '$folder/init.el' greenhouse.ino"
    # Flymake counts in the mode line.
    eventually shows_like 'Flymake\[[1-9]|\[[1-9]+ [0-9]+'
}
lists_the_error() {
    keys M-x "flymake-show-buffer-diagnostics" Enter
    eventually shows 'GPIO34 of the ESP32' && shot emacs-findings "emacs greenhouse.ino" && keys C-x 1
}
offers_the_suggestion() {
    keys M-g g "13" Enter C-e Enter "dela"
    local _
    for _ in $(seq 20); do
        keys Escape Tab
        sleep 1
        shows 'suggestion of the model' && shot emacs-suggestion "emacs greenhouse.ino" && return 0
        keys C-g
        sleep 0.5
    done
    return 1
}
check "Emacs counts the findings" starts
check "the error is in the list" lists_the_error
check "the model's suggestion is among the completions" offers_the_suggestion
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
