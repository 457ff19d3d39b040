#!/usr/bin/env bash
# Tries the tests of a room: its code is changed in small ways, one at a time, and the changes that no
# native test notices are told. `scripts/mutants.sh locate --shard 0/8` tries an eighth of them; what
# stands behind the room goes to cargo-mutants. What no test could notice is in .cargo/mutants.toml.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
room=${1:-}
[[ -n $room && -f src/$room.rs ]] || die "which room? \`$room\` is none: make mutants ROOM=rules"
shift
features=()
case $room in
  web) die "the native tests do not see the room \`web\`." ;;
  analysis | solver | wire) features=(--all-features) ;;
esac
need_rust
need_crate cargo-mutants 27.1.0 --locked

home=${CARGO_TARGET_DIR:-$ROOT/target}/mutants
# try FOLDER [flags]: what is missed is a result, and no failure of the run.
try() {
  local out=$home/$room/$1 status=0
  shift
  mkdir -p "$out"
  CARGO_TARGET_DIR=$home/build nice cargo mutants --output "$out" --minimum-test-timeout 60 \
    --file "src/$room.rs" --file "src/$room/**" "$@" || status=$?
  [[ $status == 0 || $status == 2 || $status == 3 ]] || die "the changes could not be tried."
}
# told FOLDER KIND: the changes that were caught, missed, or took too long.
told() { cat "$home/$room/$1/mutants.out/$2.txt"; }

say "The case files and the room's own tests"
try quick "${features[@]}" --cargo-arg=--lib --cargo-arg=--test=cases "$@"
caught=$(($(told quick caught | wc -l) + $(told quick timeout | wc -l)))

# Only what those let pass is worth the whole suite.
missed=0 only=()
while read -r change; do
  only+=(--re "^$(sed 's/[][\\.*+?(){}|^$]/\\&/g' <<<"$change")\$")
done < <(told quick missed)
if ((${#only[@]} > 0)); then
  say "Every native test, for what is left"
  try whole --all-features "${only[@]}"
  missed=$(told whole missed | wc -l)
  caught=$((caught + $(told whole caught | wc -l) + $(told whole timeout | wc -l)))
fi

say "Result"
((missed == 0)) || told whole missed
echo "$caught changes noticed, $missed not"
[[ $missed == 0 ]]
