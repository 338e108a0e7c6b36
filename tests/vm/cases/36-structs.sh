# SPDX-License-Identifier: GPL-2.0-only
# What calls have behind their pointers, by the fields of structs.tbl, in filters and in
# events, from programs of both kinds.
. tests/vm/tap.sh
. tests/vm/served.sh

mine='COMM startswith "structs"'
rules <<EOR
rule { syscall_name=bpf rule_name=load filter_expression { $mine && PARAMS.cmd == BPF_PROG_LOAD && PARAMS.uattr.prog_type == BPF_PROG_TYPE_KPROBE }
       action { type=LOG log_format {$mark %comm %params.uattr.prog_type:decoded %params.uattr.insn_cnt} } when=before }
rule { syscall_name=bpf rule_name=attach filter_expression { $mine && PARAMS.cmd == BPF_PROG_ATTACH && PARAMS.uattr.attach_type == BPF_CGROUP_INET4_CONNECT }
       action { type=LOG log_format {$mark %comm %params.uattr.attach_type:decoded %params.uattr.target_fd %params.uattr.attach_bpf_fd} } when=before }
rule { syscall_name=ioctl rule_name=flags filter_expression { $mine && PARAMS.cmd in (FS_IOC_SETFLAGS, FS_IOC32_SETFLAGS) && (PARAMS.arg.value & FS_IMMUTABLE_FL) != 0 }
       action { type=LOG log_format {$mark %comm %params.cmd:decoded %params.arg.value:decoded} } when=before }
rule { syscall_name=io_uring_setup rule_name=ring filter_expression { $mine && PARAMS.params.sq_thread_idle == 1234 }
       action { type=LOG log_format {$mark %comm ring %params.params.flags %params.params.sq_thread_idle} } when=before }
rule { syscall_name=perf_event_open rule_name=perf filter_expression { $mine && PARAMS.attr_uptr.type == 4 }
       action { type=LOG log_format {$mark %comm perf %params.attr_uptr.size %params.attr_uptr.config} } when=before }
rule { syscall_name=mount_setattr rule_name=mount filter_expression { $mine && PARAMS.uattr.attr_set == MOUNT_ATTR_RDONLY }
       action { type=LOG log_format {$mark %comm %params.uattr.attr_set:decoded %params.uattr.attr_clr:decoded} } when=before }
rule { syscall_name=fcntl, fcntl64 rule_name=lock filter_expression { $mine && PARAMS.cmd == F_SETLK && PARAMS.arg.l_type == F_WRLCK }
       action { type=LOG log_format {$mark %comm %params.arg.l_type:decoded %params.arg.l_whence:decoded} } when=before }
rule { syscall_name=rt_sigaction rule_name=act filter_expression { $mine && PARAMS.act.sa_handler == 0x1234 }
       action { type=LOG log_format {$mark %comm %params.act.sa_flags:decoded %params.act.sa_mask} } when=after }
rule { syscall_name=sendmsg coverage=exact rule_name=msg unreadable=miss filter_expression { $mine && PARAMS.msg.msg_name.ip in 127.0.0.0/8 }
       action { type=LOG log_format {$mark %comm msg %params.msg.msg_name.ip %params.msg.msg_name.port %params.msg.msg_iovlen %params.msg.msg_controllen} } when=before }
EOR
for prog in structs structs.32; do
	build/tests/$prog
	same "$prog: each structure" "$mark \"$prog\" BPF_PROG_TYPE_KPROBE 77
$mark \"$prog\" BPF_CGROUP_INET4_CONNECT 4294967295 4294967294
$mark \"$prog\" FS_IOC$([ $prog = structs ] || echo 32)_SETFLAGS FS_IMMUTABLE_FL|FS_NOATIME_FL
$mark \"$prog\" ring 2 1234
$mark \"$prog\" perf 112 450
$mark \"$prog\" MOUNT_ATTR_RDONLY MOUNT_ATTR_NOEXEC
$mark \"$prog\" F_WRLCK SEEK_END
$mark \"$prog\" SA_RESTART 2147483649
$mark \"$prog\" msg 127.0.0.99 53 9 33" "$(logged | grep -F "\"$prog\"")"
done
