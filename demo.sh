#!/usr/bin/env bash
# Builds supervision and the tiny engine, and runs two engines as hocon/demo.conf says. Further arguments go to `supervision run`.
# Ctrl-C stops everything.
set -euo pipefail
cd "$(dirname "$0")"

for project in src/Host/Entrypoint/Supervision.csproj samples/TinyEngine/TinyEngine.csproj; do
  dotnet build "$project" -c Release -v q --nologo -clp:ErrorsOnly >&2
done
export TINY_ENGINE=$PWD/artifacts/bin/TinyEngine/release/tiny-engine
exec artifacts/bin/Supervision/release/supervision run hocon/demo.conf "$@"
