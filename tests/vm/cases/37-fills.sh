# SPDX-License-Identifier: GPL-2.0-only
# What calls fill in behind their pointers, in events and in filters, from programs of both
# kinds; and what is there where a call has filled in nothing.
. tests/vm/tap.sh
. tests/vm/served.sh

# fills CALL WHEN FORMAT [FILTER]
fills() {
	echo "rule { syscall_name=$1 coverage=exact rule_name=of_$1"
	echo "       filter_expression { COMM startswith \"fills\" ${4:+&& ($4)} }"
	echo "       action { type=LOG log_format {$mark %comm $3} } when=$2 }"
}

rules <<EOR
$(fills pipe2 after 'pipe %params.fildes.first %params.fildes.second')
$(fills socketpair after 'pair %params.usockvec.first %params.usockvec.second')
$(fills wait4 after 'wait %params.stat_addr.status %params.stat_addr.status:decoded %params.ru.ru_maxrss')
$(fills stat after 'stat %params.statbuf.st_ino %params.statbuf.st_mode %params.statbuf.st_size')
$(fills epoll_wait after 'epoll %params.events.events %params.events.data')
$(fills poll before 'poll %params.ufds.fd')
$(fills getsockopt after 'option %params.optval')
$(fills capget after 'capget %params.header.version %params.dataptr.effective %params.dataptr.effective_high')
$(fills getresuid after 'ids %params.ruidp.value %params.euidp.value %params.suidp.value' 'ABI == x86_64')
$(fills getresuid32 after 'ids %params.ruidp.value %params.euidp.value %params.suidp.value')
$(fills rt_sigprocmask after 'mask %params.oset.mask' '(PARAMS.oset.mask & 0x80000010) == 0x80000010')
$(fills writev before 'writev %params.vec.iov_len %params.vec.data' 'PARAMS.vec.data contains "secret"')
EOR
for prog in fills fills.32; do
	made=$(build/tests/$prog)
	same "$prog: what each call has filled in" \
		"$(printf '%s\n' "$made" | sed "s/^/$mark \"$prog\" /")" \
		"$(logged | grep -F "\"$prog\"")"
	has "$prog: came to its end" writev "$made"
done

# Nothing is made up of what was in the memory before: a call that fails has filled in nothing.
rules <<EOR
$(fills stat after 'any %params.statbuf.st_mode' 'PARAMS.statbuf.st_mode != 0')
EOR
build/tests/fills >/dev/null
same "a stat() that failed has no mode to compare" 1 "$(logged | grep -c -F ' any ')"
