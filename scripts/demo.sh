#!/usr/bin/env bash
# Serves the demo portal from the committed pkg/, so that a look at it needs Node alone.
# Rust is asked for only when pkg/ is not there.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
need_www
if [[ ! -f pkg/crossfoot_bg.wasm ]]; then scripts/build-pkg.sh pkg; fi
cd www || exit
# As npm run dev, but without npm and a shell between: stopped, they leave the server behind.
exec node_modules/.bin/vite --host 127.0.0.1 --port 5173
