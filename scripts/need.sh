#!/usr/bin/env bash
# Installs the system programs that building, running and testing need, and only those that are missing.
#   scripts/need.sh run    what `make run` needs
#   scripts/need.sh test   that, and what `make test` needs
set -euo pipefail

purpose=${1:-run}
missing=()
want() { # want PACKAGE TEST...: notes the package when the test fails
  local package=$1
  shift
  "$@" >/dev/null 2>&1 || missing+=("$package")
}
has() { command -v "$1"; }
font() { [ -n "$(find /usr/share/fonts /usr/local/share/fonts "$HOME/.local/share/fonts" -name "$1" -print -quit 2>/dev/null)" ]; }
browser() { [ -x "${CHROMIUM:-}" ] || has chromium-headless-shell || has chromium || has chromium-browser; }
database() { has initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb'; }

for tool in cargo node npm; do
  if ! has "$tool" >/dev/null; then
    echo "Xingtan needs a Rust toolchain (https://rustup.rs) and Node.js 20 or newer; $tool was not found on the PATH." >&2
    exit 1
  fi
done
if [ "$(node -p 'Number(process.versions.node.split(".")[0])')" -lt 20 ]; then
  echo "Xingtan needs Node.js 20 or newer; this is $(node --version)." >&2
  exit 1
fi

want build-essential has cc
want fonts-noto-cjk font 'NotoSansCJK-Regular.*'
want ffmpeg has ffmpeg
if [ "$purpose" = test ]; then
  # Debian's chromium without its windows: half the work for the same pages.
  want chromium-headless-shell browser
  want postgresql database
  want fonts-noto-core font 'NotoSans-Regular.*'
  want poppler-utils has pdftotext
fi
[ ${#missing[@]} -eq 0 ] && exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if sudo -n true 2>/dev/null; then
    as_root=(sudo -n)
  else
    cannot="root rights are needed to install them"
  fi
fi
has apt-get >/dev/null || cannot="this is not a Debian-like system"
if [ -n "${cannot:-}" ]; then
  echo "Missing for \`make $purpose\`, under Debian's names: ${missing[*]}" >&2
  echo "They were not installed: $cannot. Install them, for example with" >&2
  echo "  sudo apt-get install ${missing[*]}" >&2
  exit 1
fi
echo "Installing ${missing[*]}" >&2
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -q >&2
"${as_root[@]}" apt-get install -q -y --no-install-recommends "${missing[@]}" >&2
