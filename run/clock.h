/* SPDX-License-Identifier: GPL-2.0-only */
/* A clock that ticks while records wait for their reader; clock.c. */
#ifndef RUN_CLOCK_H
#define RUN_CLOCK_H

#include <stdbool.h>

void run_clock_start(void);
void run_clock_stop(void);
bool run_clock_ticked(void);

#endif /* RUN_CLOCK_H */
