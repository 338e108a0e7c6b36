// SPDX-License-Identifier: GPL-2.0-only
/*
 * Variables of the calling task, as they are when the rule is evaluated: after
 * an execve, COMM and EUID are those of the new program.
 *
 * Ids are those of the initial namespaces, whatever the task itself sees.
 */
#include <linux/cred.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/string.h>

#include "call.h"

static s64 parent_pid(void)
{
	s64 pid;

	rcu_read_lock();
	pid = task_tgid_nr(rcu_dereference(current->real_parent));
	rcu_read_unlock();
	return pid;
}

/**
 * sct_call_int - an integer variable other than PARAMS and RETVAL
 * @call: the call, of current
 * @var: SCT_VAR_*
 */
s64 sct_call_int(const struct sct_call *call, u8 var)
{
	switch (var) {
	case SCT_VAR_PID:
		return task_tgid_nr(current);
	case SCT_VAR_TID:
		return task_pid_nr(current);
	case SCT_VAR_PPID:
		return parent_pid();
	case SCT_VAR_UID:
		return __kuid_val(current_uid());
	case SCT_VAR_EUID:
		return __kuid_val(current_euid());
	case SCT_VAR_SUID:
		return __kuid_val(current_suid());
	case SCT_VAR_FSUID:
		return __kuid_val(current_fsuid());
	case SCT_VAR_GID:
		return __kgid_val(current_gid());
	case SCT_VAR_EGID:
		return __kgid_val(current_egid());
	case SCT_VAR_SGID:
		return __kgid_val(current_sgid());
	case SCT_VAR_FSGID:
		return __kgid_val(current_fsgid());
	default:
		return 0;	/* verify.c lets no other through */
	}
}

/*
 * Another thread may write the name at this moment (/proc/PID/comm); its last
 * byte is always 0.
 */
void sct_call_read_comm(struct sct_call *call)
{
	BUILD_BUG_ON(SCT_COMM_LEN != TASK_COMM_LEN);
	memcpy(call->comm, current->comm, SCT_COMM_LEN);
	call->comm[SCT_COMM_LEN - 1] = 0;
	call->comm_len = strlen(call->comm);
}
