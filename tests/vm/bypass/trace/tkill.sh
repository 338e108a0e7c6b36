# SPDX-License-Identifier: GPL-2.0-only
# A signal to its thread, whichever process has it.
"$trace_tricks" on tkill "$program" "$dir/said"
