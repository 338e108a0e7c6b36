# SPDX-License-Identifier: GPL-2.0-only
# PTRACE_SEIZE, and a number in its memory is changed.
"$trace_tricks" on seize "$program" "$dir/said"
