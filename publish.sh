#!/usr/bin/env bash
# Publishes `supervision` as one self-contained file for Linux and prints its size and SHA-256.
#
#   ./publish.sh               trimmed, ReadyToRun, net10.0       artifacts/publish/supervision
#   ./publish.sh --aot         Native AOT, net9.0                 artifacts/publish/aot/supervision
#   ./publish.sh --rid RID     linux-x64 (default), linux-arm64, linux-musl-x64, linux-musl-arm64
#
# Any warning of the trimmer or of the compiler is an error.
set -euo pipefail
cd "$(dirname "$0")"

aot=false rid=linux-x64
while [ $# -gt 0 ]; do
  case "$1" in
    --aot) aot=true ;;
    --rid) rid=${2:?--rid needs a value}; shift ;;
    *) echo "publish.sh: unknown option '$1'" >&2; exit 2 ;;
  esac
  shift
done

if $aot; then
  out=artifacts/publish/aot
  options=(-p:SupervisionTargetFramework=net9.0 -p:PublishAot=true -p:StripSymbols=true)
else
  out=artifacts/publish
  options=(--self-contained -p:PublishSingleFile=true -p:PublishTrimmed=true -p:PublishReadyToRun=true)
fi
rm -f "$out/supervision"
dotnet publish src/Host/Entrypoint/Supervision.csproj -c Release -r "$rid" -o "$out" -v q --nologo \
  -p:TrimmerSingleWarn=false -p:TreatWarningsAsErrors=true -p:DebugType=none -p:PublishDocumentationFile=false -p:PublishReferencesDocumentationFiles=false "${options[@]}"

file=$out/supervision
printf '%s  %.1f MiB  sha256 %s\n' "$file" "$(stat -c %s "$file" | awk '{ print $1 / 1048576 }')" "$(sha256sum "$file" | cut -d ' ' -f 1)"
