#!/usr/bin/env bash
# Builds prometheus-operator and amtool, pinned, into the user's cache, and prints the folder to put on PATH for
# `npm run test:cluster`. What is already there is left alone. It needs Go 1.26; the first build takes some minutes.
# With --built it builds nothing, and fails where something is missing.
set -euo pipefail
operator=v0.93.0     # as lib/monitoring/stack/images/prometheus-operator.ts has it
alertmanager=v0.33.1 # as lib/monitoring/stack/images/alertmanager.ts has it
folder=${XDG_CACHE_HOME:-$HOME/.cache}/tradewind-monitoring/$operator-$alertmanager
export CGO_ENABLED=0 GOFLAGS="-buildvcs=false -trimpath"
if [ "${1-}" = --built ]; then
  [ -x "$folder/amtool" ] && [ -x "$folder/prometheus-operator" ] && echo "$folder"
  exit
fi
mkdir -p "$folder"

if [ ! -x "$folder/amtool" ]; then
  started=$SECONDS
  GOBIN=$folder go install -ldflags '-s -w' "github.com/prometheus/alertmanager/cmd/amtool@$alertmanager" >&2
  echo "built amtool $alertmanager in $((SECONDS - started)) s" >&2
fi

if [ ! -x "$folder/prometheus-operator" ]; then
  started=$SECONDS
  module=github.com/prometheus-operator/prometheus-operator
  work=$(mktemp -d "${TMPDIR:-/tmp}/prometheus-operator.XXXXXX")
  trap 'rm -rf "$work"' EXIT
  source=$(cd "$work" && go mod download -json "$module@$operator" | sed -n 's/^\t"Dir": "\(.*\)",\{0,1\}$/\1/p')
  cp -R "$source/." "$work"
  chmod -R u+w "$work"
  # Its parts are modules of their own, which it replaces by folders that no download holds: these versions are the same.
  (
    cd "$work"
    go mod edit -dropreplace="$module/pkg/apis/monitoring" -dropreplace="$module/pkg/client"
    GOFLAGS="$GOFLAGS -mod=mod" go build -ldflags '-s -w' -o "$folder/prometheus-operator" ./cmd/operator >&2
  )
  echo "built prometheus-operator $operator in $((SECONDS - started)) s" >&2
fi
echo "$folder"
