// SPDX-License-Identifier: GPL-2.0-only
/*
 * view_calls [-r]: makes the system calls that standard input lists, one a line:
 *
 *	NAME ABI NUMBER ARG...
 *
 * Each is made by a child that has NAME as its name (COMM); this process keeps
 * its own.  ABI is x86_64, ia32 (INT 0x80) or x32.  ARG is a decimal number; `s`, the string "arg1" for the first
 * argument; or `b` or `b=VALUE`, a buffer in which the number at byte n is
 * 100 + n, but the first one VALUE.  Prints NAME, ABI, NUMBER and the errno; with
 * -r what the kernel returned, or how the child ended instead.
 *
 * The calls are meant to be refused by rules, or to be harmless with their
 * arguments: all that is done here is that the child has no terminal.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "int80.h"

#define ARGS	6
#define X32_BIT	0x40000000

/* Below 4 GiB, where all ABIs can point to. */
struct memory {
	char text[ARGS][16];
	uint64_t words[16];
	volatile int returned;
	volatile long ret;
};

static struct memory *memory;
static bool print_values;

static long call32(long nr, const long *a)
{
#ifdef __x86_64__
	int args[ARGS];

	for (int i = 0; i < ARGS; i++)
		args[i] = a[i];
	return int80_six(nr, args);
#else
	int ret;

	errno = 0;
	ret = syscall(nr, a[0], a[1], a[2], a[3], a[4], a[5]);
	if (ret == -1)
		ret = -errno;
	return ret;
#endif
}

static long call64(long nr, const long *a)
{
	long ret = syscall(nr, a[0], a[1], a[2], a[3], a[4], a[5]);

	return ret == -1 ? -errno : ret;
}

/* Words of 32 bits for ia32, of 64 for the others. */
static void fill(int ia32, unsigned long first)
{
	uint32_t *half = (uint32_t *)memory->words;
	size_t i;

	for (i = 0; i < 16; i++)
		memory->words[i] = 100 + 8 * i;
	for (i = 0; ia32 && i < 32; i++)
		half[i] = 100 + 4 * i;
	if (first)
		memory->words[0] = first - 1;
}

static long argument(int i, const char *word, int ia32)
{
	if (word[0] == 's') {
		snprintf(memory->text[i], sizeof(memory->text[i]), "arg%d", i + 1);
		return (long)memory->text[i];
	}
	if (word[0] == 'b') {
		fill(ia32, word[1] == '=' ? strtoul(word + 2, NULL, 10) + 1 : 0);
		return (long)memory->words;
	}
	return strtoll(word, NULL, 10);
}

static bool is_prctl(const char *abi, long nr)
{
	return nr == (strcmp(abi, "ia32") ? SYS_prctl : 172);
}

/* By another call than the one to be made, whose rules would see that, too. */
static int set_name(const char *name, bool for_prctl)
{
	int fd, err;

	if (!for_prctl)
		return prctl(PR_SET_NAME, name);
	fd = open("/proc/self/comm", O_WRONLY);
	err = write(fd, name, strlen(name)) < 0;
	close(fd);
	return err;
}

/* In the child; the exit status is the errno, 0 if the call ran. */
static void make_call(const char *name, const char *abi, long nr, const long *a)
{
	long ret;

	alarm(5);
	setsid();
	if (set_name(name, is_prctl(abi, nr)))
		_exit(255);
	if (!strcmp(abi, "ia32"))
		ret = call32(nr, a);
	else
		ret = call64(nr | (strcmp(abi, "x32") ? 0 : X32_BIT), a);
	memory->ret = ret;
	memory->returned = 1;
	_exit(ret < 0 && ret > -255 ? -ret : 0);
}

static const char *error_of(int status)
{
	if (!WIFEXITED(status))
		return "died";
	return WEXITSTATUS(status) ? strerrorname_np(WEXITSTATUS(status)) : "ran";
}

static const char *value_of(int status)
{
	static char text[32];

	if (memory->returned)
		snprintf(text, sizeof(text), "%ld", memory->ret);
	else if (WIFEXITED(status))
		snprintf(text, sizeof(text), "exited:%d", WEXITSTATUS(status));
	else
		snprintf(text, sizeof(text), "signal:%d", WTERMSIG(status));
	return text;
}

static const char *outcome(pid_t child)
{
	int status;

	if (child < 0 || waitpid(child, &status, 0) != child)
		return "no-child";
	return print_values ? value_of(status) : error_of(status);
}

static int run_line(char *line)
{
	char *name = strtok(line, " \n");
	char *abi = strtok(NULL, " \n");
	char *nr = strtok(NULL, " \n");
	long a[ARGS] = { 0 };
	pid_t child;
	char *word;
	int i;

	if (!nr)
		return -1;
	for (i = 0; i < ARGS && (word = strtok(NULL, " \n")); i++)
		a[i] = argument(i, word, !strcmp(abi, "ia32"));
	fflush(stdout);
	memory->returned = 0;
	child = fork();
	if (!child)
		make_call(name, abi, atol(nr), a);
	printf("%s %s %s %s\n", name, abi, nr, outcome(child));
	return 0;
}

int main(int argc, char **argv)
{
	char line[256];

	print_values = argc == 2 && !strcmp(argv[1], "-r");
	memory = mmap((void *)0x10000000, sizeof(*memory), PROT_READ | PROT_WRITE,
		      MAP_SHARED | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
	if (memory == MAP_FAILED) {
		perror("view_calls");
		return 1;
	}
	while (fgets(line, sizeof(line), stdin)) {
		if (run_line(line)) {
			fprintf(stderr, "view_calls: not a call: %s", line);
			return 2;
		}
	}
	return 0;
}
