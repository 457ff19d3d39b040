#!/usr/bin/env bash
# Builds the modules, checks and times them, and rewrites the table in README.md.
source "$(dirname "${BASH_SOURCE[0]}")/../../scripts/lib.sh"
need_rust
need_wasm_opt
opts=$(cargo metadata --locked --no-deps --format-version 1 | node -p '
  const { packages } = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
  packages[0].metadata["wasm-pack"].profile.release["wasm-opt"].join(" ")')
cd bench/amount
export CARGO_TARGET_DIR=$PWD/target

cargo test --quiet --locked --features decimal

# Panics name their file: without this the bytes would depend on the machine's folders.
RUSTFLAGS="--remap-path-prefix=$ROOT=/crossfoot --remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=/cargo"
RUSTFLAGS+=" --remap-path-prefix=$(rustc --print sysroot)=/rustc"
export RUSTFLAGS
for level in s 3; do
  for kind in units decimal; do
    say "$kind, opt-level $level"
    CARGO_PROFILE_RELEASE_OPT_LEVEL=$level cargo build --quiet --locked --release --target "$WASM" --features "${kind/units/}"
    # shellcheck disable=SC2086 # a list of flags
    wasm-opt $opts "target/$WASM/release/amount_bench.wasm" -o "target/$kind-$level.wasm"
  done
done
RUSTC=$(rustc --version) node run.mjs
