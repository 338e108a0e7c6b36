# SPDX-License-Identifier: GPL-2.0-only
# The same by the entry for 32-bit programs.
"$trace_tricks" on int80-attach "$program" "$dir/said"
