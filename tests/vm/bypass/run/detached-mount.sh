# SPDX-License-Identifier: GPL-2.0-only
# By a copy of its mount that is nowhere in the tree.
"$run_tricks" detached "$dir" bin/static "$ran"
