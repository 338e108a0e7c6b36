/* SPDX-License-Identifier: GPL-2.0-only */
/* What the rules say of a call, before and after it; judge.c. */
#ifndef RUN_JUDGE_H
#define RUN_JUDGE_H

#include "table.h"
#include "task.h"

enum run_verdict {
	RUN_LET,		/* the call runs, and nobody asks what came of it */
	RUN_AND_ASK,		/* it runs, and run_judge_after() is asked */
	RUN_DENY,		/* it does not run: ruling.ret */
	RUN_ASKED,		/* its caller stays where he is until question.c settles it */
	RUN_SUSPEND,		/* it is made again after SIGSTOP and SIGCONT */
};

struct run_ruling {
	enum run_verdict verdict;
	int ret;
	int signal;		/* KILL: for the caller, or 0 */
};

struct run_counts {
	u64 calls;
	u64 events;
	u64 denied;
	u64 killed;
	u64 suspended;
};

extern struct run_counts run_counts;

/* Of a call that has waited: what a verdict of somebody, or of the rule's default, means. */
struct run_ruling run_ruling_of(u8 verdict, int error, int signal);

struct run_ruling run_judge_before(const struct run_table *table, struct run_task *task);
void run_judge_after(const struct run_table *table, struct run_task *task, s64 retval);

#endif /* RUN_JUDGE_H */
