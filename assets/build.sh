#!/bin/sh
# Renews the vendored files. Needs Node and npm; nothing else of the project does.
set -eu
cd "$(dirname "$0")"
cp ../.npmrc .npmrc
npm ci --ignore-scripts --silent
node build.mjs
rm -f .npmrc
