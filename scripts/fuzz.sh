#!/usr/bin/env bash
# Fuzzes each target for some seconds, from the seeds on, and closes with one count. For long runs
# see fuzz/README.md. `scripts/fuzz.sh 300 definition calls` takes longer over fewer targets.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
seconds=${1:-15}
targets=(definition formula entry report_text grid calls)
if (($# > 1)); then targets=("${@:2}"); fi
[[ $seconds =~ ^[0-9]+$ ]] || die "how many seconds? \`$seconds\` is no number"

# Where it cannot run, that is said and is no failure: what it needs besides Rust and Node.js is a C++
# compiler for libFuzzer, and the tool's crate.
skip() {
  say "Result"
  echo "crossfoot: fuzzing was skipped: $*"
  echo "0 passed, 0 failed, ${#targets[@]} skipped"
  exit 0
}
[[ $(uname -s) == Linux && $(uname -m) == x86_64 ]] || skip "it is set up for Linux on x86-64"
has c++ || skip "there is no C++ compiler (c++)"
need_rust
need_node
(need_crate cargo-fuzz 0.13.2 --locked) || skip "cargo-fuzz could not be installed"
need_crate cargo-fuzz 0.13.2 --locked

# All of this works with the pinned compiler. The sanitizers need a nightly one, and find what safe
# Rust does not have.
say "Building the targets"
cargo fuzz build --sanitizer none || die "the targets could not be built"

seeds=$(mktemp -d)
trap 'rm -rf "$seeds"' EXIT
node fuzz/gather.mjs "$seeds"

passed=0 failed=0
for target in "${targets[@]}"; do
  say "$target"
  dictionary=fuzz/dict/$target.dict
  [[ -f $dictionary ]] || dictionary=fuzz/dict/text.dict
  mkdir -p "fuzz/corpus/$target" "$seeds/$target" "fuzz/seeds/$target"
  # One input may take a second of a processor and hold 256 MiB (fuzz/src/lib.rs); what is given
  # here is for inputs that never end, and for the fuzzer itself.
  if cargo fuzz run --sanitizer none "$target" \
    "fuzz/corpus/$target" "fuzz/seeds/$target" "$seeds/$target" -- \
    -max_total_time="$seconds" -timeout=30 -rss_limit_mb=1024 -max_len=16384 \
    -dict="$dictionary" -print_final_stats=1 -verbosity=0 2>&1 | tail -n 40; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
  fi
done

say "Result"
echo "$passed passed, $failed failed, 0 skipped"
[[ $failed == 0 ]]
