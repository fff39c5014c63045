#!/bin/sh
# The field bench: cards written after public reports of networks that did not train or fooled
# their makers (faults/field, docs/field-bench-sources.md), put before the doctor.
#   bench/field.sh [--seeds 5] [--out DIR] [--only TEXT] [--plain] [--workers 2] [--cases DIR]
# --plain trains cards and twins as they stand and does not ask the doctor. What is already in DIR
# is not done again.
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
  -cp "$root/faults/target/faults.jar" plumb.faults.FieldMain --root "$root" "$@"
