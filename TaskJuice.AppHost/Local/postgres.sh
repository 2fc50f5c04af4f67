#!/bin/sh
# Runs the database server of a developer's machine. It makes the data directory at the first start, ends a server that a killed run left,
# and turns the request to end into PostgreSQL's fast shutdown: its own answer to TERM waits until every client has gone.
#   postgres.sh PROGRAMS HOME USER    USER is empty when the server runs as whoever started this.
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
  echo "Making the data directory $data ..."
  rm -rf "$data.new"
  locale=C
  [ "$(uname)" = Linux ] && locale=C.UTF-8
  # Under another name, so that an interrupted first start leaves nothing that looks finished.
  (as_user "$programs/initdb" -D "$data.new" -U postgres -A scram-sha-256 --pwfile="$home/password" -E UTF8 --locale="$locale" --no-sync)
  mv "$data.new" "$data"
fi

if [ -e "$data/postmaster.pid" ]; then
  left=$(head -n 1 "$data/postmaster.pid")
  case $(ps -o args= -p "$left" 2>/dev/null) in
    *"$data"*)
      echo "An earlier run left PostgreSQL behind (process $left); ending it."
      (as_user "$programs/pg_ctl" -D "$data" -m fast -w stop)
      ;;
    # The number may belong to a stranger by now, and the server would then refuse to start.
    *) rm -f "$data/postmaster.pid" ;;
  esac
fi

(leashed "$programs/postgres" -D "$data" -c listen_addresses=127.0.0.1 -c port="$PGPORT" -c unix_socket_directories= -c lc_messages=C \
  -c logging_collector=off -c password_encryption=scram-sha-256) &
server=$!
# Whoever reads what is printed may be gone when the end comes.
trap '' PIPE
trap 'kill -INT "$server"' TERM INT HUP
code=0
while kill -0 "$server" 2>/dev/null; do wait "$server" && code=0 || code=$?; done
if [ "$code" -gt 128 ]; then
  echo "PostgreSQL was ended from outside (signal $((code - 128))). Its data is safe: start it again, or ./run." >&2
elif [ "$code" != 0 ]; then
  echo "PostgreSQL does not run with the data in $home; ./run --reset starts over with empty data." >&2
fi
exit "$code"
