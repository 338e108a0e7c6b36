/* SPDX-License-Identifier: GPL-2.0-only */
/* Strings that a rule has read stay what they were until the call is over; hold.c. */
#ifndef RUN_HOLD_H
#define RUN_HOLD_H

#include "table.h"
#include "task.h"

/* Where the copies are in each followed process: below what 32-bit pointers reach. */
#define RUN_HOLD_BASE		0x20000000u
#define RUN_HOLD_SIZE		(16u << 20)
#define RUN_HOLD_END		(RUN_HOLD_BASE + RUN_HOLD_SIZE)

/* A call that no kernel has; the filter asks the supervisor for a descriptor then. */
#define RUN_HOLD_NR		1023

/* In what the filter returns with a stop, beside the ABI: it may be about the copies. */
#define RUN_HOLD_SEALED		0x100u

const char *run_hold_open(pid_t command, int listener);
bool run_hold_is_on(void);

/* Return: 0; 1: the task has died, with *status; -1: it cannot be done */
int run_hold_map(struct run_task *task, int *status);
int run_hold_begin(struct run_task *task, const struct run_rules *rules);
void run_hold_end(struct run_task *task, bool restore);
bool run_hold_allows(u32 call, const struct pt_regs *regs);

#endif /* RUN_HOLD_H */
