#!/usr/bin/env bash
# Says that a port is taken before anything long is begun, and proposes the next one that is free.
#   scripts/port.sh PORT
set -euo pipefail
taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
if taken "$1"; then
  other=$(($1 + 1))
  while taken "$other"; do other=$((other + 1)); done
  echo "端口 $1 已被占用。请停止占用它的程序，或换一个端口：make run PORT=$other" >&2
  echo "Port $1 is taken: stop what uses it, or choose another: make run PORT=$other" >&2
  exit 1
fi
