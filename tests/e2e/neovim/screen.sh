#!/bin/bash
# Looks at Neovim in a terminal as a person does, and keeps pictures: usage: screen.sh NVIM PROGRAM
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
. "$here/../terminal.sh"
# The editor starts in another folder.
picture=$(basename "$1")
nvim=$(cd "$(dirname "$1")" && pwd)/$picture program=$(realpath "$2")

# Seconds; fits two loaded cores on which others compile.
patience=90
passed=0 failed=0
folder=$(mktemp -d)
trap 'leave_terminal; rm -rf "$folder"' EXIT
cp -r "$root/tests/e2e/vscode/project/greenhouse" "$folder/greenhouse"
cat >"$folder/init.lua" <<END
vim.opt.runtimepath:prepend('$root/editors/neovim')
vim.o.termguicolors = true
vim.o.number = true
vim.o.laststatus = 2
vim.o.signcolumn = 'yes'
vim.o.statusline = "%f %m%=%{v:lua.require'boardwise'.statusline()}  %l:%c "
-- Neovim's own scheme writes them fainter than a picture can show.
for _, name in ipairs({ 'ComplHint', 'BoardwiseGhost', 'LspInlayHint' }) do
  vim.api.nvim_set_hl(0, name, { fg = '#8b95a7', italic = true })
end
vim.diagnostic.config({ virtual_text = true })
vim.lsp.inlay_hint.enable(true)
require('boardwise').setup({ server = '$program' })
END

starts() {
    terminal 120 30 "cd '$folder/greenhouse' && XDG_STATE_HOME='$folder/state' XDG_CACHE_HOME='$folder/cache' XDG_CONFIG_HOME='$folder/config' XDG_DATA_HOME='$folder/data' '$nvim' -n -i NONE -u '$folder/init.lua' greenhouse.ino"
    eventually shows 'ESP32 DevKitC'
}
finds_the_error() {
    eventually shows 'GPIO34 of the ESP32' && eventually shows 'input only' && shot $picture-findings "nvim greenhouse.ino"
}
explains_it() {
    keys ":11" Enter "f(l" ":Boardwise explain" Enter
    eventually shows 'input-only-pin-driven' && shot $picture-explain ":Boardwise explain" && keys ":fclose!" Enter
}
shows_ghost_text() {
    escape
    keys ":13" Enter "o" "digitalWrite(FA"
    eventually shows_like 'digitalWrite\(FAN, ' && shot $picture-ghost "nvim greenhouse.ino"
}
takes_it() {
    keys Tab
    escape
    keys ":write" Enter
    eventually grep -qE '^  digitalWrite\(FAN, .*\);$' "$folder/greenhouse/greenhouse.ino"
}
shows_the_pins() {
    keys ":Boardwise pins" Enter
    eventually shows_like '25 .*FAN' && eventually shows 'GPIO34' && shot $picture-pins ":Boardwise pins"
}
fit_for_use() {
    keys ":qall!" Enter
    leave_terminal
    # The old server closes its socket in its own time.
    sleep 1
    terminal 100 24 "cd '$folder/greenhouse' && XDG_STATE_HOME='$folder/state' XDG_CACHE_HOME='$folder/cache' XDG_CONFIG_HOME='$folder/config' XDG_DATA_HOME='$folder/data' '$nvim' -n -i NONE -u '$folder/init.lua' +'checkhealth boardwise' +only"
    eventually shows 'boardwise 0.' && ! shows 'ERROR'
}
check "the status line names the board" starts
check "the error stands beside its line" finds_the_error
check ":Boardwise explain opens a window" explains_it
check "ghost text is on the screen" shows_ghost_text
check "Tab takes it" takes_it
check "the pins stand beside the sketch" shows_the_pins
check "the health page can be read" fit_for_use
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
