#!/usr/bin/env bash
# Passes the tests: the Rust workspace, the training pipeline, the compilers and simulators, a real
# editor. Installs what it needs where it may (Debian packages as root, Python packages into .work).
#
#   bash tests/run.sh          everything
#   bash tests/run.sh fast     the Rust workspace only
set -euo pipefail
cd "$(dirname "$0")/.."

stage() { printf '\n== %s\n' "$*"; }
have() { command -v "$1" >/dev/null 2>&1; }
# Debian packages, when this is a Debian machine and we are root; otherwise the stage says what is missing.
packages() {
  local missing=()
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  if have apt-get && [ "$(id -u)" = 0 ]; then
    apt-get update -qq || true
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
  else
    echo "missing Debian packages: ${missing[*]}" >&2
    return 1
  fi
}

export CARGO_TERM_COLOR=${CARGO_TERM_COLOR:-never}
stage "format and lints"
cargo fmt --all --check
cargo clippy --workspace --all-targets --locked -- -D warnings

stage "build"
cargo build --workspace --all-targets --locked

stage "Rust tests"
if cargo nextest --version >/dev/null 2>&1; then
  cargo nextest run --workspace --locked --no-fail-fast
else
  cargo test --workspace --locked --no-fail-fast
fi
[ "${1:-all}" = fast ] && exit 0

stage "training pipeline"
have python3 || packages python3 python3-venv
# PyTorch and its libraries are 3 GB: CI has them, others get them by TRAINING=1. Without them the
# tests of data, tokenizer and header run, those of training and export do not.
venv=.work/venv-test
requirements=(-r tests/requirements.lock)
train_tests=(models/train/tests/test_header.py models/train/tests/test_holes.py models/train/tests/test_samples.py models/train/tests/test_tokenizer.py)
if [ "${CI:-}" = true ] || [ "${TRAINING:-}" = 1 ]; then
  venv=.work/venv-train
  requirements+=(-r models/train/requirements.lock)
  train_tests=(.)
fi
[ -x $venv/bin/python ] || python3 -m venv $venv
$venv/bin/pip install -q --disable-pip-version-check "${requirements[@]}"
(cd models/train && "$OLDPWD/$venv/bin/python" -m pytest -q "${train_tests[@]#models/train/}")
if [ -x .work/venv-train/bin/python ] && [ "$venv" = .work/venv-train ]; then
  stage "a toy model from nothing"
  target/debug/xtask model tiny --python $venv/bin/python --out .work/model-tiny
fi
(cd corpus/pipeline && "$OLDPWD/$venv/bin/python" -m pytest -q)

stage "a second opinion on pins"
# Without its dependencies: its tables are read, none of its code runs.
$venv/bin/pip install -q --disable-pip-version-check --no-deps esphome==2026.6.5
$venv/bin/python tests/oracles/esphome.py

stage "compilers and simulators"
packages gcc-avr avr-libc binutils-avr arduino-core-avr g++ libsimavr-dev libelf-dev
$venv/bin/python tests/oracles/run.py

stage "SARIF and annotations"
$venv/bin/python tests/sarif/validate.py

stage "recipes: compiled and run, one board of each family"
{ have node && have npm; } || packages nodejs npm
npm install --silent --no-audit --no-fund --prefix .work/oracles @micropython/micropython-webassembly-pyscript@1.27.0
$venv/bin/python tests/oracles/recipes.py

stage "requests in other words: each fourth"
$venv/bin/python tests/eval/generate/run.py --no-model --every=4 --binary=target/debug/boardwise --least=0.8

stage "Neovim"
packages tmux
bash tests/e2e/neovim/setup.sh .work/neovim
bash tests/e2e/neovim/run.sh .work/neovim

stage "Emacs"
bash tests/e2e/emacs/setup.sh
bash tests/e2e/emacs/run.sh

stage "Helix"
bash tests/e2e/helix/setup.sh .work/helix
bash tests/e2e/helix/run.sh .work/helix

stage "VS Code"
bash tests/e2e/vscode/setup.sh .work/vscode
bash tests/e2e/vscode/run.sh .work/vscode
