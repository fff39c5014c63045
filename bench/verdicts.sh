#!/bin/sh
# Verdicts: what `plumb train` says of every public table, beside what docs/verdicts.md says a
# practitioner would.
#   bench/verdicts.sh [--out DIR] [--only TEXT] [--workers 1] [--threads 2]
# The tables are those in the folder PLUMB_DATA. What is already in DIR is not done again.
set -eu
root=$(CDPATH='' cd -P "$(dirname "$0")/.." && pwd -P)
. "$root/bench/faults-java.sh"
plumb_faults Verdicts "$@"
