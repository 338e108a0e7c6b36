# SPDX-License-Identifier: GPL-2.0-only
# A signal to all of its process group.
"$trace_tricks" on group "$program" "$dir/said"
