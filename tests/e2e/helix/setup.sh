#!/bin/bash
# Installs Helix into a private prefix: usage: setup.sh DIR
#
# Debian bookworm has no Helix; trixie has. Afterwards DIR/hx starts it. It comes without grammars,
# so the sketch has no colours there; what the server does needs none.
set -euo pipefail
. "$(dirname "$0")/../unpack.sh"

prefix=$(realpath -m "${1:?usage: setup.sh DIR}")
mkdir -p "$prefix"
if [ -x "$prefix/hx" ] && "$prefix/hx" --version >/dev/null 2>&1; then exit 0; fi
need_patchelf
unpack trixie "$prefix/trixie" hx
use_own_libraries "$prefix/trixie" "$prefix/trixie/files/usr/lib/hx/hx"
cat >"$prefix/hx" <<END
#!/bin/sh
export HELIX_RUNTIME="$prefix/trixie/files/usr/lib/hx/runtime"
exec "$prefix/trixie/files/usr/lib/hx/hx" "\$@"
END
chmod +x "$prefix/hx"
"$prefix/hx" --version
