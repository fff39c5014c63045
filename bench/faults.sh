#!/bin/sh
# The fault benchmark: faults planted in cards that train well, put before the doctor, before the
# published rule sets and before random remedies.
#   bench/faults.sh [--half report|tuning|fresh] [--seeds 5] [--out DIR] [--only TEXT]
#     [--others] [--random RETRAININGS]
# Data that are not in examples/ are taken from the folder PLUMB_DATA; problems without data are left
# out. What is already in DIR is not done again.
set -eu
here=$PWD
root=$(CDPATH='' cd -P "$(dirname "$0")/.." && pwd -P)
. "$root/etc/find-jdk.sh"
plumb_find_jdk && plumb_find_maven || exit 1
[ -n "${PLUMB_FAULTS_BUILT:-}" ] \
  || (cd "$root" && mvn -B -ntp -q -pl faults -am -Dmaven.test.skip=true package)
cd "$here"
exec "$JAVA_HOME/bin/java" --add-modules jdk.incubator.vector -XX:+UseParallelGC \
  -XX:ParallelGCThreads=2 -Xmx3g -Xlog:disable -Xlog:all=error:stderr \
  -jar "$root/faults/target/faults.jar" --root "$root" \
  --data "${PLUMB_DATA:-$root/../shared/data}" "$@"
