// SPDX-License-Identifier: GPL-2.0-only
/*
 * busy [-n N] [-w WARMUPS] [-r ROUNDS] COMMAND...: what a command costs the whole machine.
 *
 * For a VM with one CPU that counts instructions (see callcost.c).  The kernel
 * accounts to the nanosecond how long the CPU ran tasks, all of them together, and
 * not idle (/proc/schedstat).  The count goes on after the command's end until
 * the CPU idles, so that the work of those who read events is in it.  Some runs
 * first warm the caches, then ROUNDS are counted.
 *
 * Prints `instructions spread`: the median of the rounds, divided by N (requests
 * in a run), and the distance from the smallest to the largest in percent.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define NS_PER_INSN	2.0
#define MAX_ROUNDS	20
#define WINDOW_NS	100000000L	/* at rest: in such a time ... */
#define REST		0.05		/* ... no more than this part is busy */
#define WINDOWS		3000

static double busy_ns(void)
{
	/* The kernel adds up when it leaves a task: so leave this one. */
	struct timespec blink = { 0, 1000 };
	char text[4096], *at;
	double busy;
	ssize_t n;
	int fd;

	nanosleep(&blink, NULL);
	fd = open("/proc/schedstat", O_RDONLY);
	n = read(fd, text, sizeof(text) - 1);
	close(fd);
	text[n > 0 ? n : 0] = 0;
	at = strstr(text, "\ncpu0 ");
	if (!at || sscanf(at, "\ncpu0 %*s %*s %*s %*s %*s %*s %lf", &busy) != 1) {
		fprintf(stderr, "busy: no time of cpu0 in /proc/schedstat\n");
		exit(1);
	}
	return busy;
}

/* How busy the CPU had been when it came to rest. */
static double rest_ns(void)
{
	struct timespec window = { 0, WINDOW_NS };
	double before = busy_ns(), after;

	for (int i = 0; i < WINDOWS; i++) {
		nanosleep(&window, NULL);
		after = busy_ns();
		if (after - before < REST * WINDOW_NS)
			return before;
		before = after;
	}
	fprintf(stderr, "busy: the machine does not come to rest\n");
	exit(1);
}

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

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
	double found[MAX_ROUNDS], n = 1;
	int warmups = 2, rounds = 3, opt;

	while ((opt = getopt(argc, argv, "+n:w:r:")) != -1) {
		if (opt == 'n')
			n = atof(optarg);
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
		found[i] = run(argv + optind);
	qsort(found, rounds, sizeof(found[0]), by_value);
	printf("%.1f %.3f\n", found[rounds / 2] / n, (found[rounds - 1] - found[0]) / found[0] * 100);
	return 0;
}
