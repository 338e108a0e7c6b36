# SPDX-License-Identifier: GPL-2.0-only
# PTRACE_ATTACH, and a number in its memory is changed.
"$trace_tricks" on attach "$program" "$dir/said"
