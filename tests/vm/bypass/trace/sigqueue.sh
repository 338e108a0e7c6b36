# SPDX-License-Identifier: GPL-2.0-only
# A signal with a value, by rt_sigqueueinfo.
"$trace_tricks" on queue "$program" "$dir/said"
