# SPDX-License-Identifier: GPL-2.0-only
# By a bind mount of itself.
touch "$dir/other" && mount --bind "$program" "$dir/other" && "$dir/other" "$ran"
umount "$dir/other"
