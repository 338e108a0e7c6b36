# SPDX-License-Identifier: GPL-2.0-only
# A local socket, mounted elsewhere.
touch "$dir/on" && mount --bind "$net/held" "$dir/on" && "$net_tricks" plain local "$dir/on"
umount "$dir/on"
