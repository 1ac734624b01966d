#!/usr/bin/env bash
# Runs the models of tests/loom in every order of steps with at most so many preemptions:
#   bash ci/loom.sh [preemptions]
set -euo pipefail
cd "$(dirname "$0")/.."

# A thread that looks before it sleeps asks the clock, and a model must be able to repeat what it did.
export IPCMAIN_SPIN=0
export LOOM_MAX_PREEMPTIONS=${1:-3}
export RUSTFLAGS='--cfg ipc_sync="loom"'

log=target/loom/models.txt
mkdir -p target/loom
cargo test --locked --no-default-features --target-dir target/loom --test loom -- --nocapture | tee "$log"
[ "$(grep -c '^model ' "$log")" -gt 0 ] || { echo 'No model has run' >&2; exit 1; }
echo "$(grep -c '^model ' "$log") models, $(awk '/^model /{sum += $(NF-1)} END {print sum}' "$log") orders, at most $LOOM_MAX_PREEMPTIONS preemptions"
