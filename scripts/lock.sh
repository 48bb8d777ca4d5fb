#!/usr/bin/env bash
# Compiles requirements/*.in into requirements*.txt with hashes. Arguments go to uv (--upgrade, -P name).
set -euo pipefail
cd "$(dirname "$0")/.."
uv=.venv/bin/uv
[ -x "$uv" ] || .venv/bin/python -m pip install --quiet --disable-pip-version-check "uv==0.13.9"
for pair in base:requirements.txt dev:requirements-dev.txt; do
  "$uv" pip compile --quiet --generate-hashes --no-strip-extras --python-version 3.11 "$@" "requirements/${pair%%:*}.in" -o "${pair#*:}"
done
