#!/usr/bin/env bash
# A Python environment with llama.cpp and its completion server: llama-cpp-python, built from source where there is no
# wheel (a compiler, ten minutes on two cores). Prints the interpreter.
#
#   bash tests/parity/setup.sh [FOLDER]
set -euo pipefail
cd "$(dirname "$0")/../.."
venv=${1:-.work/venv-parity}
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/python" -c 'import llama_cpp.server.app' 2>/dev/null ||
  "$venv/bin/pip" install -q --disable-pip-version-check 'llama-cpp-python[server]>=0.3.16,<0.4' >&2
echo "$venv/bin/python"
