/* SPDX-License-Identifier: GPL-2.0-only */
/* What happens to a task beside its calls, as records; change.c. */
#ifndef RUN_CHANGE_H
#define RUN_CHANGE_H

#include <stdbool.h>
#include <sys/types.h>

/* Whether such records are made. */
extern bool run_changes_told;

void run_change_seen(pid_t tid);
void run_change_ended(pid_t tid, int status);
void run_change_signalled(pid_t tid, int signal);
void run_change_stopped(pid_t tid, int signal);

#endif /* RUN_CHANGE_H */
