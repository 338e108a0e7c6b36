/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Strings at the edge of readable memory, for the programs that try what is read
 * of them.
 */
#ifndef EDGE_H
#define EDGE_H

#include "values.h"

static char *edge;	/* the last byte of readable memory, plus 1 */
static char source[2 * 4096];

/* Before the child is forked. */
static void fill_memory(void)
{
	size_t page = sysconf(_SC_PAGESIZE);

	edge = mmap(NULL, 4 * page, PROT_READ | PROT_WRITE,
		    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (edge == MAP_FAILED || mprotect(edge + 3 * page, page, PROT_NONE))
		die("mmap");
	edge += 3 * page;
	for (size_t i = 0; i < sizeof(source); i++)
		source[i] = 'a' + i * 7 % 26;
}

/* A string of that length whose NUL is @before_edge bytes before the edge. */
static void put_text(int n, const char *text, uint32_t len, uint32_t before_edge)
{
	char *at = edge - before_edge - 1 - len;

	memcpy(at, text, len);
	at[len] = 0;
	memset(at + len + 1, '#', before_edge);
	shared->number[n] = (long)at;
}

static long do_renameat(void)
{
	return answer(syscall(__NR_renameat, -1, shared->number[0], -1,
			      shared->number[1]));
}

#endif /* EDGE_H */
