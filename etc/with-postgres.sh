#!/usr/bin/env bash
# Starts PostgreSQL with a fresh data folder on loopback, runs a command with its JDBC URL in
# PLUMB_POSTGRES, and stops it:  etc/with-postgres.sh mvn -pl core test -Dtest=JdbcTest
# Without PostgreSQL the command runs all the same, and the test that wants it says it was skipped.
set -euo pipefail

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1 || true)
[ -n "$bin" ] || bin=$(dirname "$(command -v pg_ctl || true)")
if [ ! -x "$bin/initdb" ] || [ ! -x "$bin/pg_ctl" ]; then
  echo "PostgreSQL is not installed (on Debian: apt-get install postgresql); its test is skipped" >&2
  exec "$@"
fi

folder=$(mktemp -d)
as_server() { "$@"; }
# The server refuses to run as root.
if [ "$(id -u)" -eq 0 ]; then
  chown postgres "$folder"
  as_server() { su postgres -s /bin/sh -c 'cd / && exec "$0" "$@"' -- "$@"; }
fi
stop() {
  as_server "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap stop EXIT

# A port that nobody listens on now.
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])' 2>/dev/null || echo 54329)
start() {
  as_server "$bin/initdb" -D "$folder/data" -U plumb -A trust -E UTF8 --no-sync >/dev/null \
    && as_server "$bin/pg_ctl" -D "$folder/data" -w -l "$folder/data/log" \
      -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off" start >/dev/null
}
if ! start; then
  echo "PostgreSQL does not start; its test is skipped" >&2
  "$@"
  exit
fi
PLUMB_POSTGRES="jdbc:postgresql://127.0.0.1:$port/postgres?user=plumb" "$@"
