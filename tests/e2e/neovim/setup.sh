#!/bin/bash
# Installs Neovim into a private prefix: usage: setup.sh DIR
#
# Debian bookworm carries Neovim 0.7, too old for the plugin. This takes the packages of newer
# suites from the mirror that apt is configured for and unpacks them below DIR/<suite>; nothing else
# on the machine changes. Neovim 0.12 (forky) has native ghost text, 0.10 (trixie) exercises the
# plugin's own. A suite that cannot be had is skipped; the script fails only when none can.
#
# Afterwards DIR/nvim-0.12 and DIR/nvim-0.10 start the editors.
set -euo pipefail
. "$(dirname "$0")/../unpack.sh"

prefix=$(realpath -m "${1:?usage: setup.sh DIR}")
mkdir -p "$prefix"
need_patchelf

# install SUITE VERSION
install() {
    local suite=$1 version=$2 root=$prefix/$1
    if [ -x "$prefix/nvim-$version" ] && "$prefix/nvim-$version" --version >/dev/null 2>&1; then return 0; fi
    unpack "$suite" "$root" neovim || return 1
    use_own_libraries "$root" "$root/files/usr/bin/nvim" || return 1
    cat >"$prefix/nvim-$version" <<END
#!/bin/sh
export VIMRUNTIME="$root/files/usr/share/nvim/runtime"
exec "$root/files/usr/bin/nvim" "\$@"
END
    chmod +x "$prefix/nvim-$version"
    "$prefix/nvim-$version" --version | head -1
}

n_installed=0
for pair in "forky 0.12" "trixie 0.10"; do
    # shellcheck disable=SC2086 # two words on purpose
    if install $pair; then n_installed=$((n_installed + 1)); else echo "setup.sh: no Neovim from ${pair% *}" >&2; fi
done
[ "$n_installed" -gt 0 ]
