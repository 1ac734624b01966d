#!/usr/bin/env bash
# The tests of delivery and of ends in a host that does not show libuv, where threadsafe functions are the bells, as on
# Windows (Linux with glibc, a C compiler):
#   bash ci/no-libuv.sh
set -euo pipefail
cd "$(dirname "$0")/.."

folder=$PWD/target/no-libuv
mkdir -p "$folder"
cat >"$folder/hide.c" <<'END'
#define _GNU_SOURCE
#include <dlfcn.h>
#include <string.h>

void *dlsym(void *library, const char *name) {
  static void *(*found)(void *, const char *);
  if (!found) found = dlvsym(RTLD_NEXT, "dlsym", "GLIBC_2.34");
  return strncmp(name, "uv_", 3) ? found(library, name) : NULL;
}
END
cc -shared -fPIC -o "$folder/hide.so" "$folder/hide.c"
export LD_PRELOAD=$folder/hide.so

# Else nothing is proved.
bells=$(node -e "
  const seen = new Set();
  require('node:async_hooks').createHook({ init: (_id, type) => seen.add(type) }).enable();
  require('ipcmain').ipcRenderer.send('x');
  setImmediate(() => console.log(seen.has('napi_rs_threadsafe_function')));")
[ "$bells" = true ] || { echo 'no threadsafe function is used' >&2; exit 1; }

node --test --test-reporter=dot \
  __test__/{delivery,exit,exit-workers,faults-ends,laws-one-task,robustness,process-renderer}.spec.mjs
