#!/usr/bin/env bash
# Runs the peers' cases and closes with their count. CROSSFOOT_CASES=DIR reads another folder of them.
# A folder is named from where make was called, so it is looked up before lib.sh leaves that place.
if [[ -n ${CROSSFOOT_CASES:-} ]]; then
  if [[ ! -d $CROSSFOOT_CASES ]]; then
    printf 'crossfoot: CROSSFOOT_CASES: there is no folder %s\n' "$CROSSFOOT_CASES" >&2
    exit 1
  fi
  CROSSFOOT_CASES=$(cd "$CROSSFOOT_CASES" && pwd -P)
  export CROSSFOOT_CASES
fi
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
need_rust

# Built first, so that what cargo says of a failed run cannot stand behind the closing line.
log=$(mktemp)
trap 'rm -f "$log"' EXIT
cargo test --quiet --locked --features analysis --no-run --test peers 2>"$log" || {
  cat "$log" >&2
  die "the test program could not be built."
}
cargo test --quiet --locked --features analysis --test peers 2>"$log" || exit 1
