/* SPDX-License-Identifier: GPL-2.0-only */
/* The tasks' stops, one after the other; trace.c. */
#ifndef RUN_TRACE_H
#define RUN_TRACE_H

#include "table.h"

struct run_end {
	int status;		/* of the command, as wait() gives it */
	bool executed;		/* it became the command */
};

int run_trace_seize(pid_t pid, bool kill_on_exit);
struct run_end run_trace(const struct run_table *table, pid_t command);

#endif /* RUN_TRACE_H */
