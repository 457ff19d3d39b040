#!/usr/bin/env bash
# Adds up REPORTS made-up reports in PARTITIONS parts or more with Spark, adds up the same on one machine,
# and holds the two answers to each other and to the sums that were generated. CROSSFOOT names a
# command that is built already. Ends with 77 where Java or pip cannot be had.
source "$(dirname "${BASH_SOURCE[0]}")/../../scripts/lib.sh"
reports=${1:-100000} partitions=${2:-16}
[[ $reports$partitions =~ ^[0-9]+$ ]] || die "usage: bench/spark/run.sh [REPORTS] [PARTITIONS]"
form=$ROOT/forms/national-2021.json
here=$ROOT/bench/spark
work=$here/target/$reports

skip() {
  echo "skipped: $*"
  exit 77
}
need_java() {
  if has java; then return; fi
  say "Installing default-jre-headless"
  if has apt-get && { as_root apt-get update || true; } &&
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends default-jre-headless &&
    has java; then return; fi
  skip "Java is needed on the PATH for Spark, and could not be installed from here."
}
need_pyspark() {
  has python3 && python3 -c 'import ensurepip, venv' 2>/dev/null ||
    skip "Python 3 with venv and pip is needed for Spark."
  local home
  home="$CACHE/spark-$(cksum <"$here/requirements.txt" | cut -d ' ' -f 1)"
  if [[ ! -f $home/.installed ]]; then
    say "Installing Spark into $home (once, some minutes)"
    rm -rf "$home"
    python3 -m venv "$home"
    "$home/bin/pip" install --quiet --disable-pip-version-check --no-deps -r "$here/requirements.txt" ||
      skip "Spark could not be installed with pip."
    touch "$home/.installed"
  fi
  PATH="$home/bin:$PATH"
}
# timed NAME COMMAND…: how long a command took is kept under its name, and how long it computed.
declare -A took
timed() {
  local name=$1 TIMEFORMAT='%R %U %S' real user system
  shift
  { time "$@" 2>&3; } 3>&2 2>"$work/time"
  read -r real user system <"$work/time"
  took[$name]=$(awk -v r="$real" -v u="$user" -v s="$system" 'BEGIN { printf "%.1f s (%.1f s of a processor)", r, u + s }')
}

need_java
need_pyspark
crossfoot=${CROSSFOOT:-}
if [[ -z $crossfoot ]]; then
  need_rust
  say "Building crossfoot"
  cargo build --locked --release --features cli --bin crossfoot
  crossfoot=${CARGO_TARGET_DIR:-target}/release/crossfoot
fi
crossfoot=$(realpath "$crossfoot")

say "$reports reports in $partitions parts or more"
mkdir -p "$work"
timed generate python3 "$here/generate.py" "$form" "$reports" "$work"
whole=("$form" --roster "$work/roster.json" --period 2023)
single() { "$crossfoot" rollup "${whole[@]}" --jsonl --format json <"$work/reports.jsonl" >"$work/single.json"; }
spark() {
  # Nothing of this machine's own Spark, if it has one, is used.
  env -u SPARK_HOME -u PYTHONPATH SPARK_LOCAL_IP=127.0.0.1 spark-submit --master 'local[*]' \
    --conf spark.ui.enabled=false --conf spark.log.level=ERROR \
    "$here/job.py" "$work/reports.jsonl" "$partitions" "$work/partials.jsonl" \
    "$crossfoot" rollup "${whole[@]}" --jsonl --partial
}
merge() { "$crossfoot" merge "${whole[@]}" --format json "$work/partials.jsonl" >"$work/merged.json"; }
timed single single
timed spark spark
timed merge merge

python3 "$here/generate.py" --check "$work" "$work/single.json"
cmp "$work/single.json" "$work/merged.json"
size=$(du -m "$work/reports.jsonl" | cut -f 1)
echo "generated: ${took[generate]}, $size MB"
echo "one machine: ${took[single]}"
echo "Spark, with its start: ${took[spark]}"
echo "merge: ${took[merge]}"
echo "$reports reports: the merged answer is the single machine's byte for byte, and its sums are exact"
