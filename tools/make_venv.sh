#!/bin/sh
# Builds one environment from a lock with hashes, again only when the lock changed.
# uv installs in seconds what takes pip minutes. It knows fewer ways to be told where packages are: pip is there then.
# Python compiles what it imports at the first import: compiling all packages beforehand takes a minute more.
# usage: make_venv.sh web|bot FOLDER LOCK [--editable]
set -eu
kind=$1 folder=$2 lock=$3 editable=${4:-}
cd "$(dirname "$0")/.."
stamp="$folder/.built-from-$(basename "$lock" .txt)"
sum=$(cksum <"$lock")
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$sum" ]; then exit 0; fi
python=$(tools/find_python.sh "$kind")
echo "$folder: installing $(grep -c '==' "$lock") packages with $python (this takes a minute) …"
rm -f "$stamp"
[ -x "$folder/bin/python" ] || "$python" -m venv "$folder"
pip() { "$folder/bin/python" -m pip install --quiet --quiet --disable-pip-version-check --no-compile "$@"; }
with_uv() {
    pip --require-hashes --requirement locks/uv.txt &&
        "$folder/bin/uv" pip install --quiet --python "$folder/bin/python" --require-hashes --requirement "$lock"
}
if [ -n "${PIP_INDEX_URL:-}" ]; then export UV_DEFAULT_INDEX="${UV_DEFAULT_INDEX:-$PIP_INDEX_URL}"; fi
if [ -n "${PIP_FIND_LINKS:-}" ]; then export UV_FIND_LINKS="${UV_FIND_LINKS:-$(echo "$PIP_FIND_LINKS" | tr ' ' ',')}"; fi
if ! with_uv; then
    echo "$folder: uv could not; pip installs now, which takes minutes" >&2
    pip --require-hashes --requirement "$lock"
fi
if [ -n "$editable" ]; then
    pip --no-deps --no-build-isolation --editable .
fi
echo "$sum" >"$stamp"
echo "$folder: ready"
