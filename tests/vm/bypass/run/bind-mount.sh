# SPDX-License-Identifier: GPL-2.0-only
# By a bind mount of its directory.
mkdir "$dir/other" && mount --bind "$dir/bin" "$dir/other" && "$dir/other/program" "$ran"
umount "$dir/other"
