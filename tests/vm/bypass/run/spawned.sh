# SPDX-License-Identifier: GPL-2.0-only
# By a library that uses vfork.
"$run_tricks" spawn "$dir/bin/static" "$ran"
