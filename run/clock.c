// SPDX-License-Identifier: GPL-2.0-only
/*
 * A clock that ticks while records wait for their reader.  A tick ends a wait for a task;
 * one that comes just before the wait begins is followed by another.
 */
#include <signal.h>
#include <stddef.h>
#include <sys/time.h>

#include "clock.h"

#define TICK_US	2000

static volatile sig_atomic_t ticked;
static bool runs;

static void tick(int signal)
{
	(void)signal;
	ticked = 1;
}

static void set_interval(long us)
{
	const struct itimerval every = {
		.it_interval.tv_usec = us, .it_value.tv_usec = us,
	};

	setitimer(ITIMER_REAL, &every, NULL);
}

void run_clock_start(void)
{
	struct sigaction on_tick = { .sa_handler = tick };

	if (runs)
		return;
	runs = true;
	sigaction(SIGALRM, &on_tick, NULL);
	set_interval(TICK_US);
}

void run_clock_stop(void)
{
	runs = false;
	set_interval(0);
}

/* Since this was asked last? */
bool run_clock_ticked(void)
{
	bool yes = ticked;

	ticked = 0;
	return yes;
}
