#!/usr/bin/env bash
# What the other scripts share: where the tools live, and how each is fetched the first time.
# Sourced, not run. The tools stay in a per-user cache, so a second clone does not build them again.
set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
CACHE=${CROSSFOOT_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/crossfoot}
WASM=wasm32-unknown-unknown
cd "$ROOT"

say() { printf '\n== %s\n' "$*"; }
die() {
  printf 'crossfoot: %s\n' "$*" >&2
  exit 1
}
has() { command -v "$1" >/dev/null 2>&1; }
as_root() {
  if [[ $(id -u) == 0 ]]; then
    "$@"
  elif has sudo; then
    sudo "$@"
  else
    return 1
  fi
}
# The version Cargo.lock holds, because the command line tool must be the very same.
locked() { awk -v want="name = \"$1\"" -F '"' '$0 == want { getline; print $2; exit }' Cargo.lock; }

need_node() {
  if ! has node || ! has npm; then die "Node.js 20 with npm is needed."; fi
  # The portal's development server wants these.
  local fits='const [a, b] = process.versions.node.split(".").map(Number);
    (a === 20 && b >= 19) || (a === 22 && b >= 12) || a > 22'
  [[ $(node -p "$fits") == true ]] ||
    die "Node.js 20.19, 22.12 or newer is needed; this one is $(node --version)."
}

need_rust() {
  local pinned name sysroot
  pinned=$(sed -n 's/^channel *= *"\(.*\)"/\1/p' rust-toolchain.toml)
  is_pinned() { [[ $(RUSTUP_AUTO_INSTALL=0 rustc "$@" --version 2>/dev/null) == "rustc $pinned "* ]]; }
  if ! is_pinned; then
    has rustup || die "Rust $pinned is needed: install rustup and run this again."
    # The same release under another name (stable) will do: no need to fetch it twice.
    for name in $(rustup toolchain list | awk '{ print $1 }'); do
      if is_pinned "+$name"; then
        export RUSTUP_TOOLCHAIN=$name
        break
      fi
    done
    if ! is_pinned; then
      say "Installing Rust $pinned"
      rustup toolchain install "$pinned" --profile minimal -c clippy -c rustfmt -t "$WASM"
      export RUSTUP_TOOLCHAIN=$pinned
    fi
  fi
  sysroot=$(rustc --print sysroot)
  [[ -d $sysroot/lib/rustlib/$WASM/lib ]] || rustup target add "$WASM" ||
    die "The Rust target $WASM is missing: rustup target add $WASM"
  if [[ ! -x $sysroot/bin/cargo-clippy || ! -x $sysroot/bin/cargo-fmt ]]; then
    rustup component add clippy rustfmt || die "clippy and rustfmt are missing: rustup component add clippy rustfmt"
  fi
}

# need_crate NAME VERSION [cargo install's flags]: a command line tool from its crate. Little is
# optimised: compiling these tools takes far longer than running them.
need_crate() {
  local name=$1 version=$2 home="$CACHE/$1-$2"
  shift 2
  # Its programs come last: a list of crates without them is an installation that was cut off.
  if ! compgen -G "$home/bin/*" >/dev/null; then
    say "Installing $name $version into $home (once, some minutes)"
    env -u RUSTFLAGS -u CARGO_ENCODED_RUSTFLAGS -u CARGO_BUILD_TARGET -u CARGO_TARGET_DIR \
      CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_LTO=off \
      CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_STRIP=true \
      cargo install "$name" --version "=$version" --root "$home" "$@" ||
      die "$name $version could not be installed."
  fi
  PATH="$home/bin:$PATH"
}

need_wasm_pack() {
  need_rust
  need_crate wasm-pack 0.15.1 --locked
  need_crate wasm-bindgen-cli "$(locked wasm-bindgen)"
}

# wasm-opt, esbuild for scripts/deliveries.mjs, and typescript for scripts/api-docs.mjs.
need_npm_tools() {
  need_node
  local home
  home="$CACHE/npm-$(cksum <scripts/npm/package-lock.json | cut -d ' ' -f 1)"
  if [[ ! -x $home/node_modules/.bin/wasm-opt ]]; then
    say "Installing wasm-opt, esbuild and typescript into $home (once)"
    mkdir -p "$home"
    cp scripts/npm/package.json scripts/npm/package-lock.json "$home/"
    npm ci --prefix "$home" --include=dev --no-audit --no-fund || die "wasm-opt, esbuild and typescript could not be installed."
  fi
  PATH="$home/node_modules/.bin:$PATH"
  export CROSSFOOT_NPM="$home"
}

# need_debian PACKAGE…: installs them where that can be done from here.
need_debian() {
  say "Installing $*"
  # A list that cannot be refreshed may still do.
  has apt-get && { as_root apt-get update || true; } &&
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"
}

need_chromium() {
  if has chromium && has chromedriver; then return; fi
  local packages=(chromium chromium-driver fonts-noto-cjk)
  need_debian "${packages[@]}" && has chromium && has chromedriver ||
    die "chromium and chromedriver are needed on the PATH for the browser tests, and could not be" \
      "installed from here (Debian's packages: ${packages[*]})."
}

need_firefox() {
  if ! has firefox-esr && ! has firefox; then
    need_debian firefox-esr fonts-noto-cjk && has firefox-esr ||
      die "Firefox is needed for the browser tests, and could not be installed from here (Debian's package: firefox-esr)."
  fi
  if ! has geckodriver; then need_crate geckodriver 0.36.0 --locked; fi
}

# WebKit as GTK has it, which is what Safari's engine can be had as outside its own system.
need_webkit() {
  local packages=(webkit2gtk-driver xvfb xauth fonts-noto-cjk)
  find_minibrowser() { compgen -G "/usr/lib/*/webkit2gtk-4.1/MiniBrowser" | head -n 1; }
  MINIBROWSER=${MINIBROWSER:-$(find_minibrowser || true)}
  if ! has WebKitWebDriver || ! has xvfb-run || [[ -z $MINIBROWSER ]]; then
    need_debian "${packages[@]}" && has WebKitWebDriver && MINIBROWSER=$(find_minibrowser) ||
      die "WebKit is needed for the browser tests, and could not be installed from here" \
        "(Debian's packages: ${packages[*]})."
  fi
  export MINIBROWSER
}

# need_packages FOLDER: the packages of its package-lock.json, as they are pinned there.
need_packages() {
  need_node
  if ! cmp -s "$1/package-lock.json" "$1/node_modules/.crossfoot-lock"; then
    say "Installing the packages of $1/ (once)"
    npm ci --prefix "$1" --include=dev --no-audit --no-fund || die "the packages of $1/ could not be installed."
    cp "$1/package-lock.json" "$1/node_modules/.crossfoot-lock"
  fi
}
need_www() { need_packages www; }
