# SPDX-License-Identifier: GPL-2.0-only
# As the file in the upper layer of an overlay.
# as: root
mkdir "$dir/low" "$dir/work" "$dir/all" && mount -t overlay -o "lowerdir=$dir/low,upperdir=$dir/etc,workdir=$dir/work" none "$dir/all" && echo junk >> "$dir/all/passwd"
umount "$dir/all"
