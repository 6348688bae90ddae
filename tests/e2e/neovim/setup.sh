#!/bin/bash
# Installs Neovim into a private prefix: usage: setup.sh DIR
#
# Debian bookworm carries Neovim 0.7, too old for the plugin. This takes the packages of newer
# suites from the mirror that apt is configured for and unpacks them, with the C library that they
# were built for, below DIR/<suite>; nothing else on the machine changes. Neovim 0.12 (forky) has
# native ghost text, 0.10 (trixie) exercises the plugin's own. A suite that cannot be had is
# skipped; the script fails only when none can.
#
# Afterwards DIR/nvim-0.12 and DIR/nvim-0.10 start the editors.
set -euo pipefail

prefix=$(realpath -m "${1:?usage: setup.sh DIR}")
mkdir -p "$prefix"
export DEBIAN_FRONTEND=noninteractive

command -v patchelf >/dev/null || {
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends patchelf >/dev/null
}

# The mirror from which this machine installs Debian itself.
codename=$(. /etc/os-release && echo "$VERSION_CODENAME")
mirror=$(apt-get indextargets --format '$(REPO_URI) $(RELEASE)' 'Created-By: Packages' |
    awk -v codename="$codename" '$2 == codename { print $1; exit }')
[ -n "$mirror" ] || { echo "setup.sh: apt knows no mirror for $codename" >&2; exit 1; }

# install SUITE VERSION
install() {
    local suite=$1 version=$2 root=$prefix/$1
    if [ -x "$prefix/nvim-$version" ] && "$prefix/nvim-$version" --version >/dev/null 2>&1; then return 0; fi
    rm -rf "$root"
    mkdir -p "$root"/{lists/partial,cache/archives/partial,state,files}
    : >"$root/status"
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $suite main" >"$root/sources.list"
    local options=(
        -o "Dir::Etc::SourceList=$root/sources.list" -o Dir::Etc::SourceParts=/dev/null
        -o Dir::Etc::Preferences=/dev/null -o Dir::Etc::PreferencesParts=/dev/null
        -o "Dir::State=$root/state" -o "Dir::State::Lists=$root/lists" -o "Dir::State::status=$root/status"
        -o "Dir::Cache=$root/cache"
    )
    apt-get "${options[@]}" update -qq || return 1
    # Download only: maintainer scripts of another release must not run here.
    apt-get "${options[@]}" install -y -qq -d --no-install-recommends neovim >/dev/null || return 1
    local package
    for package in "$root"/cache/archives/*.deb; do dpkg -x "$package" "$root/files" || return 1; done
    rm -rf "$root"/{lists,cache,state,status}
    local loader libraries
    loader=$(find "$root/files/usr" -name 'ld-linux-*.so.*' | head -1)
    libraries=$(dirname "$(find "$root/files/usr/lib" -name libc.so.6 | head -1)")
    patchelf --set-interpreter "$loader" --force-rpath --set-rpath "$libraries" "$root/files/usr/bin/nvim" || return 1
    cat >"$prefix/nvim-$version" <<EOF
#!/bin/sh
export VIMRUNTIME="$root/files/usr/share/nvim/runtime"
exec "$root/files/usr/bin/nvim" "\$@"
EOF
    chmod +x "$prefix/nvim-$version"
    "$prefix/nvim-$version" --version | head -1
}

n_installed=0
for pair in "forky 0.12" "trixie 0.10"; do
    # shellcheck disable=SC2086 # two words on purpose
    if install $pair; then n_installed=$((n_installed + 1)); else echo "setup.sh: no Neovim from ${pair% *}" >&2; fi
done
[ "$n_installed" -gt 0 ]
