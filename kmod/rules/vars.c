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

/* The ids are alike but for where they are; a filter on one shall be cheap. */
#define CRED_ID(id, field)	[SCT_VAR_##id] = offsetof(struct cred, field)
static const u8 cred_ids[] = {
	CRED_ID(UID, uid), CRED_ID(EUID, euid),
	CRED_ID(SUID, suid), CRED_ID(FSUID, fsuid),
	CRED_ID(GID, gid), CRED_ID(EGID, egid),
	CRED_ID(SGID, sgid), CRED_ID(FSGID, fsgid),
};

/**
 * sct_cred_offset - where an id is in struct cred
 * @var: SCT_VAR_*
 *
 * Return: byte offset of 32 bits; 0 if the variable is no such id.
 */
u16 sct_cred_offset(u8 var)
{
	return var < ARRAY_SIZE(cred_ids) ? cred_ids[var] : 0;
}

/**
 * sct_task_int - an integer variable of the calling task
 * @var: SCT_VAR_*
 */
s64 sct_task_int(u8 var)
{
	BUILD_BUG_ON(sizeof(kuid_t) != sizeof(u32));
	BUILD_BUG_ON(sizeof(kgid_t) != sizeof(u32));

	if (var < ARRAY_SIZE(cred_ids) && cred_ids[var])
		return *(const u32 *)((const u8 *)current_cred() +
				      cred_ids[var]);
	if (var == SCT_VAR_PID)
		return task_tgid_nr(current);
	if (var == SCT_VAR_TID)
		return task_pid_nr(current);
	return parent_pid();	/* PPID: verify.c lets no other through */
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
