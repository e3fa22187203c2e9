#!/bin/sh
# need.sh COMMAND PACKAGE WHY: make sure that a command works; install its Debian package when root, say so when not.
if sh -c "$1" >/dev/null 2>&1; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing $2: $3."
    export DEBIAN_FRONTEND=noninteractive
    { apt-get -qq update; apt-get -qq install -y --no-install-recommends $2; } </dev/null >/dev/null 2>&1
    if sh -c "$1" >/dev/null 2>&1; then exit 0; fi
fi
echo "$2 is missing: $3. Install it with: sudo apt-get install $2" >&2
exit 1
