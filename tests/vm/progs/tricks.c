// SPDX-License-Identifier: GPL-2.0-only
/*
 * tricks NAME ARGUMENT...: what the shell cannot do to remove a file, see bypass/.
 * The verdict is not this program's: the object is looked at afterwards.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "trick_list.h"
#include "uring.h"

#ifndef RENAME_EXCHANGE
#define RENAME_EXCHANGE 2
#endif
#define TRY_SECONDS 5

static int fail(const char *what)
{
	perror(what);
	return 1;
}

static int plain_unlink(char **arg)
{
	return syscall(SYS_unlink, arg[0]) ? fail("unlink") : 0;
}

static int by_dirfd(char **arg)
{
	int dir = open(arg[0], O_PATH | O_DIRECTORY);

	return dir < 0 || unlinkat(dir, arg[1], 0) ? fail("unlinkat") : 0;
}

static int by_chroot(char **arg)
{
	if (chroot(arg[0]) || chdir("/"))
		return fail("chroot");
	return unlink(arg[1]) ? fail("unlink") : 0;
}

static int exchange(char **arg)
{
	return syscall(SYS_renameat2, AT_FDCWD, arg[0], AT_FDCWD, arg[1],
		       RENAME_EXCHANGE) ? fail("renameat2") : 0;
}

/* OPEN_TREE_CLONE */
static int detached(char **arg)
{
	int tree = syscall(428, AT_FDCWD, arg[0], 1 | O_CLOEXEC);

	if (tree < 0)
		return fail("open_tree");
	return unlinkat(tree, arg[1], 0) ? fail("unlinkat") : 0;
}

/* One IORING_OP_UNLINKAT, done by a worker of the ring. */
static int unlink_by_ring(char **arg)
{
	const struct io_uring_sqe sqe = {
		.opcode = IORING_OP_UNLINKAT, .flags = IOSQE_ASYNC,
		.fd = AT_FDCWD, .addr = (uintptr_t)arg[0],
	};

	return uring(&sqe, 0);
}

static volatile bool stop;
static char *volatile shared;
static char *names[2];

static bool late(const struct timespec *from)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec - from->tv_sec >= TRY_SECONDS;
}

static void *swapper(void *unused)
{
	while (!stop) {
		strcpy(shared, names[0]);
		strcpy(shared, names[1]);
	}
	return unused;
}

static void put_back(const char *name)
{
	int fd = open(name, O_CREAT | O_WRONLY, 0644);

	if (fd >= 0)
		close(fd);
}

/* The string names a harmless file and the victim by turns, of another thread. */
static int swap(char **arg)
{
	struct timespec from;
	pthread_t thread;

	names[0] = arg[0];
	names[1] = arg[1];
	shared = calloc(1, 8192);
	strcpy(shared, names[0]);
	clock_gettime(CLOCK_MONOTONIC, &from);
	pthread_create(&thread, NULL, swapper, NULL);
	while (!late(&from) && !access(arg[1], F_OK)) {
		unlink(shared);
		put_back(arg[0]);
	}
	stop = true;
	pthread_join(thread, NULL);
	return 0;
}

/* A link leads to a harmless directory and to the victim's by turns. */
static int flip(char **arg)
{
	char link[4096], other[4096], file[8192], harmless[8192], victim[8192];
	struct timespec from;
	pid_t child;

	snprintf(link, sizeof(link), "%s.link", arg[0]);
	snprintf(other, sizeof(other), "%s.other", arg[0]);
	snprintf(file, sizeof(file), "%s/%s", link, arg[2]);
	snprintf(harmless, sizeof(harmless), "%s/%s", arg[0], arg[2]);
	snprintf(victim, sizeof(victim), "%s/%s", arg[1], arg[2]);
	if (symlink(arg[0], link) || symlink(arg[1], other))
		return fail("symlink");
	child = fork();
	if (!child) {
		for (;;)
			syscall(SYS_renameat2, AT_FDCWD, link, AT_FDCWD, other,
				RENAME_EXCHANGE);
	}
	clock_gettime(CLOCK_MONOTONIC, &from);
	while (!late(&from) && !access(victim, F_OK)) {
		put_back(harmless);
		unlink(file);
	}
	kill(child, 9);
	waitpid(child, NULL, 0);
	return 0;
}

static const struct trick all[] = {
	{ "unlink", 1, plain_unlink },	{ "dirfd", 2, by_dirfd },
	{ "chroot", 2, by_chroot },	{ "exchange", 2, exchange },
	{ "detached", 2, detached },	{ "uring", 1, unlink_by_ring },
	{ "swap", 2, swap },		{ "flip", 3, flip },
};

int main(int argc, char **argv)
{
	return run_trick(all, sizeof(all) / sizeof(*all), argc, argv);
}
