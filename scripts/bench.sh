#!/usr/bin/env bash
# Measures crossfoot beside its peers: verdicts first, then times, then bench/results.md. A run that was
# cut short goes on where it stopped. `--quick` takes a minute or so and holds the verdicts; its times
# mean nothing. Also `--fresh` (forget what was measured) and `--only PATTERN` (measure that again).
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
need_node
[[ -f pkg/crossfoot_bg.wasm ]] || die "pkg/ is missing: run make build."
cd bench/peers
if ! cmp -s package-lock.json node_modules/.crossfoot-lock; then
  say "Installing the peers (once)"
  npm ci --include=dev --no-audit --no-fund || die "the peers' packages could not be installed."
  cp package-lock.json node_modules/.crossfoot-lock
fi
exec node run.mjs "$@"
