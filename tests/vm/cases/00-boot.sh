# SPDX-License-Identifier: GPL-2.0-only
# The guest is what the harness promises.
. tests/vm/tap.sh

same "runs the kernel that was asked for" "$(cat "build/kernels/$KERNEL/release")" "$(uname -r)"
same "is root" 0 "$(id -u)"
same "has two processors" 2 "$(nproc)"
ok "has the 32-bit entry" grep -q '^CONFIG_IA32_EMULATION=y' "build/kernels/$KERNEL/headers/.config"
ok "has devices, processes and pseudo terminals" \
	test -c /dev/null -a -r /proc/self/status -a -c /dev/pts/ptmx
same "has a /tmp of its own" tmpfs "$(stat -f -c %T /tmp)"
same "has shared memory of its own" tmpfs "$(stat -f -c %T /dev/shm)"
ok "has a tmpfs over the host's files" grep -q ' / overlay ' /proc/mounts
ok "keeps SMEP and SMAP" grep -qw 'smep.*smap' /proc/cpuinfo
ok "runs Java" java -version
ok "has the modules in use" grep -q '^sct_rules ' /proc/modules

# ---- as on a machine that has started from a disk
nobody() { setpriv --reuid 65534 --regid 65534 --clear-groups "$@"; }

same "its root is no chroot" "$(stat -c %d:%i /)" "$(stat -L -c %d:%i /proc/1/root)"
same "has cgroups of the second version" cgroup2fs "$(stat -f -c %T /sys/fs/cgroup)"
mkdir "/sys/fs/cgroup/$mark"
ok "moves a process into one" sh -c "echo \$\$ > /sys/fs/cgroup/$mark/cgroup.procs && grep -q /$mark /proc/self/cgroup"
rmdir "/sys/fs/cgroup/$mark"
ok "opens pseudo terminals" python3 -c 'import os, pty; a, b = pty.openpty(); assert os.ttyname(b).startswith("/dev/pts/")'

same "any user can be root of a user namespace" 0 "$(nobody unshare --user --map-root-user id -u)"
same "with mounts of its own" tmpfs "$(nobody unshare --user --map-root-user --mount \
	sh -c 'mount -t tmpfs none /mnt && stat -f -c %T /mnt')"
same "and processes" 1 "$(nobody unshare --user --map-root-user --pid --fork --mount-proc sh -c 'echo $$')"
ok "loads a module by its name" modprobe loop
ok "keeps a limit of memory" grep -qw memory /sys/fs/cgroup/cgroup.subtree_control
ok "an ext4" sh -c "truncate -s 8M $work/disk && mkfs.ext4 -q $work/disk && mkdir $work/at"
ok "is mounted by a loop device and a module that the kernel loads itself" \
	mount -o loop "$work/disk" "$work/at"
ok "and let go" umount "$work/at"
ok "any user can open /dev/fuse, which loads its module" nobody sh -c ': <>/dev/fuse'
ok "it is there" grep -qw fuse /proc/filesystems
