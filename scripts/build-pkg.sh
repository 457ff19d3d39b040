#!/usr/bin/env bash
# Builds the package that pages embed into OUT_DIR: wasm, glue, types, forms, style sheet.
# Every machine must get the same bytes, or nobody could check the committed pkg/ against its source.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
[[ $# == 1 ]] || die "usage: scripts/build-pkg.sh OUT_DIR"
need_wasm_pack
need_npm_tools

out=$(mkdir -p "$1" && cd "$1" && pwd -P)
if [[ -n $(ls -A "$out") ]] && ! grep -qs '"name": "crossfoot"' "$out/package.json"; then
  die "$out is neither empty nor an earlier build: not overwriting it."
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A personal setting must not change the bytes.
for name in $(compgen -e); do
  case $name in CARGO_PROFILE_* | CARGO_BUILD_* | CARGO_TARGET_* | CARGO_INCREMENTAL | *RUSTFLAGS) unset "$name" ;; esac
done
export CARGO_TARGET_DIR="$ROOT/target/pkg"

# The folders the crates were unpacked into, wherever cargo keeps them here.
cargo metadata --locked --format-version 1 --filter-platform "$WASM" >"$work/metadata.json"
mapfile -t crates < <(node -p '
  const { dirname } = require("node:path");
  const { packages } = JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8"));
  const far = packages.filter((p) => p.source).map((p) => dirname(dirname(p.manifest_path)));
  [...new Set(far)].sort().join("\n")' "$work/metadata.json")
# An eighth of the usual stack: every page that embeds this pays for it in memory. What nests as deep
# as is accepted is tried by bench/memory.mjs.
stack=-Clink-arg=-zstack-size=131072
commit=$(rustc -vV | sed -n 's/^commit-hash: //p')
# The last match counts, so the folders that may lie inside another come later.
flags=("$stack" "--remap-path-prefix=$ROOT=/crossfoot" "--remap-path-prefix=$CARGO_TARGET_DIR=/target")
for folder in "${crates[@]}"; do flags+=("--remap-path-prefix=$folder=/crates"); done
flags+=("--remap-path-prefix=$(rustc --print sysroot)/lib/rustlib/src/rust=/rustc/$commit")
CARGO_ENCODED_RUSTFLAGS=$(IFS=$'\x1f' && printf '%s' "${flags[*]}")
export CARGO_ENCODED_RUSTFLAGS

wasm-pack build "$ROOT" --target web --release --mode no-install --out-dir "$work/pkg" -- --locked

rm -f "$work/pkg/.gitignore" # pkg/ is committed
shopt -s nullglob
forms=(forms/*.json)
if ((${#forms[@]})); then
  mkdir "$work/pkg/forms"
  cp "${forms[@]}" "$work/pkg/forms/"
fi
if [[ -f src/web/crossfoot.css ]]; then cp src/web/crossfoot.css "$work/pkg/"; fi
cp src/web/standard-schema.js src/web/standard-schema.d.ts "$work/pkg/"
node scripts/deliveries.mjs "$work/pkg"

# No folder of this machine may be in what is shipped.
near=$ROOT
if [[ $near != /*/* ]]; then near=$near/src; fi # a checkout in /src: "/src/" alone stands in every crate's paths
for path in "$near/" "$HOME/" "${CARGO_HOME:-$HOME/.cargo}/" "$(rustc --print sysroot)/" .cargo/ .rustup/; do
  if found=$(grep -rlaF --include='*.wasm' --include='*.js' --include='*.ts' -e "$path" "$work/pkg"); then die "$path stands in $found"; fi
done

find "$out" -mindepth 1 -delete
cp -R "$work/pkg/." "$out/"
