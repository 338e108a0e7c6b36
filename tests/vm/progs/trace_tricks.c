// SPDX-License-Identifier: GPL-2.0-only
/*
 * Ways to get hold of another process, one by its name each: `on NAME PROGRAM FILE` starts
 * the program, does that to it, and waits until it has ended.  The program is this one by
 * another name, as `victim FILE`: it has a number at an address that it writes into FILE,
 * and says there what has become of it.  A trick whose name begins with "headless" is
 * done to one whose first thread has ended.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "int80.h"
#include "trick_list.h"

#define WHOLE	0x5ca1ab1e
#define ROUNDS	20
#define ROUND_US	20000
#define MARK_AT	200		/* behind all that the victim writes */

static int fail(const char *what)
{
	perror(what);
	return 1;
}

static volatile int number = WHOLE;
static volatile sig_atomic_t signalled;

static void on_signal(int sig)
{
	signalled = sig;
}

/* Whole as long as its number is, no signal has come and nobody traces it. */
static int victim(char **arg)
{
	char said[64], line[256];
	bool hurt = false;
	int traced, fd = open(arg[0], O_CREAT | O_TRUNC | O_WRONLY, 0666);

	prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY);
	signal(SIGUSR1, on_signal);
	for (int i = 0; i < ROUNDS && number == WHOLE && !signalled; i++) {
		FILE *status = fopen("/proc/thread-self/status", "r");

		if (!status)
			return fail("status");
		while (fgets(line, sizeof(line), status))
			if (sscanf(line, "TracerPid: %d", &traced) == 1 && traced)
				hurt = true;
		fclose(status);
		snprintf(said, sizeof(said), "%-20p %d whole\n", (void *)&number, fd);
		if (pwrite(fd, said, strlen(said), 0) < 0)
			return fail("write");
		usleep(ROUND_US);
	}
	if (hurt || number != WHOLE || signalled)
		return pwrite(fd, "hurt", 4, MARK_AT) == 4 ? 0 : fail("write");
	return 0;
}

static void *victim_thread(void *arg)
{
	char line[256], path[64], state = 0;

	snprintf(path, sizeof(path), "/proc/self/task/%d/stat", getpid());
	while (state != 'Z') {
		FILE *stat = fopen(path, "r");

		if (!stat || !fgets(line, sizeof(line), stat))
			exit(fail(path));
		fclose(stat);
		state = strrchr(line, ')')[2];
	}
	exit(victim(arg));
}

/* The first thread ends; the other one is the victim. */
static int headless(char **arg)
{
	pthread_t thread;

	if (pthread_create(&thread, NULL, victim_thread, arg))
		return fail("pthread_create");
	pthread_exit(NULL);
}

struct who {
	pid_t pid;
	void *number;
	int fd;
};

static struct who find(char **arg)
{
	struct who who = { .pid = atoi(arg[0]) };
	FILE *said = fopen(arg[1], "r");

	if (!said || fscanf(said, "%p %d", &who.number, &who.fd) != 2)
		exit(fail(arg[1]));
	fclose(said);
	return who;
}

static int zero;

static int attach(char **arg)
{
	struct who who = find(arg);

	if (ptrace(PTRACE_ATTACH, who.pid, NULL, NULL))
		return fail("PTRACE_ATTACH");
	waitpid(who.pid, NULL, __WALL);
	return ptrace(PTRACE_POKEDATA, who.pid, who.number, NULL) ? fail("POKEDATA") : 0;
}

static int seize(char **arg)
{
	struct who who = find(arg);

	if (ptrace(PTRACE_SEIZE, who.pid, NULL, NULL) ||
	    ptrace(PTRACE_INTERRUPT, who.pid, NULL, NULL))
		return fail("PTRACE_SEIZE");
	waitpid(who.pid, NULL, __WALL);
	return ptrace(PTRACE_POKEDATA, who.pid, who.number, NULL) ? fail("POKEDATA") : 0;
}

static int int80_attach(char **arg)
{
	struct who who = find(arg);
	int ret = int80(26, PTRACE_ATTACH, who.pid, 0, 0, 0);

	if (ret) {
		printf("ptrace says %d\n", ret);
		return 1;
	}
	waitpid(who.pid, NULL, __WALL);
	return ptrace(PTRACE_POKEDATA, who.pid, who.number, NULL) ? fail("POKEDATA") : 0;
}

static int vm_write(char **arg)
{
	struct who who = find(arg);
	struct iovec from = { &zero, sizeof(zero) }, to = { who.number, sizeof(zero) };

	return process_vm_writev(who.pid, &from, 1, &to, 1, 0) == sizeof(zero) ?
		       0 : fail("process_vm_writev");
}

static int by_proc_mem(char **arg)
{
	struct who who = find(arg);
	char path[64];
	int fd;

	snprintf(path, sizeof(path), "/proc/%d/mem", who.pid);
	fd = open(path, O_RDWR);
	return pwrite(fd, &zero, sizeof(zero), (intptr_t)who.number) == sizeof(zero) ?
		       0 : fail(path);
}

/* Its descriptor, by which to say that it is hurt. */
static int take_fd(char **arg)
{
	struct who who = find(arg);
	int pidfd = syscall(SYS_pidfd_open, who.pid, 0);
	int fd = syscall(SYS_pidfd_getfd, pidfd, who.fd, 0);

	if (fd < 0)
		return fail("pidfd_getfd");
	return pwrite(fd, "hurt", 4, MARK_AT) == 4 ? 0 : fail("write");
}

static int by_kill(char **arg)
{
	return kill(find(arg).pid, SIGUSR1) ? fail("kill") : 0;
}

static int by_group(char **arg)
{
	return kill(-find(arg).pid, SIGUSR1) ? fail("kill") : 0;
}

static int by_tgkill(char **arg)
{
	pid_t pid = find(arg).pid;

	return syscall(SYS_tgkill, pid, pid, SIGUSR1) ? fail("tgkill") : 0;
}

static int by_tkill(char **arg)
{
	return syscall(SYS_tkill, find(arg).pid, SIGUSR1) ? fail("tkill") : 0;
}

static int by_pidfd(char **arg)
{
	int pidfd = syscall(SYS_pidfd_open, find(arg).pid, 0);

	return syscall(SYS_pidfd_send_signal, pidfd, SIGUSR1, NULL, 0) ?
		       fail("pidfd_send_signal") : 0;
}

static int by_queue(char **arg)
{
	return sigqueue(find(arg).pid, SIGUSR1, (union sigval){ .sival_int = 0 }) ?
		       fail("sigqueue") : 0;
}

static int int80_kill(char **arg)
{
	int ret = int80(37, find(arg).pid, SIGUSR1, 0, 0, 0);

	printf("kill says %d\n", ret);
	return ret < 0;
}

/* By what a pipe does when there is something in it: the kernel sends. */
static int by_owner(char **arg)
{
	int pair[2];

	if (pipe(pair) || fcntl(pair[0], F_SETOWN, find(arg).pid) ||
	    fcntl(pair[0], F_SETSIG, SIGUSR1) || fcntl(pair[0], F_SETFL, O_ASYNC))
		return fail("F_SETOWN");
	return write(pair[1], "x", 1) == 1 ? 0 : fail("write");
}

/* It asks to be traced before it becomes the program. */
static int traceme(char **arg)
{
	pid_t pid = fork();

	if (!pid) {
		if (ptrace(PTRACE_TRACEME, 0, NULL, NULL))
			_exit(fail("PTRACE_TRACEME"));
		execl(arg[0], arg[0], "victim", arg[1], NULL);
		_exit(fail(arg[0]));
	}
	waitpid(pid, NULL, 0);
	ptrace(PTRACE_CONT, pid, NULL, NULL);
	waitpid(pid, NULL, 0);
	return 0;
}

/* It asks to be traced, and is this program. */
static int asks(char **arg)
{
	(void)arg;
	return ptrace(PTRACE_TRACEME, 0, NULL, NULL) ? fail("PTRACE_TRACEME") : 0;
}

static int on(char **arg);

static const struct trick tricks[] = {
	{ "on", 3, on },
	{ "victim", 1, victim },
	{ "headless", 1, headless },
	{ "asks", 0, asks },
	{ "traceme", 2, traceme },
	{ "attach", 2, attach },
	{ "seize", 2, seize },
	{ "int80-attach", 2, int80_attach },
	{ "vm-write", 2, vm_write },
	{ "proc-mem", 2, by_proc_mem },
	{ "take-fd", 2, take_fd },
	{ "kill", 2, by_kill },
	{ "headless-kill", 2, by_kill },
	{ "group", 2, by_group },
	{ "tgkill", 2, by_tgkill },
	{ "tkill", 2, by_tkill },
	{ "pidfd", 2, by_pidfd },
	{ "queue", 2, by_queue },
	{ "int80-kill", 2, int80_kill },
	{ "owner", 2, by_owner },
};

static bool is_there(const char *path)
{
	struct stat st;

	return !stat(path, &st) && st.st_size > 0;
}

static int on(char **arg)
{
	char pid_text[16], *by[] = { "tricks", arg[0], pid_text, arg[2] };
	pid_t pid = fork(), trick;
	bool whole = strncmp(arg[0], "headless", strlen("headless"));
	int status = -1;

	if (!pid) {
		setpgid(0, 0);
		execl(arg[1], arg[1], whole ? "victim" : "headless", arg[2], NULL);
		_exit(fail(arg[1]));
	}
	snprintf(pid_text, sizeof(pid_text), "%d", pid);
	while (!is_there(arg[2]))
		usleep(1000);
	trick = fork();
	if (!trick)
		_exit(run_trick(tricks, sizeof(tricks) / sizeof(*tricks), 4, by));
	waitpid(trick, &status, 0);
	waitpid(pid, NULL, 0);
	return status ? 1 : 0;
}

int main(int argc, char **argv)
{
	return run_trick(tricks, sizeof(tricks) / sizeof(*tricks), argc, argv);
}
