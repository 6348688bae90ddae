#!/usr/bin/env bash
# Beside llama.cpp: the same tokens, logits and greedy text from PyTorch, our own code and llama.cpp on a tiny f32 model,
# and completion through a llama.cpp server on loopback. Not part of tests/run.sh: llama.cpp takes ten minutes to build.
#
#   bash tests/parity/setup.sh              once
#   bash tests/parity/run.sh
#
# LLAMA_PYTHON   an interpreter with llama-cpp-python[server]; without it .work/venv-parity
# TRAIN_PYTHON   one with models/train/requirements.lock; without it .work/venv-train
set -euo pipefail
cd "$(dirname "$0")/../.."
llama=${LLAMA_PYTHON:-.work/venv-parity/bin/python}
train=${TRAIN_PYTHON:-.work/venv-train/bin/python}
"$llama" -c 'import llama_cpp.server.app' 2>/dev/null || { echo "skipped: $llama has no llama-cpp-python[server]; tests/parity/setup.sh installs it"; exit 0; }
"$train" -c 'import torch, gguf' 2>/dev/null || { echo "skipped: $train has no PyTorch; TRAINING=1 bash tests/run.sh installs it"; exit 0; }
cargo build --workspace --bins --locked --quiet
target/debug/xtask model tiny --python "$train" --llama-cpp "$llama" --out .work/model-parity
"$llama" tests/parity/server.py target/debug/boardwise models/weights/boardwise.gguf
