#!/bin/sh
# Builds one environment from a lock with hashes, again only when the lock changed.
# Python compiles what it imports at the first import: compiling all packages beforehand takes a minute more.
# usage: make_venv.sh web|bot FOLDER LOCK [--editable]
set -eu
kind=$1 folder=$2 lock=$3 editable=${4:-}
cd "$(dirname "$0")/.."
stamp="$folder/.built-from-$(basename "$lock" .txt)"
sum=$(cksum <"$lock")
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$sum" ]; then exit 0; fi
python=$(tools/find_python.sh "$kind")
echo "$folder: installing $(grep -c '==' "$lock") packages with $python (this takes a minute or three) …"
rm -f "$stamp"
[ -x "$folder/bin/python" ] || "$python" -m venv "$folder"
"$folder/bin/python" -m pip install --quiet --quiet --disable-pip-version-check --no-compile --require-hashes --requirement "$lock"
if [ -n "$editable" ]; then
    "$folder/bin/python" -m pip install --quiet --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
fi
echo "$sum" >"$stamp"
echo "$folder: ready"
