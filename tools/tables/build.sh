#!/bin/sh
# Build all actor tables: sh build.sh FACTS
set -eu
cd "$(dirname "$0")"
for table in countries leaders outlets; do python "$table.py" "$1"; done
for table in ministers words organisations ambiguous; do python "$table.py"; done
