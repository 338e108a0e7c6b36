/* SPDX-License-Identifier: GPL-2.0-only */
/* The tasks that are followed, and what /proc tells of them. */
#ifndef RUN_TASK_H
#define RUN_TASK_H

#include <sys/types.h>

#include "call/call.h"

/* Where a task is between two of its stops. */
enum run_stage {
	RUN_FREE,		/* it runs, and nothing is owed at its next stop */
	RUN_IN_CALL,		/* its call runs; it is judged again when it returns */
	RUN_HELD,		/* its call runs with copies of its strings (hold.c) */
	RUN_WAITS,		/* it stands at its call: somebody has been asked (question.c) */
	RUN_SUSPENDS,		/* its call was skipped, to be made again after SIGCONT */
};

/* A call that SUSPEND has stopped; it comes again and is let through then. */
struct run_mark {
	bool set;
	u32 call;
	u64 ip;
	u64 sp;
	struct pt_regs regs;
};

struct run_task {
	struct run_task *next;		/* in its bucket */
	pid_t tid;
	pid_t tgid;			/* 0: not asked yet */
	enum run_stage stage;
	int comm;			/* /proc/TID/comm, or -1 */
	bool uid_known;
	u32 uid;
	u32 call_index;			/* of the call that it is in */
	u64 ip;				/* likewise */
	u64 sp;
	bool late;			/* IN_CALL: it has become another program */
	bool is_new;			/* so it has, and its memory is not prepared */
	bool unjudged;			/* it is followed only because its calls stop */
	u8 held;			/* bit per register that hold.c has replaced, */
	u16 hold_slot[SCT_MAX_PARAMS];	/* by this copy */
	struct pt_regs regs;
	struct run_mark mark;
	struct sct_call call;		/* valid while IN_CALL, WAITS */
};

extern struct run_task *run_current;

struct run_task *run_task_find(pid_t tid);
struct run_task *run_task_get(pid_t tid);
void run_task_drop(struct run_task *task);
void run_task_each(void (*visit)(struct run_task *task));
void run_task_rename(struct run_task *task, pid_t tid);
u32 run_task_count(void);
u32 run_task_most(void);
void run_task_ids_change(struct run_task *task);

/* Return: the bytes read into @buf, NUL-terminated; -1. */
long run_read_proc(pid_t tid, const char *name, char *buf, size_t size);
long run_read_comm(struct run_task *task, char *buf, size_t size);
/* What yama lets trace, 0 to 3; -1 where it is not there. */
int run_ptrace_scope(void);

s64 run_status_id(pid_t tid, const char *field, unsigned int column);

#endif /* RUN_TASK_H */
