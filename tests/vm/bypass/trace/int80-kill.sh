# SPDX-License-Identifier: GPL-2.0-only
# A signal by the entry for 32-bit programs.
"$trace_tricks" on int80-kill "$program" "$dir/said"
