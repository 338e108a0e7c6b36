# SPDX-License-Identifier: GPL-2.0-only
# process_vm_writev, without being attached.
"$trace_tricks" on vm-write "$program" "$dir/said"
