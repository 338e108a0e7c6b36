// SPDX-License-Identifier: GPL-2.0-only
/* The tracepoint sched_process_exit: since 6.16 with a second argument. */
#include <trace/events/sched.h>

static void look_on(void *data, struct task_struct *task, bool group_dead)
{
}

void probe(void);
void probe(void)
{
	check_trace_callback_type_sched_process_exit(look_on);
}
