# SPDX-License-Identifier: GPL-2.0-only
# By execveat, with no path at all.
"$run_tricks" empty_path "$dir/bin/static" "$ran"
