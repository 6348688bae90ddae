# shellcheck shell=bash
# Debian packages of another suite in a private folder: sourced by the editors' setup scripts.

# The mirror from which this machine installs Debian itself.
debian_mirror() {
    local codename
    codename=$(. /etc/os-release && echo "$VERSION_CODENAME")
    apt-get indextargets --format '$(REPO_URI) $(RELEASE)' 'Created-By: Packages' |
        awk -v codename="$codename" '$2 == codename { print $1; exit }'
}

need_patchelf() {
    command -v patchelf >/dev/null && return 0
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends patchelf >/dev/null
}

# unpack SUITE ROOT PACKAGE: the package and the libraries it needs, with the C library that they
# were built for, below ROOT/files. Nothing else on the machine changes.
unpack() {
    local suite=$1 root=$2 package=$3 mirror
    mirror=$(debian_mirror)
    [ -n "$mirror" ] || { echo "apt knows no mirror for this release" >&2; return 1; }
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
    DEBIAN_FRONTEND=noninteractive apt-get "${options[@]}" install -y -qq -d --no-install-recommends "$package" >/dev/null || return 1
    local archive
    for archive in "$root"/cache/archives/*.deb; do dpkg -x "$archive" "$root/files" || return 1; done
    rm -rf "$root"/{lists,cache,state,status}
}

# use_own_libraries ROOT PROGRAM: makes an unpacked program run with the libraries beside it.
use_own_libraries() {
    local root=$1 program=$2 loader libraries
    loader=$(find "$root/files/usr" -name 'ld-linux-*.so.*' | head -1)
    libraries=$(dirname "$(find "$root/files/usr/lib" -name libc.so.6 | head -1)")
    patchelf --set-interpreter "$loader" --force-rpath --set-rpath "$libraries" "$program"
}
