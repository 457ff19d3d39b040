#!/usr/bin/env bash
# Runs every check there is, to the end even when one fails, and closes with one count.
# A runner that crashes or finds no test counts as a failure: silence is not a pass.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# The files in tests/ that run in wasm; all others are native. (web*.rs are for browsers
# only, api.rs needs no page, cases.rs must give the same everywhere; the others say what must always hold.)
NODE_SUITES=(api api_rollup cases incremental locate model numerals rollup round_trips)
BROWSER_SUITES=(web web_grid web_page web_submit web_sign cases)

passed=0 failed=0 skipped=0 broken=()
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT
export CARGO_TERM_COLOR=never
export WASM_BINDGEN_TEST_TIMEOUT=${WASM_BINDGEN_TEST_TIMEOUT:-120} # seconds; 20 is short on a busy machine

# Each prints "passed failed skipped" for the step that just ran.
count_one() { if [[ $2 == 0 ]]; then echo 1 0 0; else echo 0 1 0; fi; }
count_cargo() { # a test program that died leaves no result line: it is one failure
  sed 's/\x1b\[[0-9;]*m//g' "$1" | awk '
    /^test result:/ { if ($3 == "FAILED.") told++; gsub(/[^0-9 ]/, ""); p += $1; f += $2; s += $3 }
    /^error: (doc)?test failed, to rerun/ { ended++ }
    END { print p + 0, f + (ended > told ? ended - told : 0), s + 0 }'
}
count_node() { # what node --test says of itself at its end
  awk '/^# pass / { p = $3 } /^# (fail|cancelled) / { f += $3 } /^# (skipped|todo) / { s += $3 } END { print p + 0, f + 0, s + 0 }' "$1"
}
count_closing() { # of a script that closes with "N passed, N failed, N skipped"
  awk '/^[0-9]+ passed, [0-9]+ failed, [0-9]+ skipped$/ { p = $1; f = $3; s = $5 } END { print p + 0, f + 0, s + 0 }' "$1"
}
count_spark() { # 77: what it needs cannot be had here
  case $2 in 0) echo 1 0 0 ;; 77) echo 0 0 1 ;; *) echo 0 1 0 ;; esac
}
count_playwright() {
  node -p '
    const { stats } = JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8"));
    `${stats.expected + stats.flaky} ${stats.unexpected} ${stats.skipped}`' "$logs/playwright.json" 2>/dev/null ||
    echo 0 0 0
}

# step COUNTER HEADING COMMAND…
step() {
  local counter=$1 heading=$2 log status p f s
  shift 2
  log="$logs/step"
  say "$heading"
  # A subshell of its own: a missing tool ends the step, not the run.
  set +e
  (set -e; "$@") 2>&1 | tee "$log"
  status=${PIPESTATUS[0]}
  set -e
  read -r p f s < <("$counter" "$log" "$status")
  if ((f == 0 && (status != 0 || p == 0))) &&
    [[ $counter/$status != count_spark/77 && $counter/$status/$s != count_closing/0/[1-9]* ]]; then
    f=1
    if ((status != 0)); then echo "crossfoot: this step ended with status $status"; else echo "crossfoot: no test ran"; fi
  fi
  if ((f)); then
    broken+=("$heading")
    cp "$log" "$logs/broken.${#broken[@]}"
  fi
  passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
}

fmt() { need_rust; cargo fmt --check; }
clippy() { need_rust; cargo clippy --locked --all-targets "$@" -- -D warnings; }
native() {
  need_rust
  rm -f target/identical.json # what the browser is held against must be of this run
  cargo test --locked --no-fail-fast --all-features
}
in_node() { need_wasm_pack; need_node; wasm-pack test --mode no-install --node -- --locked --test "$1"; }
in_browser() {
  need_wasm_pack
  need_chromium
  # Suites that name no place of their own go to the browser too.
  WASM_BINDGEN_USE_BROWSER=1 wasm-pack test --mode no-install --headless --chrome \
    --chromedriver "$(command -v chromedriver)" -- --locked --test "$1"
}
in_firefox() {
  need_wasm_pack
  need_firefox
  WASM_BINDGEN_USE_BROWSER=1 wasm-pack test --mode no-install --headless --firefox \
    --geckodriver "$(command -v geckodriver)" -- --locked --test "$1"
}
in_webkit() {
  need_wasm_pack
  need_webkit
  WASM_BINDGEN_USE_BROWSER=1 CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=$ROOT/scripts/webkit-runner.sh \
    cargo test --locked --target "$WASM" --test "$1"
}
demo() {
  need_chromium
  need_www
  cd www
  PLAYWRIGHT_JSON_OUTPUT_NAME="$logs/playwright.json" npm test -- --reporter=list,json
}
# What is in a folder beside the portal's own tests, with packages of its own.
beside() {
  need_chromium
  need_www
  need_packages "$1"
  cd "$1"
  PLAYWRIGHT_JSON_OUTPUT_NAME="$logs/playwright.json" npm test -- --reporter=list,json
}
# The servers that receive reports: they are examples, and crates or packages of their own.
server_node() {
  need_packages examples/server-node
  cd examples/server-node
  npm test -- --test-reporter=tap
}
server_axum() {
  need_rust
  local target=${CARGO_TARGET_DIR:-$ROOT/target}
  export CARGO_TARGET_DIR=$target/server-axum
  cd examples/server-axum
  cargo fmt --check
  cargo clippy --locked --all-targets -- -D warnings
  cargo test --locked --no-fail-fast
}
# The pages as they are built, in another engine.
pages_in() {
  "need_$1"
  need_www
  need_packages www/tests/engines
  (cd www && npm run build)
  cd www/tests/engines
  export ENGINE=$1
  if [[ $1 == webkit ]]; then xvfb-run -a npm test; else npm test; fi
}
spark() {
  need_rust
  cargo build --locked --features cli --bin crossfoot
  CROSSFOOT=${CARGO_TARGET_DIR:-target}/debug/crossfoot bench/spark/run.sh 200 4
}
docs() { need_rust; RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps "$@"; }

step count_one "rustfmt" fmt
step count_one "clippy, native" clippy --all-features
step count_one "clippy, wasm" clippy --target "$WASM"
step count_cargo "cargo test, native" native
for suite in "${NODE_SUITES[@]}"; do step count_cargo "wasm in Node: $suite" in_node "$suite"; done
for suite in "${BROWSER_SUITES[@]}"; do step count_cargo "wasm in Chromium: $suite" in_browser "$suite"; done
for suite in "${BROWSER_SUITES[@]}"; do step count_cargo "wasm in Firefox: $suite" in_firefox "$suite"; done
for suite in "${BROWSER_SUITES[@]}"; do step count_cargo "wasm in WebKit: $suite" in_webkit "$suite"; done
step count_one "pkg/ against a fresh build" scripts/check-pkg.sh
step count_one "docs/api.md and its Chinese against the types" scripts/api-docs.sh --check
step count_playwright "the demo portal in Chromium" demo
step count_playwright "the examples in Chromium" beside www/examples
step count_playwright "the package as it is taken" beside www/tests/deliveries
step count_node "reports received in Node" server_node
step count_cargo "reports received with axum" server_axum
step count_node "the pages in Firefox" pages_in firefox
step count_node "the pages in WebKit" pages_in webkit
step count_spark "a roll-up given to Spark" spark
step count_closing "budgets" env CI=1 scripts/budgets.sh
step count_closing "fuzzing, briefly" scripts/fuzz.sh 10
step count_closing "what comes in from outside" scripts/supply.sh
step count_one "cargo doc, native" docs --all-features
step count_one "cargo doc, wasm" docs --target "$WASM"

say "Result"
# Which tests, once more: their step may be far above.
for index in "${!broken[@]}"; do
  echo "failed: ${broken[index]}"
  grep -aE '^test .*FAILED$|^not ok |^ +[0-9]+\) \[|^ +(Error|error): |^error|panicked at|^crossfoot: ' \
    "$logs/broken.$((index + 1))" | head -n 12 | sed 's/^ */  /' || true
done
echo "$passed passed, $failed failed, $skipped skipped"
[[ $failed == 0 ]]
