# SPDX-License-Identifier: GPL-2.0-only
# A signal, when its first thread has ended and another one goes on.
"$trace_tricks" on headless-kill "$program" "$dir/said"
