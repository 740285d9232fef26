#!/usr/bin/env bash
# Runs every test of the repository and ends with one line: N passed, N failed, N skipped.
# Installs the Debian packages that tests need where it can (root and apt), else says which are missing.
#
#   ./test.sh                    everything
#   ./test.sh Kernel             only test projects whose name contains "Kernel"
#   ./test.sh Kernel --filter X  further arguments go to `dotnet test`
set -uo pipefail
cd "$(dirname "$0")"

# Programs that tests start, and the package that brings each.
needs=(setsid:util-linux unshare:util-linux curl:curl ps:procps cc:build-essential tmux:tmux)
missing=()
for need in "${needs[@]}"; do
  command -v "${need%%:*}" >/dev/null || missing+=("${need##*:}")
done
if ((${#missing[@]})); then
  mapfile -t missing < <(printf '%s\n' "${missing[@]}" | sort -u)
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "installing: ${missing[*]}"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >/dev/null \
      || echo "could not install: ${missing[*]}"
  else
    echo "missing Debian packages: ${missing[*]} (tests that need them are skipped; in CI they fail)"
  fi
fi

only=${1:-}
[ $# -gt 0 ] && shift
configuration=${CONFIGURATION:-Debug}

echo "building ..."
if ! build=$(dotnet build Supervision.sln -c "$configuration" -v q --nologo 2>&1); then
  printf '%s\n' "$build"
  echo "the build failed"
  exit 1
fi

passed=0 failed=0 skipped=0 broken=0
for project in $(find tests -name '*.Tests.csproj' | sort); do
  case "$project" in *"$only"*) ;; *) continue ;; esac
  name=$(basename "$project" .csproj)
  echo "== $name"
  log=$(mktemp)
  # A test that hangs is ended after five minutes and named; that is its time limit where it has no shorter one of its own.
  dotnet test "$project" -c "$configuration" --no-build --nologo --blame-hang --blame-hang-timeout 300s --blame-hang-dump-type none \
    --results-directory artifacts/test-results "$@" >"$log" 2>&1
  code=$?
  summary=$(grep -E '^(Passed|Failed|Skipped)! +- ' "$log" | tail -n 1)
  count() { sed -nE "s/.*$1: +([0-9]+).*/\1/p" <<<"$summary"; }
  if [ -z "$summary" ]; then
    # A project without any test prints no summary; everything else is a crash of the runner.
    if [ $code -ne 0 ] || ! grep -q 'No test' "$log"; then broken=$((broken + 1)); cat "$log"; fi
  else
    passed=$((passed + $(count Passed))) failed=$((failed + $(count Failed))) skipped=$((skipped + $(count Skipped)))
    if [ $code -ne 0 ]; then
      grep -vE '^(Test run for|VSTest|Starting test|A total of)' "$log"
      [ "$(count Failed)" = 0 ] && broken=$((broken + 1))
    else
      grep -E '\[SKIP\]|Skipped ' "$log"
      echo "$summary"
    fi
  fi
  rm -f "$log"
done

[ $broken -gt 0 ] && { echo "$broken test project(s) did not run to their end"; failed=$((failed + broken)); }
echo "$passed passed, $failed failed, $skipped skipped"
[ $failed -eq 0 ] && [ $passed -gt 0 ]
