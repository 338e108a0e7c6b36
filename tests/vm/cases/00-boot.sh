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
ok "has a tmpfs over the host's files" grep -q ' / overlay ' /proc/mounts
ok "keeps SMEP and SMAP" grep -qw 'smep.*smap' /proc/cpuinfo
ok "runs Java" java -version
ok "has the modules in use" grep -q '^sct_rules ' /proc/modules
