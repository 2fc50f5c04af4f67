# Sourced by ./run and ./test: everything they need to check or install before building.

say() { printf '%s\n' "$*"; }
fail() { printf '%s\n' "$*" >&2; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }

need_sdk() {
  has dotnet || fail "The .NET 10 SDK is missing. Install it from https://dotnet.microsoft.com/download and try again."
  dotnet --version >/dev/null 2>&1 || fail "The installed .NET SDK is too old; global.json requires .NET 10. Install it from https://dotnet.microsoft.com/download."
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# install WHY PACKAGE...
install() {
  local why=$1; shift
  has apt-get || fail "$why is missing. Install it (on Debian: $*) and try again."
  [ "$(id -u)" = 0 ] || has sudo || fail "$why is missing. Install it as root: apt-get install $*"
  say "Installing $* because $why is missing."
  as_root apt-get update -qq || say "Could not update the package lists; trying with the existing ones."
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null ||
    fail "apt-get could not install $*. See its message above."
}

has_postgres() { has initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || compgen -G '/usr/pgsql-*/bin/initdb' >/dev/null || compgen -G '/opt/homebrew/opt/postgresql*/bin/initdb' >/dev/null; }

need_servers() {
  if ! has_postgres; then
    # We only want the programs, not a system server on port 5432.
    if has apt-get && [ ! -e /etc/postgresql-common/createcluster.conf ]; then
      as_root mkdir -p /etc/postgresql-common
      printf 'create_main_cluster = false\n' | as_root tee /etc/postgresql-common/createcluster.conf >/dev/null
    fi
    install "PostgreSQL" postgresql
  fi
  if ! has redis-server && ! has valkey-server; then
    local stop_after=false
    has systemctl && ! systemctl is-active --quiet redis-server 2>/dev/null && stop_after=true
    install "Redis" redis-server
    # The package starts a system server; we run our own.
    if $stop_after; then as_root systemctl disable --now redis-server >/dev/null 2>&1 || true; fi
  fi
}

need_chromium() {
  has chromium || has chromium-browser || has google-chrome || install "Chromium, which the browser tests need," chromium
}

# LibMan loads the browser libraries from a CDN, or from its own cache. If the CDN cannot be reached, we fill the cache with npm.
need_client_libraries() {
  local data="${XDG_DATA_HOME:-$HOME/.local/share}" library name version cache scratch
  # Without this directory, .NET has no place for the cache.
  mkdir -p "$data"
  for library in $(sed -nE 's/.*"library": *"([^"]+)".*/\1/p' TaskJuice.Web/libman.json); do
    name=${library%@*} version=${library##*@}
    cache="$data/.librarymanager/cache/jsdelivr/$name"
    [ ! -e "$cache/$version-filelist.json" ] || continue
    ! curl -fsS -m 5 -o /dev/null "https://data.jsdelivr.com/v1/package/npm/$library/flat" 2>/dev/null || continue
    has npm || fail "The CDN for the browser libraries cannot be reached, and npm, which could fetch them, is missing. Install Node.js with npm (on Debian or Ubuntu: apt-get install npm)."
    say "Fetching $library with npm, because the CDN cannot be reached."
    scratch=$(mktemp -d)
    (cd "$scratch" && npm pack "$library" --silent >/dev/null) || fail "npm could not fetch $library. See its message above."
    mkdir -p "$cache/$version"
    tar xzf "$scratch"/*.tgz -C "$cache/$version" --strip-components=1
    rm -rf "$scratch"
    # Write the list last: it marks the cache as complete.
    (cd "$cache/$version" && find . -type f | sed 's|^\.\(.*\)|{"name":"\1"}|' | paste -sd, | sed 's/.*/{"files":[&]}/') >"$cache/$version-filelist.json.new"
    mv "$cache/$version-filelist.json.new" "$cache/$version-filelist.json"
  done
}

need_node() {
  has node && has npm || install "Node.js with npm, which bundles the scripts and styles," npm
}

# The linters come with the bundler, from the same package list.
need_linters() {
  need_node
  node -e 'const [major, minor] = process.versions.node.split("."); process.exit(major > 20 || (major == 20 && minor >= 19) ? 0 : 1)' ||
    fail "The linters need Node.js 20.19 or later, and this is $(node --version). Install a newer one from https://nodejs.org."
  [ TaskJuice.Client/node_modules/.package-lock.json -nt TaskJuice.Client/package-lock.json ] && [ -e TaskJuice.Client/node_modules/stylelint ] && return 0
  say "Installing the linters of the scripts and styles with npm."
  npm ci --silent --prefix TaskJuice.Client || fail "npm could not install the linters. See its message above."
}

# The fault tests run processes with a changed clock.
need_faketime() {
  compgen -G '/usr/lib/*/faketime/libfaketimeMT.so.1' >/dev/null || compgen -G '/usr/lib/faketime/libfaketimeMT.so.1' >/dev/null ||
    install "libfaketime, which the fault tests use to change clocks," faketime
}

# need_packages PROJECT: restores exactly what the lock files name. Different content under the same name and version is never accepted; a source with other versions is.
need_packages() {
  local told
  if told=$(dotnet restore "$1" --locked-mode -v q 2>&1); then return 0; fi
  case $told in *NU1403*) printf '%s\n' "$told" >&2; fail "A package does not match the lock files. Check where it comes from before you build." ;; esac
  say "The packages differ from the lock files: $(printf '%s\n' "$told" | grep -m 1 -oE 'NU[0-9]+: .*' || echo "they could not be restored")"
  say "Continuing with what the package sources have. After changing Directory.Packages.props, update the lock files: dotnet restore --force-evaluate"
  export UseLock=false
}

# The command is often installed without a running daemon, so ask the daemon for something.
has_containers() {
  local runtime
  for runtime in ${ASPIRE_CONTAINER_RUNTIME:-docker podman}; do
    if has "$runtime" && timeout 10 "$runtime" container ls -n 1 >/dev/null 2>&1; then return 0; fi
  done
  return 1
}
