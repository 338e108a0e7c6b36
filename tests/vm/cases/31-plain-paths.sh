# SPDX-License-Identifier: GPL-2.0-only
# timeout: 1200
# A filter on PATH decides as if the path had been resolved: on a tmpfs, an overlay
# and ext4, and where names are compared in another way than byte by byte; for both
# entries.
. tests/vm/tap.sh

plain_paths() { # NAME DIR [OPTION]
	for bits in "" .32; do
		find "$2" -mindepth 1 -delete
		out=$(build/tests/plain_paths$bits ${3-} "$2" 2>&1)
		same "$1$bits: all as it should be" "" \
			"$(printf '%s\n' "$out" | grep -v '^ok\|^1\.\.')"
		has "$1$bits: came to its end" "^1\\.\\.[0-9]" "$out"
	done
}

# The stock kernels have these file systems as modules, the debug kernel has none.
mkdir -p "$work/modules/lib/modules" "$work/disk"
for m in build/kernels/*/modules; do
	[ "$(basename "$(readlink -f "$m")")" != "$(uname -r)" ] ||
		ln -s "$(readlink -f "$m")" "$work/modules/lib/modules/$(uname -r)"
done
load() {
	for m in "$@"; do
		modprobe -d "$work/modules" "$m" || return
	done
}

mkdir /tmp/plain-paths /var/plain-paths
plain_paths tmpfs /tmp/plain-paths
plain_paths overlay /var/plain-paths

ext4() { # FEATURES; leaves it mounted
	truncate -s 8M "$work/ext4"
	ok "an ext4" mkfs.ext4 -q -F ${1-} -b 1024 -N 512 "$work/ext4"
	ok "is mounted" mount -o loop "$work/ext4" "$work/disk"
	mkdir "$work/disk/top"
}

if load loop ext4; then
	ext4
	plain_paths ext4 "$work/disk/top"
	ok "and unmounted: nothing holds it" umount "$work/disk"
	ext4 "-O casefold"
	chattr +F "$work/disk/top"
	plain_paths "ext4, folded" "$work/disk/top" -f
	ok "and unmounted: nothing holds it" umount "$work/disk"
else
	echo "# no ext4 in this kernel"
fi

if load loop vfat nls_cp437 nls_ascii; then
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
	plain_paths vfat "$work/disk" -f
	ok "and unmounted: nothing holds it" umount "$work/disk"
else
	echo "# no vfat in this kernel"
fi
