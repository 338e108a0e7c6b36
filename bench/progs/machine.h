/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the machine executed: for a VM with one CPU whose clock advances by 2 ns per
 * instruction, whatever the host does (tests/vm/run with ICOUNT=1).  The kernel
 * accounts to the nanosecond how long the CPU ran tasks, all of them together, and
 * did not idle (/proc/schedstat).
 */
#ifndef BENCH_MACHINE_H
#define BENCH_MACHINE_H

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define NS_PER_INSN	2.0
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
		fprintf(stderr, "bench: no time of cpu0 in /proc/schedstat\n");
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
	fprintf(stderr, "bench: the machine does not come to rest\n");
	exit(1);
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

#endif /* BENCH_MACHINE_H */
