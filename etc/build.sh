# Sourced by ./plumb when a build is needed; uses its root, builds, current, lock and is_fresh.
#
# plumb_build leaves a new build and its name in $build, or says why it could not and returns 1.

# One build at a time: whoever makes the folder holds the lock. Inside lie the process ids of the
# holder and of the program at work for it, which outlives a holder that was killed outright.
plumb_lock() {
  plumb_waited=0
  until mkdir "$lock" 2>/dev/null; do
    plumb_holder=
    plumb_left=
    read -r plumb_holder 2>/dev/null <"$lock/pid" || :
    read -r plumb_left 2>/dev/null <"$lock/worker" || :
    if [ -n "$plumb_holder" ] && ! kill -0 "$plumb_holder" 2>/dev/null &&
      { [ -z "$plumb_left" ] || ! kill -0 "$plumb_left" 2>/dev/null; }; then
      # Its holder died. Only one of those waiting may clear it away, and only if it is still that one.
      if mkdir "$lock.clearing" 2>/dev/null; then
        plumb_again=
        read -r plumb_again 2>/dev/null <"$lock/pid" || :
        [ "$plumb_again" != "$plumb_holder" ] || rm -rf "$lock"
        rmdir "$lock.clearing"
      fi
    elif [ "$plumb_waited" -eq 0 ]; then
      echo "plumb: another build is running, waiting for it" >&2
    fi
    plumb_waited=$((plumb_waited + 1))
    if [ "$plumb_waited" -gt 900 ]; then
      echo "plumb: waited 15 minutes for another build: if none is running, remove the folder $lock." >&2
      return 1
    fi
    sleep 1
  done
  echo "$$" >"$lock/pid"
}

# Runs a program in a folder, and ends it when this script is told to end: a shell that waits hears
# signals at once, one that runs a program in the foreground only after it.
plumb_run() {
  # shellcheck disable=SC2016 # meant for the shell inside, which becomes the program
  sh -c 'echo $$ >"$1" && cd "$2" && shift 2 && exec "$@"' plumb_run "$lock/worker" "$@" &
  plumb_worker=$!
  plumb_code=0
  wait "$plumb_worker" || plumb_code=$?
  plumb_worker=
  return "$plumb_code"
}

plumb_unlock() {
  if [ -n "${plumb_worker:-}" ]; then
    kill "$plumb_worker" 2>/dev/null || :
    wait "$plumb_worker" 2>/dev/null || :
  fi
  [ -z "${plumb_ticker:-}" ] || kill "$plumb_ticker" 2>/dev/null || :
  rm -rf "$lock" "${plumb_new:-$lock}"
}

# Redraws one line with the module at work and the seconds passed, until it is killed.
plumb_tick() {
  plumb_seconds=0
  while kill -0 "$$" 2>/dev/null; do
    plumb_module=$(sed -n 's/^\[INFO\] Building Plumb \([a-z]*\).*\(\[[0-9]*\/[0-9]*\]\)$/\1 \2/p' "$1" | tail -n 1)
    printf '\r\033[Kplumb: building %s %s s' "${plumb_module:-...}" "$plumb_seconds" >&2
    sleep 1
    plumb_seconds=$((plumb_seconds + 1))
  done
}

plumb_build() {
  plumb_find_maven || return 1
  mkdir -p "$builds" || return 1
  plumb_lock || return 1
  trap plumb_unlock EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP

  # Somebody else may have built while this one waited.
  if ! is_fresh; then
    plumb_new=$builds/new
    build=$(date +%Y%m%d-%H%M%S)-$$
    rm -rf "$plumb_new"
    mkdir "$plumb_new"
    echo "$build" >"$plumb_new/current"
    plumb_log=$builds/build.log
    : >"$plumb_log"

    plumb_ticker=
    if [ -t 2 ]; then
      plumb_tick "$plumb_log" &
      plumb_ticker=$!
    else
      echo "plumb: building (the first time also fetches libraries)" >&2
    fi
    plumb_status=0
    plumb_run "$root" mvn -B -ntp -Dmaven.test.skip=true -Dspotless.check.skip=true package \
      >"$plumb_log" 2>&1 </dev/null || plumb_status=$?
    if [ -n "$plumb_ticker" ]; then
      kill "$plumb_ticker" 2>/dev/null || :
      wait "$plumb_ticker" 2>/dev/null || :
      plumb_ticker=
      printf '\r\033[K' >&2
    fi
    if [ "$plumb_status" -ne 0 ]; then
      # Maven's closing advice comes after the mark of its help pages; what is wrong stands before.
      grep -E '^\[(FATAL|ERROR|WARNING)\] .' "$plumb_log" | sed '/-> \[Help 1\]/,$d' >&2
      grep -q '^\[ERROR\]' "$plumb_log" || cat "$plumb_log" >&2
      echo "plumb: the build failed, see above or $plumb_log for everything." >&2
      return 1
    fi

    cp "$root/app/target/plumb.jar" "$plumb_new/" && cp -R "$root/app/target/lib" "$plumb_new/" || return 1
    # The build before stays, for whoever still runs it.
    plumb_before=
    read -r plumb_before 2>/dev/null <"$current" || :
    for plumb_old in "$builds"/2*; do
      [ "$plumb_old" = "$builds/$plumb_before" ] || rm -rf "$plumb_old"
    done
    mv "$plumb_new" "$builds/$build"
    plumb_train_cache
    mv "$builds/$build/current" "$current"
  fi

  trap - EXIT INT TERM HUP
  plumb_unlock
}

# Lets the Java machine remember from a short real run which classes were loaded and which methods
# were busy: start-up takes two thirds of the time. Without the memory everything works, so whatever
# fails here is passed over.
plumb_train_cache() {
  plumb_run "$builds/$build" "$JAVA_HOME/bin/java" --add-modules jdk.incubator.vector \
    -XX:+UseSerialGC -Xlog:disable -XX:AOTCacheOutput=plumb.aot \
    -cp "$builds/$build/plumb.jar" plumb.cli.Main \
    train "$root/examples/digits.csv" --target digit --once --max-epochs 20 --out warm-up \
    >/dev/null 2>&1 </dev/null || :
  rm -rf "$builds/$build/warm-up" "$builds/$build/plumb.aot.config"
}
