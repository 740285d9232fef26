#!/usr/bin/env bash
# Brings src/Host/Entrypoint/Startup.methods up to date, after ./publish.sh: adds what the published file had to compile while it ran, and takes out what the
# assemblies no longer have. Run it, publish again, and run it again: instances are found one layer at a time.
set -euo pipefail
cd "$(dirname "$0")/../.."

file=$PWD/artifacts/publish/supervision list=src/Host/Entrypoint/Startup.methods
linked=artifacts/obj/Supervision/release_linux-x64/linked
work=$(mktemp -d)
daemon=
finish() { [ -z "$daemon" ] || kill "$daemon" 2>/dev/null || true; rm -rf "$work"; }
trap finish EXIT

# What runs under `noted` says which methods it compiles, without those compiled a second time for speed.
noted() { DOTNET_JitDisasmSummary=1 DOTNET_JitStdOutFile=$1 "${@:2}"; }

cat >"$work/engines.conf" <<EOF
supervision {
  control { unix.path = "$work/http.sock", pbm.unix = "$work/pbm.sock" }
  engines.one { command = [sleep, 1000], probes.readiness { tcp = "127.0.0.1:1" } }
  engines.two { command = [sh, -c, "echo started; sleep 0.2; exit 3"], logs.stdout = "$work/two.log" }
}
EOF
noted "$work/run" "$file" run "$work/engines.conf" >/dev/null 2>&1 & daemon=$!
for _ in $(seq 100); do [ -S "$work/pbm.sock" ] && break; sleep 0.1; done
sleep 1
curl -s --unix-socket "$work/http.sock" http://localhost/api/v1/engines http://localhost/metrics http://localhost/readyz >/dev/null
noted "$work/pbm" bash -c 'exec -a pbm "$0" --host "$1" engine list' "$file" "unix:$work/pbm.sock" >/dev/null
kill "$daemon"; wait "$daemon" || true; daemon=
noted "$work/bare" timeout -s TERM 2 "$file" -- sleep 1000 >/dev/null 2>&1 || true

STARTUP_PROFILE_VERBOSE=1 dotnet artifacts/bin/StartupProfile/release/startup-profile.dll "$list" "$work/profile" "$linked"/*.dll 2>&1 |
  sed -n 's/^not found: //p' >"$work/gone"
{
  grep '^#' "$list"
  {
    grep -v '^#' "$list" | grep -vxFf "$work/gone" || true
    # Vector code is compiled for the machine it runs on, never ahead. A number that stands for an enumeration is printed as the number: the one
    # enumeration with many instances gets its own line.
    sed -nE 's/^ *[0-9]+: JIT compiled (.*) \[Tier-?0.*/\1/p' "$work"/{run,pbm,bare} | grep -vE 'Intrinsics|IndexOfAnyAscii|Numerics\.Vector|<PrivateImpl' |
      sed -E 'p; s/\[int([],])/[Supervision.Actors.Engines.FailureKind\1/g'
  } | LC_ALL=C sort -u
} >"$work/list"
cp "$work/list" "$list"
echo "$(grep -vc '^#' "$list") methods; $(wc -l <"$work/gone") were gone"
