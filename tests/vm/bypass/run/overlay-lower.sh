# SPDX-License-Identifier: GPL-2.0-only
# As the file in the lower layer of an overlay.
# as: root
mkdir "$dir/up" "$dir/work" "$dir/all" && mount -t overlay -o "lowerdir=$dir/bin,upperdir=$dir/up,workdir=$dir/work" none "$dir/all" && "$dir/all/program" "$ran"
umount "$dir/all"
