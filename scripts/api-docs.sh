#!/usr/bin/env bash
# Writes docs/api.md anew from the types and the built package, or with --check says whether it is so.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
need_npm_tools
node scripts/api-docs.mjs "$@"
