# SPDX-License-Identifier: GPL-2.0-only
# By the entry for 32-bit programs.
"$run_tricks.32" plain "$dir/bin/static" "$ran"
