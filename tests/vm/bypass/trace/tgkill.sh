# SPDX-License-Identifier: GPL-2.0-only
# A signal to its thread.
"$trace_tricks" on tgkill "$program" "$dir/said"
