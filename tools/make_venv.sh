#!/bin/sh
# Make a virtual environment with the first Python that is new enough: tools/make_venv.sh FOLDER
# PYTHON=/path/to/python names another one.
set -eu

is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

python=
for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
    if is_new_enough "$candidate"; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    cat >&2 <<END
Casewright needs Python 3.11 or newer; ${PYTHON:-python3} is $("${PYTHON:-python3}" --version 2>/dev/null || echo "not there").
  Debian, Ubuntu:  sudo apt-get install python3 python3-venv
  macOS:           brew install python, or the installer from python.org
  installed elsewhere already:  make PYTHON=/path/to/python3.11 ...
END
    exit 1
fi

# Debian keeps a part of Python that environments need in a package of its own.
if ! "$python" -c 'import ensurepip' 2>/dev/null; then
    package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
        echo "Installing $package ..." >&2
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$package" >/dev/null
    elif command -v apt-get >/dev/null && sudo -n true 2>/dev/null; then
        echo "Installing $package ..." >&2
        sudo -n apt-get update -qq && sudo -n apt-get install -qq -y --no-install-recommends "$package" >/dev/null
    else
        echo "This Python cannot make environments. On Debian and Ubuntu: sudo apt-get install $package" >&2
        exit 1
    fi
fi

"$python" -m venv --clear "$1"
