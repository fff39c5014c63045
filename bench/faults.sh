#!/bin/sh
# The fault benchmark: faults planted in cards that train well, put before the doctor, before the
# published rule sets and before random remedies.
#   bench/faults.sh [--half report|tuning|fresh] [--seeds 5] [--out DIR] [--only TEXT]
#     [--others] [--random RETRAININGS] [--workers 2]
# Data that are not in examples/ are taken from the folder PLUMB_DATA; problems without data are left
# out. What is already in DIR is not done again. Processor time is measured with --workers 1.
set -eu
root=$(CDPATH='' cd -P "$(dirname "$0")/.." && pwd -P)
. "$root/bench/faults-java.sh"
plumb_faults Main "$@"
