#!/bin/bash
# Installs an Emacs that has eglot (29 or newer), as root: usage: setup.sh
#
# Debian bookworm carries Emacs 28, which has none; 30 comes from its backports, for which apt is
# told here and only for this call. Where an Emacs with eglot is there already, nothing is done.
set -euo pipefail

has_eglot() { command -v emacs >/dev/null && emacs --batch --eval '(require (quote eglot))' >/dev/null 2>&1; }
has_eglot && exit 0

. "$(dirname "$0")/../unpack.sh"
codename=$(. /etc/os-release && echo "$VERSION_CODENAME")
mirror=$(debian_mirror)
[ -n "$mirror" ] || { echo "setup.sh: apt knows no mirror for $codename" >&2; exit 1; }
lists=$(mktemp -d)
trap 'rm -rf "$lists"' EXIT
mkdir "$lists/partial"
key='[signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]'
printf 'deb %s %s %s main\n' "$key" "$mirror" "$codename" "$key" "$mirror" "$codename-backports" >"$lists/sources.list"
options=(-o "Dir::Etc::SourceList=$lists/sources.list" -o Dir::Etc::SourceParts=/dev/null -o "Dir::State::Lists=$lists")
apt-get "${options[@]}" update -qq
DEBIAN_FRONTEND=noninteractive apt-get "${options[@]}" install -y -qq --no-install-recommends -t "$codename-backports" emacs-nox >/dev/null
has_eglot || { echo "setup.sh: this Emacs has no eglot: $(emacs --version | head -1)" >&2; exit 1; }
emacs --version | head -1
