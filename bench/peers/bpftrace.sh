# SPDX-License-Identifier: GPL-2.0-only
# bpftrace in the forms that people use: on the function, on the call's own
# tracepoint, on the tracepoint that every call passes.

bpftrace_sees() {
	make_calls watched numbered
	grep -q "$1" /tmp/peer.out
}

# bpftrace_start PROGRAM PATTERN: the pattern is what it prints of the call.
bpftrace_start() {
	start_peer env BPFTRACE_STRLEN=64 bpftrace -B line -e "$1"
	wait_for 120 bpftrace_sees "$2" || peer_failed "bpftrace does not see the call: $1"
	printf 'check\t%s sees the call\tok\t%s\n' "$subject" "$1"
}

# bpftrace_form SUBJECT PROBE THIS DIRFD PATH FLAGS: THIS, with && behind it, tells the
# call from others, where the probe does not.
bpftrace_form() {
	subject=$1 probe=$2 this=$3 dirfd=$4 path=$5 flags=$6
	print="{ printf(\"%d %s: %d %s %d\\n\", pid, comm, $dirfd, str($path), $flags); }"

	bpftrace_start "$probe /$this str($path) == \"/tmp/bench-watched\"/ $print" ': -100 /tmp/bench-watched 0'
	costs "$subject" getppid read clock_gettime
	cost "$subject" miss/string other
	saved=$options
	options="$saved -n 20000"
	cost "$subject" match/log watched
	options=$saved
	stop_peer bpftrace

	bpftrace_start "$probe /$this $flags == 4660/ $print" ': -100 /tmp/bench-other-- 4660'
	cost "$subject" miss/number other
	stop_peer bpftrace
}

bpftrace_calls() {
	regs='((struct pt_regs *)arg0)'
	bpftrace_form bpftrace-kprobe kprobe:__x64_sys_unlinkat "" \
		"(int32)$regs->di" "uptr($regs->si)" "$regs->dx"
	bpftrace_form bpftrace-tracepoint tracepoint:syscalls:sys_enter_unlinkat "" \
		"(int32)args->dfd" "args->pathname" "args->flag"
	bpftrace_form bpftrace-raw tracepoint:raw_syscalls:sys_enter "args->id == 263 &&" \
		"(int32)args->args[0]" "uptr(args->args[1])" "args->args[2]"
}
