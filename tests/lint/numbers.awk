# SPDX-License-Identifier: GPL-2.0-only
# Reads syscalls.tbl, then a kernel's unistd header for `abi`; prints calls that
# the table has not, or under another number.

BEGIN {
	# Numbers without code: the kernel answers ENOSYS.
	n = split("_sysctl afs_syscall bdflush break create_module epoll_ctl_old epoll_wait_old" \
	      " ftime get_kernel_syms getpmsg gtty idle lock lookup_dcookie mpx nfsservctl prof" \
	      " profil putpmsg query_module security stty tuxcall ulimit vserver", list, " ")
	for (i = 1; i <= n; i++)
		stub[list[i]] = 1
	# Numbers without code in one ABI.
	stub_in["ia32", "vm86"] = stub_in["ia32", "vm86old"] = 1
	stub_in["x86_64", "uselib"] = stub_in["x86_64", "set_thread_area"] = 1
	stub_in["x86_64", "get_thread_area"] = 1
}

/^#/ && FNR == NR { next }

FNR == NR {
	for (i = 2; i <= NF; i++)
		if (split($i, pair, "=") == 2 && pair[1] == abi)
			number[$1] = pair[2]
	next
}

# __NR_syscalls is how many there are
/^#define __NR_/ && $2 != "__NR_syscalls" {
	name = substr($2, 6)
	value = $3
	if (value ~ /X32_SYSCALL_BIT/)
		value = $NF
	gsub(/[^0-9]/, "", value)
	compared++
	if (name in number) {
		if (number[name] != value)
			print name ": the table has " number[name] ", the kernel " value
	} else if (!(name in stub) && !((abi, name) in stub_in))
		print name " (" value ") is missing: run syscalls/generate.py on this kernel's sources too"
}

END {
	if (compared < 300)
		print FILENAME ": only " compared + 0 " calls compared"
}
