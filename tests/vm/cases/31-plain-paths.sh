# SPDX-License-Identifier: GPL-2.0-only
# timeout: 2400
# A filter on PATH decides as if the path had been resolved: on a tmpfs (for both
# entries), an overlay and ext4, and where names are compared in another way than
# byte by byte.
. tests/vm/tap.sh

plain_paths() { # NAME PROGRAM [OPTION] DIR
	tried=$1
	shift
	out=$("build/tests/$@" 2>&1)
	same "$tried: all as it should be" "" \
		"$(printf '%s\n' "$out" | grep -v '^ok\|^1\.\.')"
	has "$tried: came to its end" "^1\\.\\.[0-9]" "$out"
}

mkdir "$work/disk"

mkdir /tmp/plain-paths /tmp/plain-paths.32 /var/plain-paths
plain_paths tmpfs plain_paths /tmp/plain-paths
plain_paths tmpfs.32 plain_paths.32 /tmp/plain-paths.32
plain_paths overlay plain_paths /var/plain-paths

ext4() { # FEATURES; leaves it mounted
	truncate -s 8M "$work/ext4"
	ok "an ext4" mkfs.ext4 -q -F ${1-} -b 1024 -N 512 "$work/ext4"
	ok "is mounted" mount -o loop "$work/ext4" "$work/disk"
	mkdir "$work/disk/top"
}

ext4
plain_paths ext4 plain_paths "$work/disk/top"
ok "and unmounted: nothing holds it" umount "$work/disk"
ext4 "-O casefold"
chattr +F "$work/disk/top"
plain_paths "ext4, folded" plain_paths -f "$work/disk/top"
ok "and unmounted: nothing holds it" umount "$work/disk"

# The boot sector of a FAT12 and the begin of its table are all it needs.
python3 - "$work/fat" <<-'END'
import struct, sys
boot = struct.pack("<3s8sHBHBHHBHHHLLBBBL11s8s", b"\xeb\x3c\x90", b"sct", 512, 1, 1,
                   1, 112, 1440, 0xf8, 5, 0, 0, 0, 0, 0x80, 0, 0x29, 1,
                   b"PLAIN      ", b"FAT12   ")
boot = boot.ljust(510, b"\0") + b"\x55\xaa" + b"\xf8\xff\xff"
open(sys.argv[1], "wb").write(boot.ljust(1440 * 512, b"\0"))
END
ok "a FAT is mounted" mount -t vfat -o loop "$work/fat" "$work/disk"
plain_paths vfat plain_paths -f "$work/disk"
ok "and unmounted: nothing holds it" umount "$work/disk"
