#!/usr/bin/env bash
# Packs the package, installs it in an empty folder with nothing but its peers, and uses it there as a stranger would:
# from TypeScript, with the declarations of the package checked, and from JavaScript.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
folder=$(mktemp -d "${TMPDIR:-/tmp}/consumer.XXXXXX")
trap 'rm -rf "$folder"' EXIT
limit=$((3 * 1024 * 1024)) # bytes; more means that something got in which is no part of the library

cd "$root"
npm pack --pack-destination "$folder" >"$folder/pack.log" 2>&1 || { cat "$folder/pack.log" >&2; exit 1; }
tarball=$(echo "$folder"/*.tgz)

tar -tzf "$tarball" | sed 's|^package/||' | sort >"$folder/contents"
if strangers=$(grep -vE '^(build/lib/.+\.(js|d\.ts)|build/imports/[^/]+\.d\.ts|\.jsii|package\.json|README\.md|LICENSE|CHANGELOG\.md|docs/API\.md|node_modules/(@grafana/grafana-foundation-sdk|@lezer/(common|highlight|lr)|@prometheus-io/lezer-promql|tslib)/.+)$' "$folder/contents"); then
  printf 'the package holds what it should not:\n%s\n' "$strangers" >&2
  exit 1
fi
for file in build/lib/index.js build/lib/index.d.ts .jsii package.json README.md LICENSE CHANGELOG.md docs/API.md \
  node_modules/@grafana/grafana-foundation-sdk/dist/dashboard/index.js \
  node_modules/@prometheus-io/lezer-promql/dist/index.cjs node_modules/@lezer/common/dist/index.cjs; do
  grep -qxF "$file" "$folder/contents" || { echo "the package lacks $file" >&2; exit 1; }
done
size=$(wc -c <"$tarball")
echo "package: $(wc -l <"$folder/contents") files, $((size / 1024)) KiB packed"
[ "$size" -le "$limit" ] || { echo "the package is larger than $((limit / 1024)) KiB" >&2; exit 1; }

cd "$folder"
# The lowest peers that package.json admits, so that the ranges are true.
peers=$(node -p 'Object.entries(require(process.argv[1]).peerDependencies).map(([n, r]) => n + "@" + r.replace("^", "")).join(" ")' "$root/package.json")
echo '{ "name": "consumer", "private": true }' >package.json
# shellcheck disable=SC2086
npm install --no-audit --no-fund --no-save --loglevel=error "$tarball" $peers
cp "$root/test/consumer/program.ts" "$root/test/consumer/program.js" .
mkdir out

# Node's types come from the repository; the declarations of the package itself are checked, those of others are not ours.
"$root/node_modules/.bin/tsc" --strict --target ES2022 --module CommonJS --moduleResolution node10 --ignoreDeprecations 6.0 \
  --typeRoots "$root/node_modules/@types" --types node --outDir out program.ts
node out/program.js
node program.js
