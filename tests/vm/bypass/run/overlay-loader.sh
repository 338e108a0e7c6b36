# SPDX-License-Identifier: GPL-2.0-only
# By the loader, as the file in the lower layer of an overlay.
# as: root
mkdir "$dir/up" "$dir/work" "$dir/all" && mount -t overlay -o "lowerdir=$dir/bin,upperdir=$dir/up,workdir=$dir/work" none "$dir/all" && /lib64/ld-linux-x86-64.so.2 "$dir/all/program" "$ran"
umount "$dir/all"
