# SPDX-License-Identifier: GPL-2.0-only
# A seccomp filter that only looks at the call's number: the floor of what a
# filter in the kernel costs.  It can neither see strings nor tell anybody.

# callcost sets the filter itself and checks that it refuses the call.
seccomp_calls() {
	ptrace=101 unlinkat=263
	saved=$options
	options="$saved -e $ptrace"
	costs seccomp getppid read clock_gettime
	cost seccomp miss/number other
	options="$saved -e $unlinkat"
	cost seccomp match/fail watched
	options=$saved
}
