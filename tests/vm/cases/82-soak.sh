# SPDX-License-Identifier: GPL-2.0-only
# Everything at once: callers that know their answers, tables that come and go,
# modules unloaded and loaded, readers, signals and ptrace.  $SOAK seconds: 15,
# and 600 where `make check-debug` runs it.
# timeout: 300
. tests/vm/tap.sh

[ "$KERNEL" = debug ] && seconds=${SOAK:-600} || seconds=${SOAK:-15}
for code in EPERM EACCES; do
	cat > "$work/$code.conf" <<-EOR
	rule { syscall_name = unlinkat rule_name = refuse
	       filter_expression { PARAMS[2] == "/tmp/soak-denied" }
	       action { type = FAIL error_code = $code log_format {%comm may not} } when = before }
	rule { syscall_name = openat, read, write, pread64, pwrite64, close
	       rule_name = files filter_expression { COMM == "soak" || PARAMS[1] == 3 }
	       action { type = LOG continue = yes } when = before }
	rule { syscall_name = rename, mkdir rule_name = paths
	       filter_expression { PARAMS[1] startswith "/tmp/soak-" }
	       action { type = LOG } when = before }
	rule { syscall_name = poll, epoll_wait, futex, nanosleep, wait4, recvfrom
	       rule_name = waits action { type = LOG } when = before }
	rule { syscall_name = openat, pread64, sendto, vfork, execve, mprotect
	       rule_name = later action { type = LOG } when = after }
	rule { syscall_name = getpid, kill, mmap, munmap, mprotect, dup, fcntl
	       rule_name = rare filter_expression { UID == 4711 } action { type = KILL } when = before }
	EOR
	ok "the rules are right" sh -c "sct_config dump --raw $work/$code.conf > $work/$code"
done
build/tests/soak "$seconds" "sct_load >/dev/null" "sct_unload >/dev/null 2>&1" \
	"$work/EPERM" "$work/EACCES" > "$work/out"
while read -r line; do
	case $line in
	ok*) ok "${line#ok * - }" true ;;
	not*) ok "${line#not ok * - }" false ;;
	\#*) echo "$line" ;;
	esac
done < "$work/out"
ok "the soak came to its end" grep -q "^1\.\.6" "$work/out"
ok "the modules can be unloaded after it" sh -c "sct_load && sct_config delete && sct_unload && sct_load"
