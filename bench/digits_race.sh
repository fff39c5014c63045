#!/bin/sh
# Times `plumb train` on the digits, by one card that names its network, in turns with another checkout
# of the project: the whole process, from start to verdict, both built before.
#   bench/digits_race.sh OTHER_CHECKOUT [ROUNDS] [OPTION OF TRAIN ...]
# ROUNDS is 11 by default; options such as --threads 1 go to both. Nothing else should run meanwhile;
# the load is printed. A ratio above 1 means that this checkout takes longer.
set -eu
root=$(CDPATH='' cd -P "$(dirname "$0")/.." && pwd -P)
if [ $# -lt 1 ] || [ ! -x "$1/plumb" ]; then
  sed -n '2,/^set/s/^# \{0,1\}//p' "$0" >&2
  exit 2
fi
other=$(CDPATH='' cd -P "$1" && pwd -P)
shift
rounds=11
case ${1:-} in
  '' | *[!0-9]*) ;;
  *)
    rounds=$1
    shift
    ;;
esac
case $(date +%s%N) in
  *[!0-9]*)
    echo "digits_race: date tells no nanoseconds here; GNU date does" >&2
    exit 1
    ;;
esac

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM HUP
cat >"$work/digits.yaml" <<CARD
data: {train: "$root/examples/digits.csv", target: digit}
network: [dense: 64, relu, dense: 64, relu]
CARD

# Trains with the checkout $1 into the folder $2; the time in milliseconds is left in $millis.
one() {
  checkout=$1
  folder=$2
  shift 2
  from=$(date +%s%N)
  "$checkout/plumb" train "$work/digits.yaml" --quiet --out "$folder" "$@" >"$work/said" 2>&1 || {
    cat "$work/said" >&2
    echo "digits_race: $checkout failed" >&2
    exit 1
  }
  until=$(date +%s%N)
  millis=$(((until - from) / 1000000))
}

verdict() {
  sed -n 's/.*"verdict"[^"]*"\([a-z-]*\)".*/\1/p' "$1/run.json" | head -n 1
}

# Builds where that is needed, and brings files into memory.
one "$root" "$work/this" "$@"
one "$other" "$work/other" "$@"
echo "this checkout: $(verdict "$work/this"), $(grep -c '"title"' "$work/this/run.json") trainings; the other: $(verdict "$work/other"), $(grep -c '"title"' "$work/other/run.json") trainings"
echo "load: $(uptime | sed 's/.*load/load/')"
echo "round  this ms  other ms  ratio"
round=1
while [ "$round" -le "$rounds" ]; do
  if [ $((round % 2)) -eq 1 ]; then
    one "$root" "$work/this-$round" "$@"
    mine=$millis
    one "$other" "$work/other-$round" "$@"
    theirs=$millis
  else
    one "$other" "$work/other-$round" "$@"
    theirs=$millis
    one "$root" "$work/this-$round" "$@"
    mine=$millis
  fi
  echo "$round $mine $theirs" | awk '{printf "%5d %8d %9d %6.3f\n", $1, $2, $3, $2 / $3}' \
    | tee -a "$work/times"
  round=$((round + 1))
done
awk '{print $4}' "$work/times" | sort -n | awk '
  {ratio[NR] = $1}
  END {
    middle = NR % 2 ? ratio[(NR + 1) / 2] : (ratio[NR / 2] + ratio[NR / 2 + 1]) / 2
    printf "ratio of this to the other: median %.3f, %.3f to %.3f in %d rounds\n", middle, ratio[1], ratio[NR], NR
  }'
