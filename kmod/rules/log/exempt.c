// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tasks that never wait for room in the log, because a reader needs them: it may
 * write to a journal whose own calls are logged, and would wait for itself.
 *
 * Asked only by who has found no room, so lists are good enough.
 */
#include <linux/cgroup.h>
#include <linux/err.h>
#include <linux/pid.h>
#include <linux/sched/signal.h>
#include <linux/spinlock.h>

#include "log/exempt.h"

static LIST_HEAD(readers);
static DEFINE_SPINLOCK(exempt_lock);	/* readers, and what they hold */

void sct_exempt_begin(struct sct_exemptions *exempt)
{
	spin_lock(&exempt_lock);
	list_add(&exempt->node, &readers);
	spin_unlock(&exempt_lock);
}

void sct_exempt_end(struct sct_exemptions *exempt)
{
	spin_lock(&exempt_lock);
	list_del(&exempt->node);
	spin_unlock(&exempt_lock);
	for (u32 i = 0; i < exempt->count; i++) {
		put_pid(exempt->of[i].process);
		if (exempt->of[i].cgroup)
			cgroup_put(exempt->of[i].cgroup);
	}
}

/* Takes over the references. */
static int add_exemption(struct sct_exemptions *exempt, struct pid *process,
			 struct cgroup *cgroup)
{
	int err = -ENOSPC;

	spin_lock(&exempt_lock);
	if (exempt->count < SCT_MAX_EXEMPT) {
		exempt->of[exempt->count].process = process;
		exempt->of[exempt->count].cgroup = cgroup;
		exempt->count++;
		err = 0;
	}
	spin_unlock(&exempt_lock);
	if (!err)
		return 0;
	put_pid(process);
	if (cgroup)
		cgroup_put(cgroup);
	return err;
}

static int add_process(struct sct_exemptions *exempt, u64 id)
{
	struct pid *process = id <= INT_MAX ? find_get_pid(id) : NULL;

	if (!process)
		return -ESRCH;
	if (!pid_has_task(process, PIDTYPE_TGID)) {
		put_pid(process);
		return -ESRCH;
	}
	return add_exemption(exempt, process, NULL);
}

static int add_cgroup(struct sct_exemptions *exempt, u64 id)
{
	struct cgroup *cgroup = cgroup_get_from_id(id);

	if (IS_ERR_OR_NULL(cgroup))
		return -ENOENT;
	return add_exemption(exempt, NULL, cgroup);
}

/**
 * sct_exempt_add - exempt one more, while the reader is there
 * @exempt: of the reader
 * @what: process or cgroup
 *
 * Return: 0; -EINVAL unknown kind; -ESRCH, -ENOENT no such; -ENOSPC too many.
 */
int sct_exempt_add(struct sct_exemptions *exempt, const struct sct_exempt *what)
{
	if (what->kind == SCT_EXEMPT_PID)
		return add_process(exempt, what->id);
	if (what->kind == SCT_EXEMPT_CGROUP)
		return add_cgroup(exempt, what->id);
	return -EINVAL;
}

static bool is_exempt(const struct sct_exemptions *exempt, struct pid *self,
		      struct cgroup *cgroup)
{
	for (u32 i = 0; i < exempt->count; i++) {
		if (exempt->of[i].process == self)
			return true;
		if (exempt->of[i].cgroup &&
		    cgroup_is_descendant(cgroup, exempt->of[i].cgroup))
			return true;
	}
	return false;
}

/* Has any reader exempted the caller? */
bool sct_is_exempt(void)
{
	struct sct_exemptions *exempt;
	bool found = false;

	rcu_read_lock();
	spin_lock(&exempt_lock);
	list_for_each_entry(exempt, &readers, node) {
		found = is_exempt(exempt, task_tgid(current),
				  task_dfl_cgroup(current));
		if (found)
			break;
	}
	spin_unlock(&exempt_lock);
	rcu_read_unlock();
	return found;
}
