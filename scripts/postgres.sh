#!/usr/bin/env bash
# A PostgreSQL for tests or measurements: temporary folder, loopback only, free port, own password.
#   scripts/postgres.sh start [NAME]   prints its URL; a second start prints the same one
#   scripts/postgres.sh stop  [NAME]   stops it and removes its folder
# NAME (tests by default) keeps several apart. PG_DURABLE=1 keeps fsync on, for measurements.
set -euo pipefail
cd "$(dirname "$0")/.."

deed=${1:-}
state=target/postgres-${2:-tests}

programs() {
  local found
  found=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
  if [ -n "$found" ]; then echo "$found"; else dirname "$(command -v initdb)"; fi
}

# PostgreSQL refuses to run as root.
if [ "$(id -u)" -eq 0 ]; then
  owner=postgres
  id -u "$owner" >/dev/null 2>&1 || owner=nobody
  unrooted() { (cd / && setpriv --reuid="$owner" --regid="$(id -g "$owner")" --clear-groups -- env HOME=/tmp "$@"); }
else
  owner=$(id -un)
  unrooted() { (cd / && "$@"); }
fi

running() { [ -f "$state/pid" ] && kill -0 "$(cat "$state/pid")" 2>/dev/null; }

start() {
  if running; then
    cat "$state/url"
    return
  fi
  rm -rf "$state" && mkdir -p "$state"
  local bin folder port password durable=off
  bin=$(programs)
  [ "${PG_DURABLE:-0}" = 1 ] && durable=on
  folder=$(mktemp -d "${TMPDIR:-/tmp}/xingtan-postgres.XXXXXX")
  password=$(node -p 'require("node:crypto").randomBytes(18).toString("hex")')
  (umask 077 && echo "$password" >"$folder/password")
  [ "$(id -u)" -eq 0 ] && chown -R "$owner" "$folder"
  unrooted "$bin/initdb" -D "$folder/data" -U xingtan -A password --pwfile="$folder/password" \
    --encoding=UTF8 --locale=C.UTF-8 --no-sync >"$state/initdb.log"
  # Another program may take a port between the look and the start: try a few.
  for _ in 1 2 3 4 5; do
    port=$(node -e 's=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})')
    if unrooted "$bin/pg_ctl" -D "$folder/data" -l "$folder/server.log" -w -s -o "-p $port \
      -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=300 -c shared_buffers=256MB \
      -c fsync=$durable -c synchronous_commit=$durable -c full_page_writes=$durable" start >&2; then
      head -n 1 "$folder/data/postmaster.pid" >"$state/pid"
      echo "$folder" >"$state/folder"
      (umask 077 && echo "postgres://xingtan:$password@127.0.0.1:$port/postgres" >"$state/url")
      cat "$state/url"
      return
    fi
  done
  cat "$folder/server.log" >&2
  rm -rf "$folder" "$state"
  echo "PostgreSQL did not start." >&2
  return 1
}

stop() {
  if running; then
    kill -INT "$(cat "$state/pid")"
    for _ in $(seq 100); do running && sleep 0.1 || break; done
  fi
  [ -f "$state/folder" ] && rm -rf "$(cat "$state/folder")"
  rm -rf "$state"
}

case $deed in
  start) start ;;
  stop) stop ;;
  *) sed -n '2,5p' "$0" >&2 && exit 2 ;;
esac
