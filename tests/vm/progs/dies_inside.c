// SPDX-License-Identifier: GPL-2.0-only
/*
 * dies_inside ABI [TIMES]: a process that ends inside of a system call: reboot() of
 * the first process of a pid namespace does not return, it ends its caller.
 * TIMES processes one after the other, each in a namespace of its own.  ABI: x86_64,
 * ia32 (in the program dies_inside.32: by the entry of 32-bit programs; in the other:
 * by int $0x80), x32.
 *
 * Exit status 0: all ended as they should; 77: the kernel has no such entry.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/reboot.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define IA32_REBOOT	88
#define X32_BIT		0x40000000

static long reboot_by(const char *abi)
{
#ifdef __x86_64__
	if (!strcmp(abi, "ia32")) {
		long result;

		asm volatile("int $0x80"
			     : "=a" (result)
			     : "0" (IA32_REBOOT), "b" (LINUX_REBOOT_MAGIC1),
			       "c" (LINUX_REBOOT_MAGIC2),
			       "d" (LINUX_REBOOT_CMD_RESTART), "S" (0)
			     : "memory", "r8", "r9", "r10", "r11");
		return result;
	}
	if (!strcmp(abi, "x32"))
		return syscall(SYS_reboot | X32_BIT, LINUX_REBOOT_MAGIC1,
			       LINUX_REBOOT_MAGIC2, LINUX_REBOOT_CMD_RESTART, 0);
#endif
	(void)abi;
	return syscall(SYS_reboot, LINUX_REBOOT_MAGIC1, LINUX_REBOOT_MAGIC2,
		       LINUX_REBOOT_CMD_RESTART, 0);
}

/* Return: how the process ended. */
static int die_once(const char *abi)
{
	pid_t pid = syscall(SYS_clone, CLONE_NEWPID | SIGCHLD, 0, 0, 0, 0);
	int status;

	if (!pid) {
		reboot_by(abi);
		_exit(errno == ENOSYS ? 77 : 1);	/* it has returned */
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid) {
		perror("dies_inside");
		exit(2);
	}
	return status;
}

int main(int argc, char **argv)
{
	int times = argc > 2 ? atoi(argv[2]) : 1;

	if (argc < 2) {
		fprintf(stderr, "usage: dies_inside ABI [TIMES]\n");
		return 2;
	}
	while (times--) {
		int status = die_once(argv[1]);

		/* What the kernel says of a namespace that wanted to restart. */
		if (WIFSIGNALED(status) && WTERMSIG(status) == SIGHUP)
			continue;
		fprintf(stderr, "dies_inside: ended with status %#x\n", status);
		return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
	}
	return 0;
}
