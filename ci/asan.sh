#!/usr/bin/env bash
# The addon under AddressSanitizer, with the JavaScript tests in an ordinary Node (Linux, stable Rust, libasan of gcc):
#   bash ci/asan.sh [spec …]
# Leaks are not its affair: what V8 keeps at the end of a process looks like one.
set -euo pipefail
cd "$(dirname "$0")/.."

# These measure memory or time, start hundreds of Workers, or load a native core from another place.
unfit='exit-workers|keep-alive|leaks|limits|limits-set|platform-package|roles-copies|roles-workers|release'
specs=("$@")
if [ $# = 0 ]; then
  mapfile -t specs < <(ls __test__/*.spec.mjs | grep -Ev "/($unfit)\.spec\.mjs$")
fi

host=$(rustc -vV | sed -n 's/^host: //p')
folder=$PWD/target/asan
RUSTC_BOOTSTRAP=1 RUSTFLAGS='-Zsanitizer=address -Clink-arg=-Wl,-z,nodelete' \
  cargo build --locked --lib --target "$host" --target-dir "$folder"
cp "$folder/$host/debug/libipcmain.so" "$folder/ipcmain.node"

# A use after free that is planted must be reported, or nothing is proved.
cat >"$folder/planted.rs" <<'END'
#[unsafe(no_mangle)]
pub extern "C" fn napi_register_module_v1(_: *mut u8, exports: *mut u8) -> *mut u8 {
    let freed = Box::into_raw(Box::new(7_u64));
    unsafe {
        drop(Box::from_raw(freed));
        std::ptr::read_volatile(freed);
    }
    exports
}
END
RUSTC_BOOTSTRAP=1 rustc --edition 2024 --crate-type cdylib --target "$host" -Zsanitizer=address \
  -Clink-arg=-Wl,-z,nodelete -o "$folder/planted.node" "$folder/planted.rs"

runtime=$(gcc -print-file-name=libasan.so)
under_asan() {
  LD_PRELOAD=$runtime ASAN_OPTIONS="detect_leaks=0:log_path=$folder/report" \
    NAPI_RS_NATIVE_LIBRARY_PATH=$folder/ipcmain.node "$@"
}
rm -f "$folder"/report.*
if under_asan node -e 'require(process.argv[1])' "$folder/planted.node" || ! grep -q heap-use-after-free "$folder"/report.*; then
  echo 'The planted use after free was not reported' >&2
  exit 1
fi
echo 'A planted use after free is reported'
rm -f "$folder"/report.*

# Not all at once: under the sanitizer everything takes several times as long, and some tests have deadlines.
status=0
for spec in "${specs[@]}"; do
  under_asan timeout 300 node --test --test-reporter=tap "$spec" >"$folder/tests.log" 2>&1 || {
    status=1
    echo "$spec failed"
    grep -E '^ *not ok|^ *error:' "$folder/tests.log" || tail -5 "$folder/tests.log"
  }
  passed=$((${passed:-0} + $(sed -n 's/^# pass //p' "$folder/tests.log" | head -1)))
done
if compgen -G "$folder/report.*" >/dev/null; then
  cat "$folder"/report.*
  exit 1
fi
echo "${#specs[@]} files, $passed tests passed under AddressSanitizer, no report"
exit $status
