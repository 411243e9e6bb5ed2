#!/bin/sh
# Renews the two lock files. Run it after a change of a pyproject.toml; it needs `uv` (any recent version).
set -eu
cd "$(dirname "$0")/.."
options="--universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --no-emit-package stadsrecht-engines --quiet"
# shellcheck disable=SC2086
uv pip compile pyproject.toml engines/pyproject.toml $options -o requirements/run.txt
# shellcheck disable=SC2086
uv pip compile pyproject.toml engines/pyproject.toml --extra dev --constraint requirements/run.txt $options -o requirements/dev.txt
