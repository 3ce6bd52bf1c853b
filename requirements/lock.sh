#!/bin/sh
# Pins all dependencies with their hashes, for every platform and Python at once: lock.sh UV
# Each larger list keeps the pins of the smaller one, so that one environment serves them all.
set -eu
uv=$1
cd "$(dirname "$0")"
pin() {
    "$uv" pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
        --no-annotate --no-header --overrides left-out.txt "$@"
}
pin ../pyproject.toml build.txt -o run.txt
pin ../pyproject.toml build.txt --extra dev --extra postgres -c run.txt -o dev.txt
pin ../pyproject.toml build.txt --all-extras -c dev.txt -o bench.txt
echo 'uv' | pin - -o uv.txt
# 3.0 is the last that serves Python 3.11.
echo 'atheris==3.0.*; sys_platform == "linux"' | pin - -o fuzz.txt
