#!/usr/bin/env bash
# Makes the NuGet packages of all projects under src that are one (IsPackable), each with its symbols.
#
#   ./pack.sh                  artifacts/packages/*.nupkg and *.snupkg
#   ./pack.sh --output FOLDER  into another folder
#   ./pack.sh --version V      with another version than that of Directory.Build.props
#   ./pack.sh --only NAME      one package, without those that it depends on
#
# The same sources give the same assemblies, byte for byte. Further arguments after -- go to MSBuild.
set -euo pipefail
cd "$(dirname "$0")"

output=artifacts/packages only='' options=()
while [ $# -gt 0 ]; do
  case "$1" in
    --output) output=${2:?--output needs a value}; shift ;;
    --version) options+=("-p:Version=${2:?--version needs a value}"); shift ;;
    --only) only=${2:?--only needs a value}; shift ;;
    --) shift; options+=("$@"); break ;;
    *) echo "pack.sh: unknown option '$1'" >&2; exit 2 ;;
  esac
  shift
done

projects=''
for project in $(grep -rl --include='*.csproj' '<IsPackable>true<' src | sort); do
  [ -z "$only" ] || [ "$only" = "$(basename "$project" .csproj)" ] || continue
  projects+="$PWD/$project%3B"
done
[ -n "$projects" ] || { echo "pack.sh: there is no package '$only'" >&2; exit 2; }

mkdir -p "$output"
output=$(cd "$output" && pwd)
rm -f "$output"/*.nupkg "$output"/*.snupkg
dotnet msbuild eng/Packages.proj -m -v:q -nologo -p:Configuration=Release -p:ContinuousIntegrationBuild=true -p:RunAnalyzers=false \
  "-p:Packages=${projects%\%3B}" "-p:PackageOutputPath=$output" ${options[@]+"${options[@]}"}
for package in "$output"/*.nupkg; do
  printf '%s  sha256 %s\n' "$package" "$(sha256sum "$package" | cut -d ' ' -f 1)"
done
