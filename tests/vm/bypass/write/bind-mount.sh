# SPDX-License-Identifier: GPL-2.0-only
# By a bind mount of its directory.
mkdir "$dir/other" && mount --bind "$dir/etc" "$dir/other" && echo junk > "$dir/other/passwd"
umount "$dir/other"
