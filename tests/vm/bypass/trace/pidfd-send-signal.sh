# SPDX-License-Identifier: GPL-2.0-only
# A signal by a descriptor of the process.
"$trace_tricks" on pidfd "$program" "$dir/said"
