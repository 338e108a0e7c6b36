# SPDX-License-Identifier: GPL-2.0-only
# By the loader, with a descriptor that was open before the rules.
# starts: before the rules
exec 7<"$program"; touch "$dir/ready"; read -r _ < "$dir/go"
/lib64/ld-linux-x86-64.so.2 /proc/self/fd/7 "$ran"
