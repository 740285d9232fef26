#!/usr/bin/env bash
# Publishes `supervision` as one self-contained file for Linux and prints its size and SHA-256.
#
#   ./publish.sh               trimmed, ReadyToRun, net10.0       artifacts/publish/supervision
#   ./publish.sh --aot         Native AOT, net9.0                 artifacts/publish/aot/supervision
#   ./publish.sh --rid RID     linux-arm64, linux-musl-x64, linux-musl-arm64 instead of linux-x64: artifacts/publish/RID/[aot/]supervision
#
# Any warning of the trimmer or of the compiler is an error. Exit code 3: the package sources lack what the runtime identifier needs.
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

out=artifacts/publish options=()
# A build of its own: what is restored for one runtime identifier does not fit the other.
[ "$rid" = linux-x64 ] || { out=$out/$rid; options+=("-p:ArtifactsPath=$PWD/artifacts/$rid$($aot && echo /net9.0 || true)"); }
if $aot; then
  out=$out/aot
  options+=(-p:SupervisionTargetFramework=net9.0 -p:PublishAot=true -p:StripSymbols=true)
else
  options+=(--self-contained -p:PublishSingleFile=true -p:PublishTrimmed=true -p:PublishReadyToRun=true)
fi
file=$out/supervision
rm -f "$file"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
code=0
dotnet publish src/Host/Entrypoint/Supervision.csproj -c Release -r "$rid" -o "$out" -v q --nologo -p:RunAnalyzers=false \
  -p:TrimmerSingleWarn=false -p:TreatWarningsAsErrors=true -p:DebugType=none -p:PublishDocumentationFile=false -p:PublishReferencesDocumentationFiles=false "${options[@]}" \
  >"$log" 2>&1 || code=$?
if [ $code -ne 0 ]; then
  missing=$(sed -nE 's/.*error NU110[123]: Unable to find (a stable )?package ([^ ]+[^ .]).*/\2/p' "$log" | sort -u | paste -sd ' ')
  if [ -n "$missing" ]; then
    echo "publish.sh: $rid cannot be published here: no package source has $missing" >&2
    exit 3
  fi
fi
cat "$log"
[ $code -eq 0 ] || exit $code

bytes=$(stat -c %s "$file")
printf '%s  %s bytes (%.1f MiB)  sha256 %s\n' "$file" "$bytes" "$(awk "BEGIN { print $bytes / 1048576 }")" "$(sha256sum "$file" | cut -d ' ' -f 1)"
