// SPDX-License-Identifier: GPL-2.0-only
/*
 * run_tricks NAME ARGUMENT...: ways to run a program that the shell does not know, see
 * bypass/run/.  The last argument is what the program gets as its own.  As `run_tricks
 * touch FILE` it is a program to be run itself: it makes the file, and needs no library.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "trick_list.h"

static int fail(const char *what)
{
	perror(what);
	return 1;
}

/* The program, which may be this one. */
static char **words(char *last)
{
	static char *argv[4] = { "run_tricks", "touch" };

	argv[2] = last;
	return argv;
}

static int touch(char **arg)
{
	return open(arg[0], O_CREAT | O_WRONLY, 0666) < 0 ? fail(arg[0]) : 0;
}

static int run_at(int dir, const char *name, char *last, int flags)
{
	syscall(SYS_execveat, dir, name, words(last), environ, flags);
	return fail("execveat");
}

static int plain(char **arg)
{
	execve(arg[0], words(arg[1]), environ);
	return fail("execve");
}

static int dirfd_run(char **arg)
{
	return run_at(open(arg[0], O_PATH | O_DIRECTORY), arg[1], arg[2], 0);
}

static int empty_path(char **arg)
{
	return run_at(open(arg[0], O_PATH), "", arg[1], AT_EMPTY_PATH);
}

static int by_fd(char **arg)
{
	fexecve(open(arg[0], O_RDONLY), words(arg[1]), environ);
	return fail("fexecve");
}

static int old_fd(char **arg)
{
	fexecve(atoi(arg[0]), words(arg[1]), environ);
	return fail("fexecve");
}

static int in_root(char **arg)
{
	if (chroot(arg[0]) || chdir("/"))
		return fail("chroot");
	execve(arg[1], words(arg[2]), environ);
	return fail("execve");
}

/* OPEN_TREE_CLONE */
static int detached(char **arg)
{
	return run_at(syscall(428, AT_FDCWD, arg[0], 1 | O_CLOEXEC), arg[1], arg[2], 0);
}

static int handle(char **arg)
{
	struct {
		struct file_handle handle;
		char bytes[128];
	} h = { .handle.handle_bytes = sizeof(h.bytes) };
	int mount_id, dir = open(arg[0], O_RDONLY | O_DIRECTORY);

	if (name_to_handle_at(dir, arg[1], &h.handle, &mount_id, 0))
		return fail("name_to_handle_at");
	return run_at(open_by_handle_at(dir, &h.handle, O_PATH), "", arg[2],
		      AT_EMPTY_PATH);
}

static int spawned(char **arg)
{
	pid_t child;

	if (posix_spawn(&child, arg[0], NULL, NULL, words(arg[1]), environ))
		return fail("posix_spawn");
	return waitpid(child, NULL, 0) < 0;
}

static const struct trick all[] = {
	{ "touch", 1, touch },		{ "plain", 2, plain },
	{ "dirfd", 3, dirfd_run },	{ "empty_path", 2, empty_path },
	{ "by_fd", 2, by_fd },		{ "old_fd", 2, old_fd },
	{ "chroot", 3, in_root },	{ "detached", 3, detached },
	{ "handle", 3, handle },	{ "spawn", 2, spawned },
};

int main(int argc, char **argv)
{
	return run_trick(all, sizeof(all) / sizeof(*all), argc, argv);
}
