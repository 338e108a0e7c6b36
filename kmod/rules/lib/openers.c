// SPDX-License-Identifier: GPL-2.0-only
/*
 * Who has a device open: the process that opened it, until the file is closed
 * for good, wherever it was handed on to.
 *
 * Asked only when a rule has matched, so a list is good enough: there are few
 * openers.
 */
#include <linux/pid.h>
#include <linux/spinlock.h>

#include "lib/openers.h"

struct hlist_head sct_openers[SCT_OPENED];
static DEFINE_SPINLOCK(openers_lock);

void sct_opener_add(struct sct_opener *opener, unsigned int device)
{
	opener->process = get_pid(task_tgid(current));
	spin_lock(&openers_lock);
	hlist_add_head_rcu(&opener->node, &sct_openers[device]);
	spin_unlock(&openers_lock);
}

/* The opener may be freed after an RCU grace period. */
void sct_opener_del(struct sct_opener *opener)
{
	spin_lock(&openers_lock);
	hlist_del_rcu(&opener->node);
	spin_unlock(&openers_lock);
	put_pid(opener->process);
}

/* How many files of @device are open; right for a moment. */
u32 sct_opener_count(unsigned int device)
{
	const struct sct_opener *opener;
	u32 n = 0;

	rcu_read_lock();
	hlist_for_each_entry_rcu(opener, &sct_openers[device], node)
		n++;
	rcu_read_unlock();
	return n;
}
