#!/bin/bash
# Runs the kernels for 64-bit ARM under emulation: compiled for it, with its dot products, against the portable path.
# Needs `rustup target add aarch64-unknown-linux-gnu` and, of Debian, gcc-aarch64-linux-gnu,
# g++-aarch64-linux-gnu, libc6-dev-arm64-cross and qemu-user-static.
set -euo pipefail
cd "$(dirname "$0")/.."
export CC_aarch64_unknown_linux_gnu=aarch64-linux-gnu-gcc CXX_aarch64_unknown_linux_gnu=aarch64-linux-gnu-g++
export CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_LINKER=aarch64-linux-gnu-gcc
export CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_RUNNER="qemu-aarch64-static -cpu max -L /usr/aarch64-linux-gnu"
# The test of the path's name fails where the emulated machine lacks it.
BOARDWISE_KERNELS=neondot cargo test -p model --lib --locked --target aarch64-unknown-linux-gnu -- kernels packed
