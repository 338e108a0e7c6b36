// SPDX-License-Identifier: GPL-2.0-only
/*
 * worst UNIT [BEGIN]: what an unlink() costs, in instructions, whose path is as long
 * as one may be: BEGIN, then UNIT over and over.  There is no such file.
 *
 * For a VM that counts (ICOUNT=1), see percall.c.  Of several calls the cheapest
 * counts: the timer's ticks fall into the others.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define NS_PER_INSN	2.0
#define RUNS		5

static double now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * 1e9 + ts.tv_nsec;
}

int main(int argc, char **argv)
{
	static char path[4096];
	const char *begin = argc == 3 ? argv[2] : "";
	size_t begin_len = strlen(begin), len;
	double least = 0;

	if (argc < 2 || argc > 3 || !*argv[1] || begin_len >= sizeof(path))
		return 2;
	len = strlen(argv[1]);
	memcpy(path, begin, begin_len);
	for (size_t i = begin_len; i < sizeof(path) - 1; i++)
		path[i] = argv[1][(i - begin_len) % len];
	for (int i = 0; i < RUNS; i++) {
		double took, start = now();

		unlink(path);
		took = now() - start;
		if (!i || took < least)
			least = took;
	}
	printf("%.0f\n", least / NS_PER_INSN);
	return 0;
}
