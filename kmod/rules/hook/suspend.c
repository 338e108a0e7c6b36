// SPDX-License-Identifier: GPL-2.0-only
/*
 * SUSPEND without a deadline: the caller stops before its call runs; SIGCONT lets it go on.
 * (With one, somebody is asked: ask.c.)
 *
 * A task can stop only on its way to user mode.  So it gets a SIGSTOP and the
 * call "is interrupted, restart it": after SIGCONT the same instruction makes
 * the same call again, and the same rule matches again.  That time it must let
 * the call pass, or the task would stop for ever.  A mark says so: one per
 * task, made when the task is stopped and used up by the repetition.
 *
 * A signal handler may run in between and make calls of its own; the mark is
 * good only for the same instruction with the same stack and arguments.  Marks
 * of tasks that died stopped are swept when new ones are made.
 */
#include <linux/errno.h>
#include <linux/list.h>
#include <linux/pid.h>
#include <linux/sched/signal.h>
#include <linux/sched/task_stack.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

#include "hook/suspend.h"

struct mark {
	struct list_head node;
	struct pid *task;
	unsigned long ip;
	unsigned long sp;
	u64 arg[SCT_MAX_PARAMS];
	u16 nr;
	u8 abi;
};

static LIST_HEAD(marks);
static DEFINE_SPINLOCK(marks_lock);

static void mark_fill(struct mark *mark, const struct sct_call *call)
{
	struct pt_regs *regs = task_pt_regs(current);

	mark->task = task_pid(current);
	mark->ip = instruction_pointer(regs);
	mark->sp = user_stack_pointer(regs);
	mark->nr = call->nr;
	mark->abi = call->abi;
	for (u8 i = 0; i < SCT_MAX_PARAMS; i++)
		mark->arg[i] = sct_call_arg(call->regs, call->abi, i);
}

static bool mark_same(const struct mark *a, const struct mark *b)
{
	return a->ip == b->ip && a->sp == b->sp && a->nr == b->nr &&
	       a->abi == b->abi && !memcmp(a->arg, b->arg, sizeof(a->arg));
}

static void mark_free(struct mark *mark)
{
	list_del(&mark->node);
	put_pid(mark->task);
	kfree(mark);
}

/* Drops the marks of dead tasks and an old one of this task. */
static void sweep_marks(const struct pid *self)
{
	struct mark *mark, *next;

	list_for_each_entry_safe(mark, next, &marks, node) {
		if (mark->task == self || !pid_has_task(mark->task, PIDTYPE_PID))
			mark_free(mark);
	}
}

/**
 * sct_suspend - stop the calling process before its call
 * @call: the call
 *
 * Return: what the call is to return: never seen by user space.
 */
long sct_suspend(const struct sct_call *call)
{
	struct mark *mark = kmalloc(sizeof(*mark), GFP_NOWAIT | __GFP_NOWARN);

	/* Without the mark it could not go on: the call fails instead. */
	if (!mark)
		return -ENOMEM;
	mark_fill(mark, call);
	get_pid(mark->task);
	spin_lock(&marks_lock);
	sweep_marks(mark->task);
	list_add(&mark->node, &marks);
	spin_unlock(&marks_lock);
	send_sig(SIGSTOP, current, 1);
	return -ERESTARTNOINTR;
}

/**
 * sct_suspend_over - is this the repetition of a call that was stopped?
 * @call: the call
 *
 * Uses up the mark.
 */
bool sct_suspend_over(const struct sct_call *call)
{
	struct mark self, *mark;
	bool over = false;

	mark_fill(&self, call);
	spin_lock(&marks_lock);
	list_for_each_entry(mark, &marks, node) {
		if (mark->task == self.task && mark_same(mark, &self)) {
			mark_free(mark);
			over = true;
			break;
		}
	}
	spin_unlock(&marks_lock);
	return over;
}

void sct_suspend_exit(void)
{
	struct mark *mark, *next;

	list_for_each_entry_safe(mark, next, &marks, node)
		mark_free(mark);
}
