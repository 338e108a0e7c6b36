# SPDX-License-Identifier: GPL-2.0-only
# Its descriptor is taken from it, and written to.
"$trace_tricks" on take-fd "$program" "$dir/said"
