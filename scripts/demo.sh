#!/usr/bin/env bash
# Serves the demo portal from the committed pkg/, so that a look at it needs Node alone.
# Rust is asked for only when pkg/ is not there.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
need_www
if [[ ! -f pkg/crossfoot_bg.wasm ]]; then scripts/build-pkg.sh pkg; fi
cd www
exec npm run dev
