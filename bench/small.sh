#!/bin/sh
# Small tables: what `plumb train` makes of twenty tables of 10 to 300 rows, measured on rows it never
# saw, beside the card as given, the line, the constant and every attempt it made.
#   bench/small.sh [--draws 10] [--out DIR] [--only TEXT] [--workers 2]
# The tables are drawn from those in the folder PLUMB_DATA. What is already in DIR is not done again.
set -eu
root=$(CDPATH='' cd -P "$(dirname "$0")/.." && pwd -P)
. "$root/bench/faults-java.sh"
plumb_faults SmallTables "$@"
