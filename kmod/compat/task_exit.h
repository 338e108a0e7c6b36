/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The tracepoint at which a task ends, in that task: sched_process_exit.  It is not
 * exported, but can be found by name.  Since 6.16 it also says whether it was the
 * last one of its process.
 */
#ifndef SCT_COMPAT_TASK_EXIT_H
#define SCT_COMPAT_TASK_EXIT_H

#include <linux/string.h>
#include <linux/tracepoint.h>

struct task_struct;

/* To be defined by who includes this; must not sleep. */
static void sct_task_ends(struct task_struct *task);

#ifdef HAVE_EXIT_TELLS_GROUP_DEAD
static void sct_task_exit(void *data, struct task_struct *task, bool group_dead)
{
	sct_task_ends(task);
}
#else
static void sct_task_exit(void *data, struct task_struct *task)
{
	sct_task_ends(task);
}
#endif

static inline void sct_task_exit_found(struct tracepoint *point, void *found)
{
	if (!strcmp(point->name, "sched_process_exit"))
		*(struct tracepoint **)found = point;
}

/* Return: NULL in a kernel without tracepoints. */
static inline struct tracepoint *sct_task_exit_point(void)
{
	struct tracepoint *found = NULL;

	for_each_kernel_tracepoint(sct_task_exit_found, &found);
	return found;
}

#endif /* SCT_COMPAT_TASK_EXIT_H */
