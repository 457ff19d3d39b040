#!/usr/bin/env bash
# Proves that the committed pkg/ is what the source builds to: people embed it without building it.
# Prints the sizes too, so that a change which makes the download heavier is seen.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
scripts/build-pkg.sh "$fresh"

node -e '
  const fs = require("node:fs"), zlib = require("node:zlib");
  const row = (...cells) => console.log(cells.map((c, i) => String(c)[i ? "padStart" : "padEnd"](i ? 10 : 20)).join(""));
  row("bytes", "raw", "gzip -9", "brotli 11");
  for (const name of ["crossfoot_bg.wasm", "crossfoot.js"]) {
    const raw = fs.readFileSync(`${process.argv[1]}/${name}`);
    const params = { [zlib.constants.BROTLI_PARAM_QUALITY]: 11, [zlib.constants.BROTLI_PARAM_SIZE_HINT]: raw.length };
    row(name, raw.length, zlib.gzipSync(raw, { level: 9 }).length, zlib.brotliCompressSync(raw, { params }).length);
  }' "$fresh"

[[ -d pkg ]] || die "pkg/ is missing: run make build and commit it."
if ! diff -r pkg "$fresh"; then
  die "pkg/ is not what this source builds to (built: $(uname -sm); the committed one is built on Linux x86_64)." \
    "Mend it with make build, and commit pkg/."
fi
echo "pkg/ equals a fresh build."
