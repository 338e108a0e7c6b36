# SPDX-License-Identifier: GPL-2.0-only
# strace, which stops only the calls it was asked for (--seccomp-bpf), and shows
# those with the path.

strace_sees() {
	$wrapper /tmp/callcost -1 watched >/dev/null && grep -q 'unlinkat.*bench-watched' /tmp/strace.out
}

strace_calls() {
	saved=$options
	wrapper="chroot $root strace -f --seccomp-bpf -e trace=unlinkat -P /tmp/bench-watched -o /tmp/strace.out"
	check "strace sees the call" strace_sees
	costs strace getppid read clock_gettime
	# Each stop costs tens of thousands of instructions.
	options="-w -n 2000"
	cost strace miss/string other
	cost strace match/log watched
	options=$saved
	wrapper=
}
