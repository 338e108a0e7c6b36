/* SPDX-License-Identifier: GPL-2.0-only */
/* The tasks' stops, one after the other; trace.c. */
#ifndef RUN_TRACE_H
#define RUN_TRACE_H

#include "table.h"

/* Whose calls are judged, and how they come to a stop. */
struct run_mode {
	bool first_only;	/* just the command's or the attached tasks', not what they start */
	bool attached;		/* no filter: every call of theirs stops, by PTRACE_SYSCALL */
};

struct run_end {
	int status;		/* of the command, as wait() gives it */
	bool executed;		/* it became the command */
};

int run_trace_seize(pid_t pid, bool kill_on_exit);

/* @command: 0: there is none, but tasks that are attached */
struct run_end run_trace(const struct run_table *table, pid_t command,
			 const struct run_mode *mode);

/* attach.c */
void run_attach(pid_t pid, const struct run_mode *mode);
bool run_detach_wanted(void);

#endif /* RUN_TRACE_H */
