#!/usr/bin/env bash
# Builds the cargo tools that the checks need into target/tools, each only when it is missing.
# Unoptimised: they run for seconds here, and optimising them would cost minutes of a cold build.
set -euo pipefail
cd "$(dirname "$0")/.."
tool() { # tool NAME VERSION
  command -v "$1" >/dev/null || [ -x "target/tools/bin/$1" ] || {
    echo "Building $1 $2" >&2
    CARGO_PROFILE_DEV_DEBUG=0 cargo install --quiet --locked --debug --root target/tools "$1@$2"
  }
}
tool cargo-nextest 0.9.151
tool cargo-deny 0.20.2
tool cargo-machete 0.9.2
