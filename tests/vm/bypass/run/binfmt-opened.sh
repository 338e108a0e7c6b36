# SPDX-License-Identifier: GPL-2.0-only
# The same, opened by the kernel when it is registered, before the rules.
# starts: before the rules
# as: root
modprobe binfmt_misc; mountpoint -q /proc/sys/fs/binfmt_misc || mount -t binfmt_misc none /proc/sys/fs/binfmt_misc
echo ":trick$$:M::TRICKFILF::$program:F" > /proc/sys/fs/binfmt_misc/register
touch "$dir/ready"; read -r _ < "$dir/go"
echo TRICKFILF > "$dir/file" && chmod 755 "$dir/file" && "$dir/file" "$ran"
echo -1 > "/proc/sys/fs/binfmt_misc/trick$$"
