# Shared by deploy/up, deploy/test and deploy/down; sourced, not run.
# shellcheck shell=sh
: "${root:?the folder of the checkout}"

# Each argument is a line.
say() {
    printf '%s\n' "$@" >&2
}

fail() {
    say "$@"
    exit 1
}

have() {
    command -v "$1" >/dev/null 2>&1
}

need_swift() {
    have swift && return
    fail "No Swift toolchain was found (the command swift is not on PATH)." \
        "Install Swift 6.2 or newer: https://www.swift.org/install"
}

# Whether programs of a PostgreSQL server are here: the places `yizhan up` itself looks in.
have_server() {
    [ -n "${YIZHAN_POSTGRES_BIN:-}" ] && return 0
    have postgres && return 0
    if have pg_config && [ -x "$(pg_config --bindir)/postgres" ]; then
        return 0
    fi
    for program in /usr/lib/postgresql/*/bin/postgres; do
        [ -x "$program" ] && return 0
    done
    return 1
}

# need_packages [server] [pooler] [shellcheck]: installs what is missing, or says in one line how to.
# `server` is left out when YIZHAN_DATABASE_URL names a database that runs elsewhere.
need_packages() {
    missing=
    if ! have pkg-config; then
        missing="$missing pkg-config"
        say "pkg-config is missing: the build asks it where libpq is."
    fi
    if ! have pkg-config || ! pkg-config --exists libpq; then
        missing="$missing libpq-dev"
        say "libpq-dev is missing: the services talk to PostgreSQL through its client library."
    fi
    for wish in "$@"; do
        case $wish in
        server)
            if ! have_server; then
                missing="$missing postgresql"
                say "PostgreSQL's server programs are missing: a private database is run with them."
            fi
            ;;
        pooler)
            # Only tests want it, and without it they say so: no reason to stop whoever may not install it.
            if ! PATH="$PATH:/usr/sbin" have pgbouncer && { [ "$(id -u)" -eq 0 ] || { have sudo && sudo -n true 2>/dev/null; }; }; then
                missing="$missing pgbouncer"
                say "pgbouncer is missing: some tests put it before their database."
            fi
            ;;
        shellcheck)
            if ! have shellcheck; then
                missing="$missing shellcheck"
                say "shellcheck is missing: it checks the shell scripts."
            fi
            ;;
        esac
    done
    [ -n "$missing" ] || return 0
    have apt-get || fail "Install these with your system's package manager (here by their Debian names):$missing"
    if [ "$(id -u)" -eq 0 ]; then
        say "Installing:$missing"
        # shellcheck disable=SC2086 # a list of plain names
        "$root/deploy/lib/install" $missing >&2
    elif have sudo && sudo -n true 2>/dev/null; then
        say "Installing with sudo:$missing"
        # shellcheck disable=SC2086
        sudo -n "$root/deploy/lib/install" $missing >&2
    else
        fail "Installing them needs root. Run this once, then start again:" "" \
            "    sudo '$root/deploy/lib/install'$missing" ""
    fi
}

# want_python: puts other people's implementations of the standards we follow into .build/python, for the tests that ask
# them. Without Python or a package index these tests are skipped, and say so.
want_python() {
    stamp="$root/.build/python/requirements.txt"
    cmp -s "$root/Tests/requirements.txt" "$stamp" && return 0
    mkdir -p "$root/.build"
    log="$root/.build/python.log"
    if have python3 && python3 -m venv "$root/.build/python" >"$log" 2>&1 &&
        "$root/.build/python/bin/python3" -m pip install --quiet --disable-pip-version-check \
            -r "$root/Tests/requirements.txt" >>"$log" 2>&1; then
        cp "$root/Tests/requirements.txt" "$stamp"
    else
        say "The PyPI packages of Tests/requirements.txt cannot be installed; tests that need them are skipped ($log)."
    fi
}

unpack_node() {
    have node && have apt-get && have dpkg-deb || return 1
    set -- node-pg node-readable-stream node-split2 node-xtend
    apt-get download "$@" || { apt-get -qq update && apt-get download "$@"; } || return 1
    for package in ./*.deb; do
        dpkg-deb -x "$package" . || return 1
        rm "$package"
    done
    ln -sfn usr/share/nodejs node_modules
}

# want_node: puts Debian's driver for Node.js into .build/node, for the test of our example. Unpacked instead of installed:
# where Node.js itself is not Debian's, apt refuses the package. Without it that test is skipped, and says so.
want_node() {
    folder="$root/.build/node"
    [ -e "$folder/node_modules/pg/package.json" ] && return 0
    mkdir -p "$folder"
    log="$root/.build/node.log"
    (cd "$folder" && unpack_node) >"$log" 2>&1 && return 0
    say "Node.js or its driver for PostgreSQL is not here; the test that needs them is skipped ($log)."
}

# clock SECONDS: as 4:07
clock() {
    printf '%d:%02d' $(($1 / 60)) $(($1 % 60))
}

# show_progress NAME COMMAND...: runs a long command so that one sees it work. On a terminal it speaks for itself;
# otherwise its output goes to .build/NAME.log and a line every 15 seconds says how far it is.
show_progress() {
    name=$1
    shift
    if [ -t 2 ]; then
        "$@" >&2
        return
    fi
    mkdir -p "$root/.build"
    log="$root/.build/$name.log"
    began=$(date +%s)
    "$@" >"$log" 2>&1 </dev/null &
    job=$!
    trap 'kill "$job" 2>/dev/null; exit 130' INT TERM
    shown=$began
    while kill -0 "$job" 2>/dev/null; do
        sleep 1
        now=$(date +%s)
        if [ $((now - shown)) -ge 15 ]; then
            say "$name $(clock $((now - began)))  $(tail -n 1 "$log" | tr '\r' '\n' | tail -n 1 | cut -c 1-100)"
            shown=$now
        fi
    done
    status=0
    wait "$job" || status=$?
    trap - INT TERM
    if [ "$status" -ne 0 ]; then
        say "$name failed after $(clock $(($(date +%s) - began))). The end of $log:"
        grep -v '^\[[0-9]*/[0-9]*\]' "$log" | tail -n 80 >&2
        return "$status"
    fi
    say "$name done in $(clock $(($(date +%s) - began)))"
}

# The folder that `yizhan up` uses when none is named.
default_data_folder() {
    if [ -n "${YIZHAN_DATA:-}" ]; then
        printf '%s\n' "$YIZHAN_DATA"
    elif [ "$(id -u)" -eq 0 ]; then
        printf '%s\n' /var/lib/yizhan
    else
        printf '%s\n' "${XDG_DATA_HOME:-$HOME/.local/share}/yizhan"
    fi
}
