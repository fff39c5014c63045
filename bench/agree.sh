#!/bin/sh
# Agreement: whether `plumb train` and `plumb doctor --repair` name the same first cause, give the
# same verdict and keep the same card, on every case of the fault benchmark and every field case.
#   bench/agree.sh [--seeds 1] [--out DIR] [--only TEXT] [--field DIR] [--workers 2]
# Data that are not in examples/ are taken from the folder PLUMB_DATA; field cases from the folder
# field-cases beside it. What is already in DIR is not done again.
set -eu
root=$(CDPATH='' cd -P "$(dirname "$0")/.." && pwd -P)
. "$root/bench/faults-java.sh"
plumb_faults Agreement "$@"
