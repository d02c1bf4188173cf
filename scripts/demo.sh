#!/usr/bin/env bash
# Fills an empty data folder with the demo world; keeps a folder that has something in it.
#   DATA=folder scripts/demo.sh PROGRAM MEDIA DIVISIONS
set -euo pipefail
program=$1 media=$2 divisions=$3
data=${DATA:-data}
if [ -d "$data" ] && [ -n "$(ls -A "$data")" ]; then exit 0; fi
# Made beside its place and moved there whole: an interrupted start leaves nothing half filled.
partial=$data.partial
rm -rf "$partial"
"$program" demo --data "$partial" --media "$media" --divisions "$divisions"
[ -d "$data" ] && rmdir "$data"
mv "$partial" "$data"
