#!/usr/bin/env bash
# Everything that must hold. Each step runs even when an earlier one failed; the last line counts.
#   scripts/test.sh all|quick
set -uo pipefail
cd "$(dirname "$0")/.."
purpose=${1:-all}
logs=target/test-logs
mkdir -p "$logs"
PATH="$PATH:$PWD/target/tools/bin"
export PATH
passed=0
failed=0
broken=()

# step NAME COMMAND...: counts one, or the tests that the command itself counted.
step() {
  local name=$1 log=$logs/${1// /-}.log began=$SECONDS ok=0 good bad
  shift
  printf '\n== %s\n' "$name"
  "$@" 2>&1 | tee "$log"
  ok=${PIPESTATUS[0]}
  # nextest and cargo test: "12 passed", "1 failed"; node: "pass 12", "fail 1".
  read -r good bad < <(sed 's/\x1b\[[0-9;]*m//g' "$log" | awk '
    /^ *Summary \[|^test result:/ { for (i = 2; i <= NF; i++) { if ($i ~ /^passed/) g += $(i-1); if ($i ~ /^failed/) b += $(i-1); if ($i ~ /^timed/) b += $(i-1) } }
    /^(#|ℹ) pass [0-9]+$/ { g += $3 } /^(#|ℹ) (fail|cancelled) [0-9]+$/ { b += $3 }
    END { print g + 0, b + 0 }')
  if [ "$ok" -eq 0 ] && [ $((good + bad)) -eq 0 ]; then good=1; fi
  if [ "$ok" -ne 0 ] && [ "$bad" -eq 0 ]; then bad=1; fi
  passed=$((passed + good))
  failed=$((failed + bad))
  [ "$bad" -eq 0 ] || broken+=("$name")
  printf -- '-- %s: %s in %s s\n' "$name" "$([ "$bad" -eq 0 ] && echo good || echo FAILED)" $((SECONDS - began))
}

close() {
  local code=$?
  scripts/postgres.sh stop >/dev/null 2>&1
  printf '\n'
  [ ${#broken[@]} -eq 0 ] || printf 'failed: %s\n' "${broken[@]}"
  # Stopped before its end, by a signal or for want of a program: that is not a pass.
  [ "${finished:-0}" -eq 1 ] || failed=$((failed + 1))
  printf 'in %s s\n%s passed, %s failed\n' "$SECONDS" "$passed" "$failed"
  [ "$failed" -eq 0 ] || exit 1
  exit "$code"
}
trap close EXIT
trap 'exit 130' INT TERM

rust_docs() { RUSTDOCFLAGS='-D warnings' cargo doc --locked --workspace --no-deps --quiet; }
unused() { cargo machete --skip-target-dir; }
# Named one by one: node 20 does not search a folder given to it.
node_tests() { mapfile -t files < <(find "$@" -name '*.test.mjs' -not -path '*/node_modules/*' | sort) && [ ${#files[@]} -gt 0 ] && node --test "${files[@]}"; }
with_database() { XINGTAN_TEST_PG=$(scripts/postgres.sh start) && export XINGTAN_TEST_PG && cargo nextest run --locked --workspace --config-file scripts/nextest.toml; }
browser() { cargo build --locked --package app --bin xingtan && node e2e/run.mjs; }

if [ "$purpose" = all ]; then
  scripts/need.sh test && scripts/tools.sh || exit 1
else
  scripts/need.sh run || exit 1
fi
make --no-print-directory assets media || exit 1

step 'format' cargo fmt --all --check
step 'layers' cargo run --locked --quiet --package xtask -- layers
step 'messages' cargo run --locked --quiet --package xtask -- messages
step 'lengths' cargo run --locked --quiet --package xtask -- lengths
step 'clippy' cargo clippy --locked --workspace --all-targets --quiet -- -D warnings
if [ "$purpose" = all ]; then
  step 'unused dependencies' unused
  step 'licences and sources' cargo deny --locked check licenses bans sources
  step 'scripts of the pages' node_tests assets
  step 'tests' with_database
  step 'examples in documents' cargo test --locked --workspace --doc --quiet
  step 'rustdoc' rust_docs
  step 'browser' browser
fi
finished=1
