#!/usr/bin/env bash
# Writes docs/api.md and docs/api.zh-CN.md anew from the types and the built package, or with --check says
# whether they are so.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
need_npm_tools
node scripts/api-docs.mjs "$@"
