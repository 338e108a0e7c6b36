# SPDX-License-Identifier: GPL-2.0-only
# timeout: 600
# Filters on the lists of execve: their strings one by one, how many they are, variables
# of the environment, up to the last byte of long ones, from 64-bit and 32-bit programs.
. tests/vm/tap.sh
. tests/vm/served.sh

none=/nothing/$mark
rules <<EOR
macro ours = PARAMS.filename == "$none"
rule { syscall_name=execve rule_name=any
       filter_expression { ours && any PARAMS.argv == "--force" } action { type=FAIL error_code=EPERM } when=before }
rule { syscall_name=execve rule_name=like
       filter_expression { ours && (any PARAMS.argv iglob "--EV[A-J]L*" || any PARAMS.argv contains "needle") }
       action { type=FAIL error_code=EACCES } when=before }
rule { syscall_name=execve rule_name=item
       filter_expression { ours && (PARAMS.argv[2] == "-rf" || PARAMS.argv[20000] endswith "-last") }
       action { type=FAIL error_code=EBUSY } when=before }
rule { syscall_name=execve rule_name=count
       filter_expression { ours && count(PARAMS.argv) == 7 } action { type=FAIL error_code=E2BIG } when=before }
rule { syscall_name=execve rule_name=env
       filter_expression { ours && ENV("LD_PRELOAD") != NULL && ENV("LD_PRELOAD") != "" }
       action { type=FAIL error_code=EXDEV } when=before }
rule { syscall_name=execve rule_name=envs
       filter_expression { ours && any PARAMS.envp startswith "EVIL" } action { type=FAIL error_code=EDOM } when=before }
EOR

# errno NAME EXPECTED ARGV ENVP: of both calls, of programs of both kinds.
errno() {
	got=
	for prog in exec_lists exec_lists.32; do
		for call in execve execveat; do
			got="$got $(build/tests/$prog $call "$none" "$3" "$4" 2>>"$work/times")"
		done
	done
	same "$1" " $2 $2 $2 $2" "$got"
}

errno "nothing that a rule wants" ENOENT ls,-l,a A=b
errno "any string" EPERM ls,-l,--force A=b
errno "... not a part of one, nor two joined" ENOENT "ls,--force=x,--forc,e,a --force" A=b
errno "any that is like a pattern" EACCES ls,-l,--evilness A=b
errno "... that contains a word" EACCES ls,a-needle-b A=b
errno "a string by its number" EBUSY rm,-i,-rf A=b
errno "... not another one" ENOENT rm,-rf,-i A=b
errno "so many strings" E2BIG a,b,c,d,,f,g A=b
errno "no strings" ENOENT none none
errno "no lists" ENOENT NULL NULL
errno "a variable" EXDEV ls A=b,LD_PRELOAD=/x.so
errno "... is not one with a longer name, nor one that is empty" ENOENT ls XLD_PRELOAD=/x,LD_PRELOADX=/x,LD_PRELOAD=
errno "any variable" EDOM ls A=b,EVILNESS=1
errno "what cannot be read, matches" EPERM bad A=b

# 200 KB of it: the last string, many short ones, one that is long.
errno "the last of 200 long strings" EPERM 'ls,u^1000*200,--force' A=b
errno "... of 20000 short ones" EPERM 'ls,u*20000,--force' A=b
errno "... like a pattern" EACCES 'ls,u^20*10000,--evil' A=b
errno "... the last bytes of one of 120000" EACCES 'ls,needle^120000' A=b
errno "... by its number" EBUSY 'ls,u*19999,the-last' A=b
errno "a variable behind 200 KB of others" EXDEV ls 'A=~100*2000,LD_PRELOAD=/x'
errno "... any" EDOM ls 'A=~100*2000,EVIL=/x'
errno "a long innocent command" ENOENT 'ls,u^1000*200,--forces,-q' 'A=~100*2000,B=/x'
errno "... of a megabyte" ENOENT 'ls,u^1000*1000,v*20000' 'A=~100*2000'
slowest=$(sort -n "$work/times" | tail -1)
ok "no call took long: $slowest at most" test "${slowest% ms}" -lt 3000

rules <<EOR
rule { syscall_name=execve rule_name=shown filter_expression { PARAMS.filename == "$none" && ENV("TOKEN") == "s" }
       action { type=LOG log_format {$mark %env(LD_PRELOAD) one %params.argv[1] %params[2][9] %env(NO)} } when=before }
rule { syscall_name=execve rule_name=after filter_expression { PARAMS.filename == "$none" && ENV("WHEN") == "after" && any PARAMS.argv == "z" }
       action { type=LOG log_format {$mark %env(LD_PRELOAD) after %retval} } when=after }
EOR
build/tests/exec_lists execve "$none" 'ls,-a b' TOKEN=s,LD_PRELOAD=/x.so >/dev/null 2>&1
build/tests/exec_lists execveat "$none" 'ls,u^1000*200' 'A=~100*2000,TOKEN=s,LD_PRELOAD=~5000' >/dev/null 2>&1
build/tests/exec_lists.32 execve "$none" 'ls,z' 'A=~100*2000,WHEN=after,LD_PRELOAD=/32' >/dev/null 2>&1
logged >"$work/log"
same "a variable alone and a string are logged" "$mark \"/x.so\" one \"-a b\" <NULL> <NULL>" "$(sed -n 1p "$work/log")"
has "... of a long list, cut" "^$mark \"x*\"\\.\\.\\. one \"x*u\" \"x*u\" <NULL>\$" "$(sed -n 2p "$work/log")"
same "... after the call, as it was before it" "$mark \"/32\" after -2" "$(sed -n 3p "$work/log")"
