#!/bin/sh
# Runs PostgreSQL on a developer's machine. Creates the data directory on the first start, stops a server that a killed run left running,
# and translates TERM into PostgreSQL's fast shutdown: by default, TERM makes it wait until every client has disconnected.
#   postgres.sh PROGRAMS HOME USER    USER is empty when the server runs as the current user.
set -eu
programs=$1 home=$2 user=$3
data=$home/data

as_user() {
  if [ -n "$user" ]; then exec setpriv --reuid="$user" --regid="$(id -g "$user")" --clear-groups -- "$@"; else exec "$@"; fi
}
leashed() {
  if command -v setpriv >/dev/null; then as_user setpriv --pdeathsig INT -- "$@"; else as_user "$@"; fi
}

if [ ! -e "$data" ]; then
  echo "Creating the data directory $data ..."
  rm -rf "$data.new"
  locale=C
  [ "$(uname)" = Linux ] && locale=C.UTF-8
  # Under a temporary name, so that an interrupted first start leaves nothing that looks complete.
  (as_user "$programs/initdb" -D "$data.new" -U postgres -A scram-sha-256 --pwfile="$home/password" -E UTF8 --locale="$locale" --no-sync)
  mv "$data.new" "$data"
fi

if [ -e "$data/postmaster.pid" ]; then
  left=$(head -n 1 "$data/postmaster.pid")
  case $(ps -o args= -p "$left" 2>/dev/null) in
    *"$data"*)
      echo "PostgreSQL from an earlier run is still running (process $left); stopping it."
      (as_user "$programs/pg_ctl" -D "$data" -m fast -w stop)
      ;;
    # The process id may have been reused, and the server would then refuse to start.
    *) rm -f "$data/postmaster.pid" ;;
  esac
fi

(leashed "$programs/postgres" -D "$data" -c listen_addresses=127.0.0.1 -c port="$PGPORT" -c unix_socket_directories= -c lc_messages=C \
  -c logging_collector=off -c password_encryption=scram-sha-256) &
server=$!
# The reader of the output may already be gone at shutdown.
trap '' PIPE
trap 'kill -INT "$server"' TERM INT HUP
code=0
while kill -0 "$server" 2>/dev/null; do wait "$server" && code=0 || code=$?; done
if [ "$code" -gt 128 ]; then
  echo "PostgreSQL was killed (signal $((code - 128))). Its data is intact: start it again, or run ./run." >&2
elif [ "$code" != 0 ]; then
  echo "PostgreSQL cannot run with the data in $home; run ./run --reset to start over with empty data." >&2
fi
exit "$code"
