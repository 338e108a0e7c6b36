// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tries to start a program that is not there, with lists of any length.
 *
 *	exec_lists execve|execveat PATH ARGV ENVP
 *
 * A list is its strings with a comma between; "TEXT*N" is N of them, "TEXT^N" is one
 * with N times 'x' before it, "TEXT~N" behind it; "NULL" is no list, "none" an empty one, "bad" one whose
 * second string cannot be read.  Prints the error, and how long it took in ms on stderr.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static void *need(void *p)
{
	if (!p) {
		perror("exec_lists");
		exit(2);
	}
	return p;
}

/* TEXT with so many x before and behind it. */
static char *padded(const char *text, size_t before, size_t behind)
{
	size_t len = strlen(text);
	char *s = need(calloc(1, before + len + behind + 1));

	memset(s, 'x', before + len + behind);
	memcpy(s + before, text, len);
	return s;
}

/* Cuts the number off that follows the letter; else it is @none. */
static size_t number(char *word, char letter, size_t none)
{
	char *at = strrchr(word, letter);

	if (!at)
		return none;
	*at = 0;
	return strtoul(at + 1, NULL, 10);
}

static char **list_of(char *spec)
{
	size_t room = 2, n = 0;
	char **list = need(calloc(room, sizeof(*list)));
	char *rest = NULL;

	if (!strcmp(spec, "NULL"))
		return NULL;
	if (!strcmp(spec, "none"))
		return list;
	if (!strcmp(spec, "bad")) {
		list = need(calloc(3, sizeof(*list)));
		list[0] = "good";
		list[1] = (char *)8;
		return list;
	}
	/* strsep() keeps empty strings. */
	for (rest = spec; rest;) {
		char *word = strsep(&rest, ",");
		size_t count = number(word, '*', 1);
		size_t before = number(word, '^', 0), behind = number(word, '~', 0);

		word = padded(word, before, behind);
		list = need(realloc(list, (room += count) * sizeof(*list)));
		while (count--)
			list[n++] = word;
		list[n] = NULL;
	}
	return list;
}

int main(int argc, char **argv)
{
	struct timespec start, end;
	char **args, **env;

	if (argc != 5)
		return 2;
	args = list_of(argv[3]);
	env = list_of(argv[4]);
	clock_gettime(CLOCK_MONOTONIC, &start);
	if (!strcmp(argv[1], "execveat"))
		syscall(SYS_execveat, AT_FDCWD, argv[2], args, env, 0);
	else
		syscall(SYS_execve, argv[2], args, env);
	printf("%s\n", strerrorname_np(errno));
	clock_gettime(CLOCK_MONOTONIC, &end);
	fprintf(stderr, "%ld ms\n", (long)(end.tv_sec - start.tv_sec) * 1000 +
		(end.tv_nsec - start.tv_nsec) / 1000000);
	return 0;
}
