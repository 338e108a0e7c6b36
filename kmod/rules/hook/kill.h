/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SCT_KILL_H
#define SCT_KILL_H

#include <linux/sched/signal.h>

#include "event/deliver.h"

/*
 * A task that is killed does not wait: if it has to, it is killed after that.  A thread of
 * the kernel (nfsd's) does what others asked for: that has been refused, and it goes on.
 */
static inline void sct_kill_caller(const struct sct_call *call, int signal)
{
	if (current->flags & PF_KTHREAD)
		return;
	if (call->wait)
		sct_deliver_signal(call->wait, signal);
	else
		send_sig(signal, current, 1);
}

#endif /* SCT_KILL_H */
