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
static u32 mnt_ns_inum(void)
{
	return ((const struct ns_common *)current->nsproxy->mnt_ns)->inum;
}

/* Inode numbers of /proc/PID/ns; the task's own, so nobody takes them away. */
static s64 namespace(u8 var)
{
	const struct nsproxy *ns = current->nsproxy;

	switch (var) {
	case SCT_VAR_MNT_NS:
		return mnt_ns_inum();
	case SCT_VAR_PID_NS:
		return task_active_pid_ns(current)->ns.inum;
	case SCT_VAR_NET_NS:
		return ns->net_ns->ns.inum;
	case SCT_VAR_USER_NS:
		return current_user_ns()->ns.inum;
	case SCT_VAR_UTS_NS:
		return ns->uts_ns->ns.inum;
	case SCT_VAR_IPC_NS:
		return ns->ipc_ns->ns.inum;
	default:		/* CGROUP_NS: verify.c lets no other through */
		return ns->cgroup_ns->ns.inum;
	}
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
	if (var == SCT_VAR_PPID)
		return parent_pid();
	if (var == SCT_VAR_LOGINUID)
		return __kuid_val(audit_get_loginuid(current));
	if (var == SCT_VAR_SESSION)
		return audit_get_sessionid(current);
	return namespace(var);
}

void sct_call_read_comm(struct sct_call *call)
{
	BUILD_BUG_ON(SCT_COMM_LEN != TASK_COMM_LEN);
	call->comm_len = sct_read_comm(call->comm);
}
