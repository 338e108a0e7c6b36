// SPDX-License-Identifier: GPL-2.0-only
/*
 * worst UNIT [BEGIN]: what an unlink() costs, in instructions, whose path is as long
 * as one may be: BEGIN, then UNIT over and over.  There is no such file.
 * worst -e LENGTH UNIT [BEGIN]: the error of one with a path of that length.
 *
 * For a VM that counts (ICOUNT=1), see percall.c.  Of several calls the cheapest
 * counts: the timer's ticks fall into the others.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
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
	size_t path_len = sizeof(path) - 1, begin_len, len;
	bool error = argc > 3 && !strcmp(argv[1], "-e");
	const char *begin;
	double least = 0;

	if (error) {
		path_len = atoi(argv[2]);
		argc -= 2;
		argv += 2;
	}
	begin = argc == 3 ? argv[2] : "";
	begin_len = strlen(begin);
	if (argc < 2 || argc > 3 || !*argv[1] || path_len >= sizeof(path) || begin_len >= path_len)
		return 2;
	len = strlen(argv[1]);
	memcpy(path, begin, begin_len);
	for (size_t i = begin_len; i < path_len; i++)
		path[i] = argv[1][(i - begin_len) % len];
	if (error) {
		puts(unlink(path) ? strerrorname_np(errno) : "success");
		return 0;
	}
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
