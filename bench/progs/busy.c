// SPDX-License-Identifier: GPL-2.0-only
/*
 * busy [-n N] [-b BASE] [-w WARMUPS] [-r ROUNDS] COMMAND...: what a command costs
 * the whole machine.
 *
 * The count goes on after the command's end until the CPU idles (machine.h), so
 * that the work of those who read events is in it.  Some runs first warm the
 * caches, then ROUNDS are counted.
 *
 * Prints `instructions spread`: the median of the rounds, without BASE (what does
 * not grow with N), divided by N (requests in a run), and the distance from the
 * smallest to the largest in percent.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "machine.h"

#define MAX_ROUNDS	20
static double run(char **argv)
{
	double start;
	int status;
	pid_t pid;

	rest_ns();
	start = busy_ns();
	pid = fork();
	if (!pid) {
		dup2(open("/tmp/busy.out", O_WRONLY | O_CREAT | O_TRUNC, 0600), 1);
		execvp(argv[0], argv);
		perror(argv[0]);
		_exit(127);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid || status) {
		fprintf(stderr, "busy: %s failed with status %#x\n", argv[0], status);
		exit(1);
	}
	return (rest_ns() - start) / NS_PER_INSN;
}

int main(int argc, char **argv)
{
	double found[MAX_ROUNDS], n = 1, base = 0;
	int warmups = 2, rounds = 3, opt;

	while ((opt = getopt(argc, argv, "+n:b:w:r:")) != -1) {
		if (opt == 'n')
			n = atof(optarg);
		else if (opt == 'b')
			base = atof(optarg);
		else if (opt == 'w')
			warmups = atoi(optarg);
		else if (opt == 'r')
			rounds = atoi(optarg);
		else
			return 2;
	}
	if (rounds < 1 || rounds > MAX_ROUNDS || optind == argc)
		return 2;
	while (warmups-- > 0)
		run(argv + optind);
	for (int i = 0; i < rounds; i++)
		found[i] = (run(argv + optind) - base) / n;
	qsort(found, rounds, sizeof(found[0]), by_value);
	printf("%.1f %.3f\n", found[rounds / 2], (found[rounds - 1] - found[0]) / found[0] * 100);
	return 0;
}
