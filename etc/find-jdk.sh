# Sourced by ./plumb, ./check and .ci/run: sets and exports JAVA_HOME to a JDK 25.
#
# plumb_find_jdk looks in JAVA_HOME, on the PATH and in the usual install folders. It returns 1 and
# says in one sentence what to install when there is none. Only POSIX shell, and no java process is
# started: a JDK describes itself in its `release` file.

# Prints the value of JAVA_VERSION in the release file of the JDK at $1, such as 25.0.3.
plumb_jdk_version() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  while IFS= read -r plumb_line || [ -n "$plumb_line" ]; do
    case $plumb_line in
      JAVA_VERSION=*)
        plumb_line=${plumb_line#JAVA_VERSION=}
        plumb_line=${plumb_line#\"}
        plumb_line=${plumb_line%%\"*}
        printf '%s\n' "$plumb_line"
        return 0
        ;;
    esac
  done <"$1/release"
  return 1
}

# Remembers the JDK at $1 if it is a 25 newer than the one remembered so far.
plumb_consider_jdk() {
  plumb_version=$(plumb_jdk_version "$1") || return 0
  case $plumb_version in
    25 | 25.* | 25-* | 25+*) ;;
    *) return 0 ;;
  esac
  plumb_patch=0
  case $plumb_version in
    25.0.*)
      plumb_patch=${plumb_version#25.0.}
      plumb_patch=${plumb_patch%%[!0-9]*}
      ;;
  esac
  if [ "${plumb_patch:-0}" -gt "$plumb_best_patch" ]; then
    plumb_best_patch=${plumb_patch:-0}
    plumb_best_home=$1
    plumb_best_version=$plumb_version
  fi
}

plumb_find_jdk() {
  plumb_best_home=
  plumb_best_version=
  plumb_best_patch=-1

  # An explicit choice that is good enough wins without a look around.
  [ -z "${JAVA_HOME:-}" ] || plumb_consider_jdk "$JAVA_HOME"
  if [ "$plumb_best_patch" -lt 3 ]; then
    plumb_on_path=$(command -v javac 2>/dev/null || command -v java 2>/dev/null || :)
    if [ -n "$plumb_on_path" ]; then
      plumb_on_path=$(readlink -f "$plumb_on_path" 2>/dev/null || printf '%s\n' "$plumb_on_path")
      plumb_consider_jdk "${plumb_on_path%/bin/*}"
    fi
  fi
  if [ "$plumb_best_patch" -lt 3 ]; then
    for plumb_candidate in \
      /usr/lib/jvm/* \
      /usr/java/* \
      /Library/Java/JavaVirtualMachines/*/Contents/Home \
      "${HOME:-/nonexistent}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
      /opt/homebrew/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home \
      /usr/local/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home \
      "${HOME:-/nonexistent}"/.sdkman/candidates/java/* \
      "${HOME:-/nonexistent}"/.jdks/* \
      /opt/* \
      /opt/*/*; do
      plumb_consider_jdk "$plumb_candidate"
    done
  fi

  if [ -z "$plumb_best_home" ]; then
    echo "plumb: no JDK 25 found in JAVA_HOME, on the PATH or in the usual folders: install one (for example Eclipse Temurin 25.0.3 or later) or point JAVA_HOME at it." >&2
    return 1
  fi
  # JDK-8377811: the G1 collector of earlier 25s can corrupt memory around pinned arrays.
  if [ "$plumb_best_patch" -lt 3 ] && [ "$plumb_best_version" = "${plumb_best_version#25.[1-9]}" ]; then
    echo "plumb: JDK $plumb_best_version has a known collector bug; 25.0.3 or later is recommended." >&2
  fi
  JAVA_HOME=$plumb_best_home
  export JAVA_HOME
}

# Says in one sentence what to install when Maven is missing.
plumb_find_maven() {
  command -v mvn >/dev/null 2>&1 && return 0
  echo "plumb: building needs Apache Maven 3.8 or later on the PATH (mvn): install the package 'maven'." >&2
  return 1
}
