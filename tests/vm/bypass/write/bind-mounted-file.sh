# SPDX-License-Identifier: GPL-2.0-only
# By a bind mount of itself.
touch "$dir/other" && mount --bind "$victim" "$dir/other" && echo junk > "$dir/other"
umount "$dir/other"
