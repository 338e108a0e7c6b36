// SPDX-License-Identifier: GPL-2.0-only
/*
 * Calls that fill something in for their caller.  Prints what they have filled in, as the rules
 * of cases/37-fills.sh log it: nothing, so 0, where a call failed or had nothing to give.
 */
#define _GNU_SOURCE
#include <linux/capability.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include <asm/stat.h>		/* of the kernel: what SYS_stat fills in */

#define MAXRSS	4	/* in longs, of what the kernel calls struct rusage */

static void descriptors(void)
{
	int pair[2];

	if (syscall(SYS_pipe2, pair, 0))
		exit(1);
	printf("pipe %d %d\n", pair[0], pair[1]);
	if (syscall(SYS_socketpair, AF_UNIX, SOCK_STREAM, 0, pair))
		exit(1);
	printf("pair %d %d\n", pair[0], pair[1]);
	memset(pair, 0x11, sizeof(pair));
	if (!syscall(SYS_pipe2, pair, -1))	/* no such flags */
		exit(1);
	printf("pipe 0 0\n");
}

static void waits(void)
{
	long usage[18] = { [MAXRSS] = 4711 };
	int status = 0x1111;
	pid_t child = fork();

	if (!child) {
		pause();
		_exit(0);
	}
	if (syscall(SYS_wait4, child, &status, WNOHANG, usage))
		exit(1);
	printf("wait 0 0 0\n");		/* nobody has ended: nothing is filled in */
	kill(child, SIGUSR2);
	if (syscall(SYS_wait4, child, &status, 0, usage) != child)
		exit(1);
	printf("wait %d WIFSIGNALED(s) && WTERMSIG(s) == SIGUSR2 %ld\n", status,
	       usage[MAXRSS]);
	child = fork();
	if (!child)
		_exit(7);
	if (syscall(SYS_wait4, child, &status, 0, NULL) != child || status != 7 << 8)
		exit(1);
	printf("wait 1792 WIFEXITED(s) && WEXITSTATUS(s) == 7 0\n");	/* nor where there is no room for it */
}

static void files(void)
{
	struct stat at;

	memset(&at, 0x11, sizeof(at));
	if (syscall(SYS_stat, "/", &at))
		exit(1);
	printf("stat %ld %u %ld\n", (long)at.st_ino, at.st_mode, (long)at.st_size);
	if (!syscall(SYS_stat, "/none/such", &at))
		exit(1);
	printf("stat 0 0 0\n");
}

static void events(void)
{
	struct epoll_event event = { .events = EPOLLOUT, .data.u64 = 0x123456789aull };
	int epoll = epoll_create1(0), s = socket(AF_UNIX, SOCK_DGRAM, 0);
	struct pollfd ready = { .fd = 0x77 };

	if (epoll < 0 || s < 0)
		exit(1);
	if (syscall(SYS_epoll_wait, epoll, &event, 1, 0))
		exit(1);
	printf("epoll 0 0\n");
	if (epoll_ctl(epoll, EPOLL_CTL_ADD, s, &event))
		exit(1);
	event.events = 0;
	if (syscall(SYS_epoll_wait, epoll, &event, 1, 0) != 1)
		exit(1);
	printf("epoll %u %llu\n", event.events, (unsigned long long)event.data.u64);
	syscall(SYS_poll, &ready, 1, 0);
	printf("poll %d\n", ready.fd);
}

static void options(void)
{
	struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct sets[2];
	int type = 0, s = socket(AF_INET, SOCK_DGRAM, 0);
	unsigned int ids[3];
	socklen_t len = sizeof(type);
	unsigned long long mask = 0x8000000080000010ull;

	if (syscall(SYS_getsockopt, s, SOL_SOCKET, SO_TYPE, &type, &len) || len != 4)
		exit(1);
	printf("option \"\\x%02x\\x00\\x00\\x00\"\n", type);
	if (syscall(SYS_capget, &header, sets))
		exit(1);
	printf("capget %u %u %u\n", header.version, sets[0].effective, sets[1].effective);
#ifdef SYS_getresuid32
	syscall(SYS_getresuid32, &ids[0], &ids[1], &ids[2]);
#else
	syscall(SYS_getresuid, &ids[0], &ids[1], &ids[2]);
#endif
	printf("ids %u %u %u\n", ids[0], ids[1], ids[2]);
	syscall(SYS_rt_sigprocmask, SIG_SETMASK, &mask, NULL, 8);
	syscall(SYS_rt_sigprocmask, SIG_SETMASK, NULL, &mask, 8);
	printf("mask %llu\n", mask);
}

static void vectors(void)
{
	struct iovec two[] = { { "a secret\n", 9 }, { "more", 4 } };

	syscall(SYS_writev, -1, two, 2);
	printf("writev 9 \"a secret\\n\"\n");
}

int main(void)
{
	if (setresuid(1, 0, 2))
		return 1;
	descriptors();
	waits();
	files();
	events();
	options();
	vectors();
	return 0;
}
