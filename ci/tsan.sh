#!/usr/bin/env bash
# The core's threads under ThreadSanitizer, on stable Rust (Linux):
#   bash ci/tsan.sh [rounds]
# Its locks come from source, so that the sanitizer sees them. The standard library is not instrumented: what its own threads,
# their counters and its values that are made once do is left out, because the sanitizer does not know the fences that they use.
set -euo pipefail
cd "$(dirname "$0")/.."

host=$(rustc -vV | sed -n 's/^host: //p')
mkdir -p target/tsan
cat >target/tsan/suppressions.txt <<'END'
race:test::
race:core::profiling::compiler_copy
race:std::thread::scoped::ScopeData
race:std::thread::lifecycle::Packet
race:std::sync::once_lock::OnceLock
race:std::sync::lazy_lock::LazyLock
END

export RUSTC_BOOTSTRAP=1
export RUSTFLAGS='-Zsanitizer=thread -Cunsafe-allow-abi-mismatch=sanitizer'
export TSAN_OPTIONS="suppressions='$PWD/target/tsan/suppressions.txt' halt_on_error=1 second_deadlock_stack=1"
export IPCMAIN_STRESS=${1:-30}

# A race that is planted must be found, or nothing is proved.
cat >target/tsan/race.rs <<'END'
static mut COUNT: u32 = 0;
fn main() {
    let other = std::thread::spawn(|| unsafe { COUNT += 1 });
    unsafe { COUNT += 1 };
    other.join().unwrap();
}
END
# shellcheck disable=SC2086
rustc --edition 2021 --target "$host" $RUSTFLAGS -o target/tsan/race target/tsan/race.rs
if target/tsan/race 2>target/tsan/race.txt || ! grep -q 'WARNING: ThreadSanitizer: data race' target/tsan/race.txt; then
  cat target/tsan/race.txt
  echo 'The planted race was not reported' >&2
  exit 1
fi
echo 'A planted race is reported'

cargo test --locked --no-default-features --target "$host" --target-dir target/tsan --test stress --lib \
  -- --test-threads=1 --nocapture
