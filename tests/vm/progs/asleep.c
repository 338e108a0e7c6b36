// SPDX-License-Identifier: GPL-2.0-only
/*
 * asleep [STORMERS]: processes that sleep for ever, each in one system call, and
 * STORMERS others, by default none, that make the same calls all the time and
 * check what they return.
 *
 * Prints "NAME PID" for each sleeper when it sleeps in its call; its COMM is
 * "as-NAME".  Then prints "storm" and lives until its standard input is closed,
 * prints "storm N calls, M wrong" and ends the others.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/futex.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MAX_STORMERS 16

static struct shared {
	bool stop;
	uint64_t calls, wrong;
	uint32_t futex;
} *shared;

static void sleep_read(void)
{
	int fd[2];
	char byte;

	if (!pipe(fd))
		syscall(SYS_read, fd[0], &byte, 1);
}

static void sleep_futex(void)
{
	syscall(SYS_futex, &shared->futex, FUTEX_WAIT, 0, NULL, NULL, 0);
}

static void sleep_epoll_wait(void)
{
	struct epoll_event event;

	syscall(SYS_epoll_wait, epoll_create1(0), &event, 1, -1);
}

static void sleep_nanosleep(void)
{
	struct timespec ts = { .tv_sec = 1000000 };

	syscall(SYS_nanosleep, &ts, NULL);
}

/* The child that it waits for, or that runs in its memory, must not outlive it. */
static void pause_with_parent(void)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	for (;;)
		pause();
}

static void sleep_wait4(void)
{
	if (!fork())
		pause_with_parent();
	syscall(SYS_wait4, -1, NULL, 0, NULL);
}

static void sleep_vfork(void)
{
	if (!vfork())
		pause_with_parent();
}

static const struct {
	const char *name;
	long nr;
	void (*sleep)(void);
} sleepers[] = {
	{ "read", SYS_read, sleep_read },
	{ "futex", SYS_futex, sleep_futex },
	{ "epoll_wait", SYS_epoll_wait, sleep_epoll_wait },
	{ "nanosleep", SYS_nanosleep, sleep_nanosleep },
	{ "wait4", SYS_wait4, sleep_wait4 },
	{ "vfork", SYS_vfork, sleep_vfork },
};

#define SLEEPERS (sizeof(sleepers) / sizeof(sleepers[0]))

static void check(bool right)
{
	__atomic_add_fetch(&shared->calls, 1, __ATOMIC_RELAXED);
	__atomic_add_fetch(&shared->wrong, !right, __ATOMIC_RELAXED);
}

static bool fails_with(long ret, int error)
{
	return ret == -1 && errno == error;
}

static void storm(int ep, int zero)
{
	struct timespec now = { 0 };
	struct epoll_event event;
	char byte = 1;
	pid_t child;
	int status;

	check(syscall(SYS_getppid) == getppid());
	check(syscall(SYS_read, zero, &byte, 1) == 1 && byte == 0);
	check(fails_with(syscall(SYS_futex, &shared->futex, FUTEX_WAIT, 1, NULL, NULL, 0), EAGAIN));
	check(syscall(SYS_epoll_wait, ep, &event, 1, 0) == 0);
	check(syscall(SYS_nanosleep, &now, NULL) == 0);
	check(fails_with(syscall(SYS_wait4, -1, NULL, 0, NULL), ECHILD));
	child = vfork();
	if (!child)
		_exit(7);
	check(child > 0);
	check(syscall(SYS_wait4, child, &status, 0, NULL) == child &&
	      WIFEXITED(status) && WEXITSTATUS(status) == 7);
}

static pid_t start_storm(void)
{
	pid_t pid = fork();
	FILE *zero;
	int ep;

	if (pid)
		return pid;
	zero = fopen("/dev/zero", "r");
	ep = epoll_create1(0);
	if (!zero || ep == -1)
		_exit(1);
	while (!__atomic_load_n(&shared->stop, __ATOMIC_ACQUIRE))
		storm(ep, fileno(zero));
	_exit(0);
}

static pid_t start_sleeper(const char *name, void (*sleep)(void))
{
	pid_t pid = fork();
	char comm[16];

	if (pid)
		return pid;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	snprintf(comm, sizeof(comm), "as-%s", name);
	prctl(PR_SET_NAME, comm);
	sleep();
	_exit(1);
}

/* /proc/PID/syscall says "running" or begins with the number of the call. */
static bool sleeps_in(pid_t pid, long nr)
{
	char path[64];
	long in = -1;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%d/syscall", pid);
	f = fopen(path, "r");
	if (!f || fscanf(f, "%ld", &in) != 1)
		in = -1;
	if (f)
		fclose(f);
	return in == nr;
}

int main(int argc, char **argv)
{
	struct pollfd input = { .fd = 0 };
	pid_t pid[SLEEPERS + MAX_STORMERS];
	size_t stormers = argc > 1 ? atoi(argv[1]) : 0;

	if (stormers > MAX_STORMERS)
		return 2;

	setvbuf(stdout, NULL, _IONBF, 0);
	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE,
		      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (shared == MAP_FAILED) {
		perror("asleep");
		return 1;
	}
	for (size_t i = 0; i < SLEEPERS; i++) {
		pid[i] = start_sleeper(sleepers[i].name, sleepers[i].sleep);
		while (!sleeps_in(pid[i], sleepers[i].nr))
			usleep(1000);
		printf("%s %d\n", sleepers[i].name, pid[i]);
	}
	for (size_t i = 0; i < stormers; i++)
		pid[SLEEPERS + i] = start_storm();
	puts("storm");
	/* Not by read(), which is among the calls that are hooked. */
	while (poll(&input, 1, -1) < 0 || !(input.revents & POLLHUP))
		;
	__atomic_store_n(&shared->stop, true, __ATOMIC_RELEASE);
	for (size_t i = 0; i < stormers; i++)
		waitpid(pid[SLEEPERS + i], NULL, 0);
	printf("storm %llu calls, %llu wrong\n", (unsigned long long)shared->calls,
	       (unsigned long long)shared->wrong);
	for (size_t i = 0; i < SLEEPERS; i++)
		kill(pid[i], SIGKILL);
	return 0;
}
