#!/usr/bin/env bash
# Installs what builds of a release for Linux link with, into a folder: bash ci/release/zig.sh <folder>
# It needs Python 3 with pip. cargo-zigbuild and zig are in <folder>/bin then.
set -euo pipefail

python3 -m venv "$1"
"$1/bin/pip" install --quiet --disable-pip-version-check cargo-zigbuild==0.24.0 ziglang==0.13.0
"$1/bin/cargo-zigbuild" --version
