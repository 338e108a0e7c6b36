# SPDX-License-Identifier: GPL-2.0-only
# The guest is what the harness promises.
. "${0%/*}/../tap.sh"

t_is "$(cat "$ROOT/build/kernels/$KERNEL/release")" "$(uname -r)" "runs the kernel that was asked for"
t_is 0 "$(id -u)" "is root"
t_is 2 "$(nproc)" "has two processors"
t "has the 32-bit entry" grep -q '^CONFIG_IA32_EMULATION=y' "$ROOT/build/kernels/$KERNEL/headers/.config"
t "has devices, processes and pseudo terminals" test -c /dev/null -a -r /proc/self/status -a -c /dev/pts/ptmx
t "has empty /tmp of its own" test "$(stat -f -c %T /tmp)" = tmpfs
t "sees the project's files" cmp "$ROOT/Makefile" "$ROOT/Makefile"
t "runs Java" java -version
t "has the overlay's root" grep -q ' / overlay ' /proc/mounts
t "keeps SMEP and SMAP" grep -qw smap /proc/cpuinfo

done_testing
