# SPDX-License-Identifier: GPL-2.0-only
# It is registered to run files of a kind.
# as: root
modprobe binfmt_misc; mountpoint -q /proc/sys/fs/binfmt_misc || mount -t binfmt_misc none /proc/sys/fs/binfmt_misc
echo ":trick$$:M::TRICKFILE::$program:" > /proc/sys/fs/binfmt_misc/register
echo TRICKFILE > "$dir/file" && chmod 755 "$dir/file" && "$dir/file" "$ran"
echo -1 > "/proc/sys/fs/binfmt_misc/trick$$"
