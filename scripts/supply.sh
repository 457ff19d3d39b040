#!/usr/bin/env bash
# What comes in from outside: licences, versions and sources of all crates, and what is known against
# them and against the npm packages of the demo and the tools, where the lists of that can be had.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
need_rust
need_node
passed=0 failed=0 skipped=0
step() {
  local heading=$1
  shift
  say "$heading"
  if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
}
skip() {
  echo "crossfoot: skipped: $*"
  skipped=$((skipped + 1))
}

if has cargo-deny || (need_crate cargo-deny 0.20.2 --locked); then
  has cargo-deny || need_crate cargo-deny 0.20.2 --locked
  for lockfile in Cargo.toml fuzz/Cargo.toml examples/server-axum/Cargo.toml; do
    step "cargo deny: $lockfile" cargo deny --manifest-path "$lockfile" --config "$ROOT/deny.toml" check licenses bans sources
  done
  say "cargo deny: advisories"
  log=$(mktemp)
  if cargo deny check advisories >"$log" 2>&1; then
    passed=$((passed + 1))
  elif grep -q "failed to fetch advisory database" "$log"; then
    skip "the advisories could not be fetched"
  else
    cat "$log"
    failed=$((failed + 1))
  fi
  rm -f "$log"
else
  skip "cargo-deny could not be installed"
fi

for folder in www www/examples scripts/npm; do
  say "npm audit: $folder"
  status=0
  log=$(npm audit --prefix "$folder" --json 2>&1) || status=$?
  # An answer counts what it found; anything else is none.
  found=$(node -p 'JSON.parse(require("node:fs").readFileSync(0)).metadata.vulnerabilities.total' <<<"$log" 2>/dev/null || echo none)
  case $found in
    0) passed=$((passed + 1)) && echo "nothing is known" ;;
    none) skip "the registry does not answer audits (status $status)" ;;
    *) failed=$((failed + 1)) && npm audit --prefix "$folder" || true ;;
  esac
done

say "Result"
echo "$passed passed, $failed failed, $skipped skipped"
[[ $failed == 0 ]]
