#!/bin/sh
# Installs pinned requirements and Dealwire itself: install.sh VENV_BIN REQUIREMENTS
# The lists are complete, so nothing is resolved (--no-deps), and every file is checked by its hash.
set -eu
bin=$1
list=$2
if [ -x "$bin/uv" ] && "$bin/uv" pip install --compile-bytecode --python "$bin/python" --no-deps --require-hashes -r "$list"; then
    "$bin/uv" pip install --python "$bin/python" -q --no-deps --no-build-isolation -e .
else
    "$bin/python" -m pip install --disable-pip-version-check --no-deps --require-hashes -r "$list"
    "$bin/python" -m pip install --disable-pip-version-check -q --no-deps --no-build-isolation -e .
fi
# So that the first command starts as quickly as the second.
"$bin/python" -m compileall -q bot index corpus
