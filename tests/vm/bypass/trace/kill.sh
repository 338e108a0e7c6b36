# SPDX-License-Identifier: GPL-2.0-only
# A signal by kill.
"$trace_tricks" on kill "$program" "$dir/said"
