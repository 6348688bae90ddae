# shellcheck shell=bash
# An editor in a terminal, as a person uses it: sourced by the editors' run scripts.
#
# `folder` is where tmux keeps its socket, `patience` the seconds that anything may take.

e2e_here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

# terminal WIDTH HEIGHT COMMAND: starts a command in a terminal of its own.
terminal() { tmux -S "$folder/tmux" -f /dev/null new-session -d -x "$1" -y "$2" "$3" \; set-option -g default-terminal tmux-256color \; set-option -sa terminal-overrides ',*:Tc'; }
screen() { tmux -S "$folder/tmux" capture-pane -p 2>/dev/null; }
keys() { tmux -S "$folder/tmux" send-keys "$@" 2>/dev/null; }
# A key right behind Escape would be read as that key with Alt.
escape() { keys Escape && sleep 0.5; }
shows() { screen | grep -qF -- "$1"; }
shows_like() { screen | grep -qE -- "$1"; }
# eventually COMMAND…: until it succeeds; at once in vain when the editor is gone.
eventually() {
    local end=$((SECONDS + patience))
    until "$@"; do
        [ $SECONDS -lt $end ] && { screen >/dev/null || [ "$1" = test ]; } || return 1
        sleep 0.2
    done
}
# shot NAME TITLE: keeps a picture of the screen in .work/shots.
shot() {
    local shots=$e2e_here/../../.work/shots
    mkdir -p "$shots"
    sleep 0.3
    tmux -S "$folder/tmux" capture-pane -e -p -N | python3 "$e2e_here/screen.py" "$2" >"$shots/$1.svg"
}
leave_terminal() { tmux -S "$folder/tmux" kill-server 2>/dev/null || true; }
# check NAME COMMAND…: counts; what failed shows its screen.
check() {
    local name=$1
    shift
    if "$@"; then passed=$((passed + 1)) && echo "ok      $name"; else failed=$((failed + 1)) && echo "FAILED  $name" && screen; fi
}
