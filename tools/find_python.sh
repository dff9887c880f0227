#!/bin/sh
# Prints the path of a Python that will do; else says plainly what is missing.
# usage: find_python.sh web | bot
set -u
case "${1:-}" in
web) wanted="3.11 or newer"; names="python3.11 python3.12 python3.13 python3.14 python3"; test='sys.version_info >= (3, 11)' ;;
bot) wanted="3.10"; names="python3.10"; test='sys.version_info[:2] == (3, 10)' ;;
*) echo "usage: $0 web|bot" >&2; exit 2 ;;
esac

try() { "$1" -c "import sys, venv, ensurepip; sys.exit(0 if $test else 1)" >/dev/null 2>&1; }

for name in $names; do
    if command -v "$name" >/dev/null 2>&1 && try "$name"; then
        "$name" -c 'import sys; print(sys.executable)'
        exit 0
    fi
done
for found in "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.1*/bin/python3; do
    if [ -x "$found" ] && try "$found"; then echo "$found"; exit 0; fi
done

cat >&2 <<TEXT
Naast needs Python $wanted (with venv) and did not find it on this machine.
  With pyenv:   pyenv install ${names%% *} (without the word python)
  On Debian:    apt-get install python3 python3-venv   (Debian has no Python 3.10; use pyenv for that one)
Why two Pythons: docs/decisions/0001-two-pythons.md
TEXT
exit 1
