// SPDX-License-Identifier: GPL-2.0-only
/*
 * Variables of the calling task, as they are when the rule is evaluated: after
 * an execve, COMM and EUID are those of the new program.
 *
 * Ids are those of the initial namespaces, whatever the task itself sees.
 */
#include <linux/audit.h>
#include <linux/cgroup.h>
#include <linux/cred.h>
#include <linux/ipc_namespace.h>
#include <linux/ns_common.h>
#include <linux/nsproxy.h>
#include <linux/pid_namespace.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/string.h>
#include <linux/user_namespace.h>
#include <linux/utsname.h>
#include <net/net_namespace.h>

#include "call/call.h"
#include "call/var_kinds.h"
#include "lib/text.h"

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

/*
 * struct mnt_namespace is the file system's own, but it begins with the part
 * that all namespaces have, in every kernel since 3.19.
 */
static u32 mnt_ns_inum(const struct nsproxy *ns)
{
	return ((const struct ns_common *)ns->mnt_ns)->inum;
}

/*
 * Namespaces: inode numbers of /proc/PID/ns; the task's own, so nobody takes them
 * away.
 */
static s64 task_int(enum sct_int_var var)
{
	const struct nsproxy *ns = current->nsproxy;	/* NULL: it has nearly ended */

	switch (var) {
	case SCT_INT_PID:
		return task_tgid_nr(current);
	case SCT_INT_TID:
		return task_pid_nr(current);
	case SCT_INT_PPID:
		return parent_pid();
	case SCT_INT_LOGINUID:
		return __kuid_val(audit_get_loginuid(current));
	case SCT_INT_SESSION:
		return audit_get_sessionid(current);
	case SCT_INT_MNT_NS:
		return ns ? mnt_ns_inum(ns) : 0;
	case SCT_INT_PID_NS:
		return task_active_pid_ns(current)->ns.inum;
	case SCT_INT_NET_NS:
		return ns ? ns->net_ns->ns.inum : 0;
	case SCT_INT_USER_NS:
		return current_user_ns()->ns.inum;
	case SCT_INT_UTS_NS:
		return ns ? ns->uts_ns->ns.inum : 0;
	case SCT_INT_IPC_NS:
		return ns ? ns->ipc_ns->ns.inum : 0;
	case SCT_INT_CGROUP_NS:
		return ns ? ns->cgroup_ns->ns.inum : 0;
	case SCT_INT_UID:
	case SCT_INT_EUID:
	case SCT_INT_SUID:
	case SCT_INT_FSUID:
	case SCT_INT_GID:
	case SCT_INT_EGID:
	case SCT_INT_SGID:
	case SCT_INT_FSGID:	/* cred_ids[] */
	case SCT_INT_RETVAL:
	case SCT_INT_ABI:
	case SCT_INT_SYSCALL:	/* the call's, not the task's: call.h */
		break;
	}
	return 0;		/* verify.c lets no other number through */
}

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
 * @var: SCT_VAR_*, of kind INT and not one of the call
 */
s64 sct_task_int(u8 var)
{
	BUILD_BUG_ON(sizeof(kuid_t) != sizeof(u32));
	BUILD_BUG_ON(sizeof(kgid_t) != sizeof(u32));

	if (var < ARRAY_SIZE(cred_ids) && cred_ids[var])
		return *(const u32 *)((const u8 *)current_cred() +
				      cred_ids[var]);
	return task_int(var);
}

void sct_call_read_comm(struct sct_call *call)
{
	BUILD_BUG_ON(SCT_COMM_LEN != TASK_COMM_LEN);
	/* A thread that io_uring has made works for who has submitted. */
	if (unlikely(current->flags & PF_IO_WORKER)) {
		rcu_read_lock();
		memcpy(call->comm, current->group_leader->comm, TASK_COMM_LEN);
		rcu_read_unlock();
		call->comm_len = strnlen(call->comm, TASK_COMM_LEN - 1);
		return;
	}
	call->comm_len = sct_read_comm(call->comm);
}
