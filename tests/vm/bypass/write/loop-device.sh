# SPDX-License-Identifier: GPL-2.0-only
# By a loop device.
# as: root
loop=$(losetup -f) && losetup "$loop" "$victim" && echo junk | dd of="$loop" bs=512 count=1 conv=sync,fsync 2>&1
losetup -d "$loop"
