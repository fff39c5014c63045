# Sourced by the scripts that run a class of the module faults; they set root, the folder of the
# project. PLUMB_DATA names the folder of the public data sets; with PLUMB_FAULTS_BUILT set to
# anything the module is taken as it was built last.

# Builds what is needed and runs the class $1 of plumb.faults with the other arguments.
plumb_faults() {
  . "$root/etc/find-jdk.sh"
  plumb_find_jdk && plumb_find_maven || return 1
  [ -n "${PLUMB_FAULTS_BUILT:-}" ] \
    || (cd "$root" && mvn -B -ntp -q -pl faults -am -Dmaven.test.skip=true package) || return 1
  plumb_class=$1
  shift
  exec "$JAVA_HOME/bin/java" --add-modules jdk.incubator.vector -XX:+UseParallelGC \
    -XX:ParallelGCThreads=2 -Xmx3g -Xlog:disable -Xlog:all=error:stderr \
    -cp "$root/faults/target/faults.jar" "plumb.faults.$plumb_class" --root "$root" \
    --data "${PLUMB_DATA:-$root/../shared/data}" "$@"
}
