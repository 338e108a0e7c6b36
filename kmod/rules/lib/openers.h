/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SCT_OPENERS_H
#define SCT_OPENERS_H

#include <linux/preempt.h>
#include <linux/rculist.h>
#include <linux/sched/signal.h>
#include <linux/types.h>

#define SCT_OPENED_CTRL	0
#define SCT_OPENED_LOG	1
#define SCT_OPENED	2

/* Lives in what the open file has as private data. */
struct sct_opener {
	struct hlist_node node;
	struct pid *process;
};

void sct_opener_add(struct sct_opener *opener, unsigned int device);
void sct_opener_del(struct sct_opener *opener);
u32 sct_opener_count(unsigned int device);

/* openers.c; changed under its lock */
extern struct hlist_head sct_openers[SCT_OPENED];

/*
 * Has that process opened @device, one of SCT_OPENED_*?  It is only compared.
 *
 * Without preemption it is in a read section of RCU, and without two calls.
 */
static inline bool sct_process_has_open(unsigned int device, const struct pid *process)
{
	const struct sct_opener *opener;
	bool found = false;

	if (hlist_empty(&sct_openers[device]))
		return false;
	preempt_disable();
	hlist_for_each_entry_rcu(opener, &sct_openers[device], node,
				 rcu_read_lock_sched_held()) {
		found = opener->process == process;
		if (found)
			break;
	}
	preempt_enable();
	return found;
}

/* Has the calling process? */
static inline bool sct_has_open(unsigned int device)
{
	return sct_process_has_open(device, task_tgid(current));
}

#endif /* SCT_OPENERS_H */
