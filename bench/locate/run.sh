#!/usr/bin/env bash
# Draws the trials, times them in the release module, and rewrites the tables of the README.
set -euo pipefail
cd "$(dirname "$0")"

trials=${1:-2000}
cargo build --release --quiet
mkdir -p target
target/release/locate-bench --trials "$trials" --write target/trials.jsonl > target/table.md
node time.mjs target/trials.jsonl > target/time.md

# Puts a file between a marker and the next end.
between() {
  awk -v marker="<!-- $1 -->" -v file="$2" '
    $0 == marker { print; print ""; while ((getline line < file) > 0) print line; print ""; skip = 1; next }
    $0 == "<!-- end -->" { skip = 0 }
    !skip' README.md > target/README.md
  cp target/README.md README.md
}
between table target/table.md
between time target/time.md
