#!/usr/bin/env bash
# The package as somebody gets it who installs it, on a machine without Rust and without a compiler.
#   bash ci/pack.sh            what scripts/pack.mjs packs, with the native core that was built last
#   bash ci/pack.sh --build    the same, and then the installed package builds its core from source
#   bash ci/pack.sh --release  the same, with a core that is built as for a release and needs glibc 2.17; on Linux, with
#                              cargo-zigbuild and zig on the PATH (ci/release/zig.sh)
# GLIBC_FLOOR is the newest glibc that any other native core may need: 2.34 unless given.
set -euo pipefail
cd "$(dirname "$0")/.."
repository=$PWD

# The tools that look at the tarball.
publint=publint@0.3.25
attw=@arethetypeswrong/cli@0.18.5
# What makes one file of a program that uses it.
esbuild=esbuild@0.28.2

work=$(mktemp -d "${TMPDIR:-/tmp}/ipcmain pack XXXXXX")
trap 'rm -rf "$work"' EXIT

step() { printf '\n== %s (%ss)\n' "$1" "$SECONDS"; }

step 'The tarball'
node scripts/pack.mjs "$work" >/dev/null
if [ "${1-}" = --release ]; then
  step 'The tarball, with the core of a release'
  target=$(node -p 'process.arch === "arm64" ? "aarch64" : "x86_64"')-unknown-linux-gnu
  node ci/release/build-target.mjs "$target" "$work/binary"
  cp "$work"/binary/*.node "$work/package/"
  rm "$work"/ipcmain-*.tgz
  npm pack --silent --ignore-scripts --pack-destination "$work" "$work/package" >/dev/null
  GLIBC_FLOOR=2.17
fi
mv "$work"/ipcmain-*.tgz "$work/ipcmain.tgz"
printf 'tarball      %s bytes\n' "$(wc -c <"$work/ipcmain.tgz")"
node ci/pack/check-files.mjs "$work/package"
node ci/pack/no-scripts.mjs "$work/package"
case $(node -p 'require("./lib/common/platform").platformTriple()') in
  linux-*-gnu) node ci/pack/glibc-floor.mjs "$work"/package/*.node "${GLIBC_FLOOR:-2.34}" ;;
esac

step 'publint'
timeout 120 npx --yes "$publint" run "$work/ipcmain.tgz" --strict

step 'Are the types wrong?'
# `register` and `vitest` are for import alone; `electron/globals` is nothing but declarations.
timeout 120 npx --yes --package "$attw" attw "$work/ipcmain.tgz" --profile node16 \
  --exclude-entrypoints register register/app vitest electron/globals

# Node and npm, and what their first line asks for: no Rust, no compiler, no make.
mkdir "$work/bin"
for tool in node npm sh; do ln -s "$(command -v "$tool")" "$work/bin/$tool"; done
bare() {
  local deadline=$1
  shift
  timeout "$deadline" env -i PATH="$work/bin" HOME="$work" npm_config_update_notifier=false "$@"
}

install() {
  step "Installed with npm install $*"
  home="$work/installed with $*"
  mkdir "$home"
  cp ci/pack/consumer/* "$home"
  cd "$home"
  echo '{ "private": true }' >package.json
  bare 60 npm install --offline --no-audit --no-fund --loglevel=error "$@" "$work/ipcmain.tgz"
  bare 20 node round-trip.cjs
  bare 20 node exports.mjs
  bare 20 node --import ipcmain/register -e 'require("electron").ipcMain.handle("a", () => {})'
  cd "$repository"
}
install
install --ignore-scripts
# As pnpm lays packages: a link to a folder elsewhere.
install --install-strategy=linked

step 'In a bundle, with the core in the package of its platform'
cp -r ci/pack/bundled "$work/bundled"
core=ipcmain-$(node -p 'require("./lib/common/platform").platformTriple()')
mkdir -p "$work/bundled/node_modules/$core"
cp -r "$work/package" "$work/bundled/node_modules/ipcmain"
mv "$work"/bundled/node_modules/ipcmain/*.node "$work/bundled/node_modules/$core/index.node"
node -p 'JSON.stringify({ name: process.argv[1], version: require("./package.json").version, main: "index.node" })' "$core" \
  >"$work/bundled/node_modules/$core/package.json"
cd "$work/bundled"
timeout 120 npx --yes "$esbuild" main.js worker.js --bundle --platform=node --outdir=out/dist --log-level=error
bare 20 node out/dist/main.js
cd "$repository"

step 'Its types, without this repository'
for resolution in node16 bundler; do
  module=$([ "$resolution" = bundler ] && echo esnext || echo "$resolution")
  files=("$home/types.mts")
  [ "$resolution" = bundler ] || files+=("$home/types.cts")
  timeout 120 node node_modules/typescript/bin/tsc --ignoreConfig --noEmit --strict --target es2023 --lib es2023 --module "$module" \
    --moduleResolution "$resolution" --types node --typeRoots "$repository/node_modules/@types" "${files[@]}"
  echo "types: $resolution"
done

if [ "${1-}" = --build ]; then
  step 'Built from source where it is installed'
  rm "$home"/node_modules/ipcmain/*.node
  cd "$home"
  timeout 600 npx ipcmain-build
  bare 20 node round-trip.cjs
  cd "$repository"
fi

step 'Done'
