#!/usr/bin/env bash
# Measures crossfoot beside its peers: verdicts first, then times, then bench/results.md. A run that was
# cut short goes on where it stopped. `--quick` takes a minute or so and holds the verdicts; its times
# mean nothing. Also `--fresh` (forget what was measured) and `--only PATTERN` (measure that again).
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
[[ -f pkg/crossfoot_bg.wasm ]] || die "pkg/ is missing: run make build."
need_packages bench/peers
cd bench/peers
exec node run.mjs "$@"
