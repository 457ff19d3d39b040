#!/usr/bin/env bash
# Holds the budgets in bench/budgets.json: bytes, WebAssembly features, instructions of the hot paths.
# `--bless` writes today's numbers, for a change that is worth them.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
need_node
[[ -f pkg/crossfoot_bg.wasm ]] || die "pkg/ is missing: run make build."

program=-
if has valgrind || { [[ -n ${CI:-} ]] && need_debian valgrind; }; then
  need_rust
  target=$ROOT/target/instructions
  # What is counted are the dependencies that the crate itself is locked to.
  cp Cargo.lock bench/instructions/Cargo.lock
  # A personal setting must not change what is counted.
  env -u RUSTFLAGS -u CARGO_ENCODED_RUSTFLAGS CARGO_TARGET_DIR="$target" \
    cargo build --quiet --release --manifest-path bench/instructions/Cargo.toml
  program=$target/release/instructions-bench
fi
exec node bench/budgets.mjs "$program" "$@"
