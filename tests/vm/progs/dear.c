// SPDX-License-Identifier: GPL-2.0-only
/*
 * Rules that are too dear.
 *
 *	dear upload TABLE	uploads what the compiler refuses: a table with rules on
 *				unlink and on rmdir, of which all are put on unlink.
 *				Prints the errno, whether it is for the cost, the call
 *				(ABI:NUMBER), and whether its cost is over the budget.
 *	dear killed UNIT BEGIN	how long an unlink() takes, in instructions, whose path
 *				is as long as one may be (see worst.c), and how long
 *				its caller lives on who is killed at a quarter of that.
 */
#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "sct_abi.h"
#include "upload.h"

#define NS_PER_INSN	2

static int by_call(const void *one, const void *other)
{
	const struct sct_binding *a = one, *b = other;

	return a->abi != b->abi ? a->abi - b->abi :
	       a->nr != b->nr ? a->nr - b->nr :
	       a->rule != b->rule ? (int)a->rule - (int)b->rule :
				    (int)a->view - (int)b->view;
}

static int upload(const char *path)
{
	struct sct_upload file = upload_of_file(path);
	char *table = malloc(file.table_size);
	struct sct_section of;
	struct sct_binding *b;
	int ctrl = open("/dev/" SCT_CTRL_DEVICE, O_RDWR);

	if (!table || ctrl < 0)
		err(2, "/dev/" SCT_CTRL_DEVICE);
	memcpy(table, (const void *)(uintptr_t)file.table, file.table_size);
	file.table = (uintptr_t)table;
	of = ((struct sct_table *)table)->bindings;
	b = (void *)(table + of.off);
	for (uint32_t i = 0; i < of.count; i++)
		if (b[i].abi == SCT_ABI_X86_64 && b[i].nr == SYS_rmdir)
			b[i].nr = SYS_unlink;
	qsort(b, of.count, sizeof(*b), by_call);
	if (!upload_table(ctrl, &file)) {
		puts("success");
		return 0;
	}
	printf("%s %s %u:%u %s\n", strerrorname_np(errno),
	       file.error == SCT_E_COST ? "COST" : "for another reason", file.abi, file.nr,
	       file.cost > SCT_MAX_COST ? "over" : "within");
	return 0;
}

static int64_t now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * 1000000000ll + ts.tv_nsec;
}

/* A timer that is in the task's own way: it interrupts its call. */
static void die_in(int64_t ns)
{
	struct sigevent kill = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGKILL };
	struct itimerspec at = { .it_value = { ns / 1000000000, ns % 1000000000 } };
	timer_t timer;

	if (timer_create(CLOCK_MONOTONIC, &kill, &timer) ||
	    timer_settime(timer, 0, &at, NULL))
		err(2, "timer");
}

/* How long a child lives that calls unlink(), and is killed in @kill_ns if not 0. */
static int64_t unlink_of_child(const char *path, int64_t kill_ns)
{
	int64_t *start = mmap(NULL, sizeof(*start), PROT_READ | PROT_WRITE,
			      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	int64_t took;
	int status;
	pid_t pid;

	if (start == MAP_FAILED)
		err(2, "mmap");
	pid = fork();
	if (!pid) {
		*start = now();
		if (kill_ns)
			die_in(kill_ns);
		unlink(path);
		_exit(0);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid)
		err(2, "fork");
	took = now() - *start;
	if (kill_ns ? !WIFSIGNALED(status) || WTERMSIG(status) != SIGKILL : status)
		errx(1, "the caller ended with status %#x", status);
	return took;
}

static int killed(const char *unit, const char *begin)
{
	static char path[4096];
	size_t begin_len = strlen(begin), len = strlen(unit);
	int64_t full, rest;

	if (!len || begin_len >= sizeof(path))
		return 2;
	memcpy(path, begin, begin_len);
	for (size_t i = begin_len; i < sizeof(path) - 1; i++)
		path[i] = unit[(i - begin_len) % len];
	full = unlink_of_child(path, 0);
	rest = unlink_of_child(path, full / 4) - full / 4;
	printf("%lld %lld\n", (long long)full / NS_PER_INSN, (long long)rest / NS_PER_INSN);
	return 0;
}

int main(int argc, char **argv)
{
	if (argc == 3 && !strcmp(argv[1], "upload"))
		return upload(argv[2]);
	if (argc == 4 && !strcmp(argv[1], "killed"))
		return killed(argv[2], argv[3]);
	fprintf(stderr, "usage: dear upload TABLE | dear killed UNIT BEGIN\n");
	return 2;
}
