#!/bin/bash
# Tests the server in a real Helix, in a terminal: usage: run.sh [PREFIX]
#
# PREFIX is the folder that setup.sh filled (default: .work/helix in the repository); without it the
# `hx` on the PATH is used. The keys go through tmux, and what Helix draws is read from there. The
# configuration is the one of docs/editors/helix.md. One second try: the machine may be busy.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
. "$here/../program.sh"
. "$here/../terminal.sh"
prefix=$(realpath -m "${1:-$root/.work/helix}")
hx=$prefix/hx
[ -x "$hx" ] || hx=$(command -v hx) || { echo "run.sh: no Helix; run setup.sh" >&2; exit 2; }
command -v tmux >/dev/null || { echo "run.sh: tmux is missing" >&2; exit 2; }
program=$(boardwise_program)

# Seconds; fits two loaded cores on which others compile.
patience=90
passed=0 failed=0
file_has() { grep -qE -- "$1" "$folder/project/sketch.ino"; }
# Helix writes the file; then it can be read.
written() {
    escape
    keys ":write" Enter
    eventually file_has "$1"
}

starts() {
    terminal 110 24 "cd '$folder/project' && PATH='$folder':\$PATH XDG_CONFIG_HOME='$folder/config' XDG_CACHE_HOME='$folder/cache' XDG_STATE_HOME='$folder/state' '$hx' sketch.ino"
    eventually shows 'pinMode'
}
finds_the_error() {
    # The message is drawn when the cursor is on the place.
    keys "/34" Enter
    eventually shows 'GPIO34' && shot helix-findings "hx sketch.ino"
}
fixes_it() {
    keys " a"
    eventually shows 'Use GPIO' || return 1
    keys Enter
    written 'pinMode\([A-Za-z0-9_]+, OUTPUT\);' && ! file_has 'pinMode\(34'
}
# The model's item is somewhere in the menu; its detail is shown when it is chosen.
chooses_the_models_item() {
    local _
    for _ in $(seq 40); do
        shows 'suggestion of the model' && return 0
        keys C-n
        sleep 0.7
    done
    return 1
}
takes_the_suggestion() {
    local _
    for _ in 1 2 3; do
        escape
        keys ":10" Enter "o" "dela"
        # The menu is asked for anew with each letter: it has settled when the suggestion is in it.
        if eventually shows_like 'delay\(.*\); +text' && sleep 1 && chooses_the_models_item; then
            keys Enter
            written '^  delay\(.*\);$' && [ "$(grep -c 'delay(' "$folder/project/sketch.ino")" = 2 ] && return 0
        fi
        escape
        keys "u"
    done
    return 1
}
counts_it() {
    escape
    keys ":quit!" Enter
    # The server writes its last word after Helix is gone.
    local end=$((SECONDS + patience))
    until grep -q '"accepted":1' "$folder/state/boardwise/stats.json" 2>/dev/null; do
        [ $SECONDS -lt $end ] || return 1
        sleep 0.2
    done
}

attempt() {
    passed=0 failed=0
    folder=$(mktemp -d)
    mkdir -p "$folder"/{project,config/helix,cache,state}
    ln -s "$program" "$folder/boardwise"
    # The first block of TOML in the page for users.
    awk '/^```$/ && inside { exit } inside; /^```toml$/ { inside = 1 }' "$root/docs/editors/helix.md" >"$folder/config/helix/languages.toml"
    printf 'board = "esp32dev"\n' >"$folder/project/boardwise.toml"
    cat >"$folder/project/sketch.ino" <<'END'
const int ledPin = 25;

void setup() {
  pinMode(34, OUTPUT);
}

void loop() {
  digitalWrite(ledPin, HIGH);
  delay(500);
  digitalWrite(ledPin, LOW);
}
END
    starts || { echo "Helix does not open the sketch"; screen; }
    check "driving an input-only pin is an error" finds_the_error
    check "the fix puts a pin there that can" fixes_it
    check "the model's suggestion is a completion and inserts" takes_the_suggestion
    check "what was accepted is counted" counts_it
    leave_terminal
    rm -rf "$folder"
    echo "$passed passed, $failed failed"
    [ $failed -eq 0 ]
}

"$hx" --version
attempt || { echo "run.sh: once more"; attempt; }
