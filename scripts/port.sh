#!/usr/bin/env bash
# Says that a port is taken before anything long is begun.
#   scripts/port.sh PORT
set -euo pipefail
if (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; then
  echo "端口 $1 已被占用。请停止占用它的程序，或换一个端口：make run PORT=8081" >&2
  echo "Port $1 is taken: stop what uses it, or choose another: make run PORT=8081" >&2
  exit 1
fi
