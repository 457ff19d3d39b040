#!/usr/bin/env bash
# Runs one compiled test program in WebKit: what cargo calls in place of running it. The runner of
# wasm-bindgen reads webdriver.json where it stands, and the one at the root names other browsers.
set -euo pipefail
program=$(realpath "$1")
shift
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cat >"$place/webdriver.json" <<JSON
{
  "browserName": "MiniBrowser",
  "webkitgtk:browserOptions": { "binary": "$MINIBROWSER", "args": ["--automation"] }
}
JSON
cd "$place"
SAFARIDRIVER=$(command -v WebKitWebDriver) xvfb-run -a wasm-bindgen-test-runner "$program" "$@"
