// SPDX-License-Identifier: GPL-2.0-only
/*
 * getppids NAME: a process of that name that asks for its parent as fast as it can until
 * SIGTERM; then prints how often it has asked and how often it got an answer.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static volatile sig_atomic_t stop;

static void on_term(int signal)
{
	(void)signal;
	stop = 1;
}

int main(int argc, char **argv)
{
	unsigned long asked = 0, answered = 0;

	if (argc != 2) {
		fprintf(stderr, "usage: getppids NAME\n");
		return 2;
	}
	prctl(PR_SET_NAME, argv[1]);
	signal(SIGTERM, on_term);
	while (!stop) {
		asked++;
		answered += syscall(SYS_getppid) != -1;
	}
	printf("%lu %lu\n", asked, answered);
	return 0;
}
