# SPDX-License-Identifier: GPL-2.0-only
# By the loader, with a hard link.
ln "$program" "$dir/twin" && /lib64/ld-linux-x86-64.so.2 "$dir/twin" "$ran"
