# shellcheck shell=bash
# Which program the editors are tested with: sourced by their run scripts.

# The newest of target/{debug,release,dist}, or BOARDWISE.
boardwise_program() {
    local root target program
    root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
    target=${CARGO_TARGET_DIR:-$root/target}
    program=${BOARDWISE:-$(ls -t "$target"/{debug,release,dist}/boardwise 2>/dev/null | head -1 || true)}
    [ -x "$program" ] || { echo "build the program first: cargo build -p boardwise" >&2; return 2; }
    realpath "$program"
}
