# SPDX-License-Identifier: GPL-2.0-only
# By /proc/PID/mem, which is a file.
"$trace_tricks" on proc-mem "$program" "$dir/said"
