#!/bin/sh
# Trains example cards on MNIST, one thread each, and prints a table of their test errors.
#
#   examples/cards/run-all.sh FOLDER-OF-MNIST [CARD...]
#
# Without names: every card for MNIST but the long maxout-mnist.yaml. PLUMB may name another launcher.
set -eu

cards=$(CDPATH='' cd -P "$(dirname "$0")" && pwd -P)
plumb=${PLUMB:-$cards/../../plumb}
[ $# -ge 1 ] || { sed -n '2,6s/^# \{0,1\}//p' "$0" >&2; exit 2; }
mnist=$1
shift
if [ $# -eq 0 ]; then
  set -- $(cd "$cards" && ls *.yaml | grep -v -e '^maxout-mnist.yaml$' -e '^digits.yaml$')
fi
runs=$(mktemp -d)
trap 'rm -rf "$runs"' EXIT

echo '| card | test error | ± | best epoch | seconds |'
echo '|---|---|---|---|---|'
for card; do
  # shellcheck disable=SC2086 # a launcher may bring options
  $plumb train "$cards/$card" --once --quiet --threads 1 --out "$runs/$card" \
    --set data.train="$mnist/train-images-idx3-ubyte.gz" \
    --set data.test="$mnist/t10k-images-idx3-ubyte.gz" >"$runs/log" 2>&1 || {
    cat "$runs/log" >&2
    exit 1
  }
  # The first "test" in run.json is of the returned model; two standard errors beside it.
  awk -v card="$card" '
    /^  "metrics"/ { own = 1 }
    own && /"test"/ { test = 1 }
    test && /"accuracy"/ { gsub(/[^0-9.eE-]/, "", $3); accuracy = $3 + 0 }
    test && /"rows"/ { gsub(/[^0-9]/, "", $3); rows = $3 + 0; own = test = 0 }
    !epoch && /"bestEpoch"/ { gsub(/[^0-9]/, "", $3); epoch = $3 + 0 }
    !seconds && /"seconds"/ { gsub(/[^0-9.eE-]/, "", $3); seconds = $3 + 0 }
    END {
      error = 1 - accuracy
      printf "| `%s` | %.2f %% | %.2f | %d | %.0f |\n", card, 100 * error,
        200 * sqrt(error * (1 - error) / rows), epoch, seconds
    }' "$runs/$card/run.json"
  rm -rf "${runs:?}/$card"
done
