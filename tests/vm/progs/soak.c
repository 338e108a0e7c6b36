// SPDX-License-Identifier: GPL-2.0-only
/*
 * soak SECONDS LOAD UNLOAD TABLE...: everything at once, for so long.
 *
 *	callers		processes with two threads that make some twenty kinds of
 *			calls and know what each must answer
 *	a changer	puts the TABLEs in force by turns, downloads, deletes, and
 *			unloads and loads the modules (by running UNLOAD and LOAD)
 *	readers		open the log, read it for a while, close it
 *	a signaller	sends signals to the callers
 *	a tracer	attaches to them, steps from call to call, detaches
 *
 * The tables may refuse unlinkat of DENIED, with any error, and nothing else; they
 * may log anything.  The rest is the kernel's: what it complains of on the console
 * fails the test from outside.  Prints TAP.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "sct_abi.h"
#include "upload.h"

#define DENIED		"/tmp/soak-denied"
#define CALLERS		3
#define MAX_TABLES	8

static struct shared {
	bool stop;
	uint64_t calls, wrong, signals, traced, uploads, reloads, reads;
	char what[64];		/* the first wrong one */
} *shared;

static void add(uint64_t *to, uint64_t n)
{
	__atomic_add_fetch(to, n, __ATOMIC_RELAXED);
}

static bool stopped(void)
{
	return __atomic_load_n(&shared->stop, __ATOMIC_RELAXED);
}

/* ------------------------------------------------------------------ callers */

static void check(bool right, const char *what)
{
	add(&shared->calls, 1);
	if (right)
		return;
	if (!__atomic_fetch_add(&shared->wrong, 1, __ATOMIC_RELAXED))
		snprintf(shared->what, sizeof(shared->what), "%s (%s)", what,
			 strerrorname_np(errno));
}

static void handler(int signal) { (void)signal; }

/* What a thread keeps open. */
struct mine {
	int pipe[2], sock[2], epoll;
	char dir[64], file[80], other[80];
};

static void files(struct mine *m)
{
	char byte;
	struct stat st;
	int fd = openat(AT_FDCWD, m->file, O_RDWR | O_CREAT | O_TRUNC, 0600);

	check(fd >= 0, "openat");
	check(pwrite(fd, "x", 1, 100) == 1, "pwrite");
	check(lseek(fd, 0, SEEK_END) == 101, "lseek");
	check(pread(fd, &byte, 1, 100) == 1 && byte == 'x', "pread");
	check(!fstat(fd, &st) && st.st_size == 101, "fstat");
	check(!ftruncate(fd, 7), "ftruncate");
	check(fcntl(fd, F_GETFL) >= 0, "fcntl");
	check(!close(fd), "close");
	check(!rename(m->file, m->other), "rename");
	check(unlink(m->file) < 0 && errno == ENOENT, "unlink of nothing");
	check(!syscall(SYS_unlinkat, AT_FDCWD, m->other, 0), "unlinkat");
	check(!mkdir(m->dir, 0700) && !rmdir(m->dir), "mkdir, rmdir");
	check(syscall(SYS_unlinkat, AT_FDCWD, DENIED, 0) < 0, "unlinkat of " DENIED);
}

static void talk(struct mine *m)
{
	struct epoll_event event;
	struct pollfd poll_fd = { .fd = m->pipe[0], .events = POLLIN };
	char got[8];

	check(write(m->pipe[1], "soak", 4) == 4, "write");
	check(poll(&poll_fd, 1, 1000) == 1 || errno == EINTR, "poll");
	check(epoll_wait(m->epoll, &event, 1, 1000) == 1 || errno == EINTR,
	      "epoll_wait");
	check(read(m->pipe[0], got, 8) == 4 && !memcmp(got, "soak", 4), "read");
	check(send(m->sock[0], "ring", 4, 0) == 4, "sendto");
	check(recv(m->sock[1], got, 8, 0) == 4 && !memcmp(got, "ring", 4),
	      "recvfrom");
}

static void others(struct mine *m)
{
	struct timespec moment = { .tv_nsec = 1000 };
	char *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	int word = 1, fd;

	check(page != MAP_FAILED, "mmap");
	page[0] = 1;
	check(!mprotect(page, 4096, PROT_READ), "mprotect");
	check(!munmap(page, 4096), "munmap");
	check(syscall(SYS_getpid) == getpid(), "getpid");
	check(!nanosleep(&moment, NULL) || errno == EINTR, "nanosleep");
	check(syscall(SYS_futex, &word, FUTEX_WAIT, 2, NULL) < 0 &&
	      (errno == EAGAIN || errno == EINTR), "futex");
	check(!kill(getpid(), 0), "kill");
	fd = dup(m->pipe[0]);
	check(fd >= 0 && !close(fd), "dup");
}

static void child(void)
{
	int status = -1;
	pid_t pid = vfork();

	if (!pid) {
		execl("/bin/true", "true", NULL);
		_exit(1);
	}
	check(pid > 0, "vfork");
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	check(status == 0, "execve, wait4");
}

static void *caller_thread(void *unused)
{
	struct epoll_event event = { .events = EPOLLIN };
	struct mine m;
	uint64_t round = 0;
	pid_t tid = syscall(SYS_gettid);

	(void)unused;
	snprintf(m.dir, sizeof(m.dir), "/tmp/soak-%d-d", tid);
	snprintf(m.file, sizeof(m.file), "/tmp/soak-%d-f", tid);
	snprintf(m.other, sizeof(m.other), "/tmp/soak-%d-g", tid);
	m.epoll = epoll_create1(0);
	if (pipe(m.pipe) || socketpair(AF_UNIX, SOCK_STREAM, 0, m.sock) ||
	    epoll_ctl(m.epoll, EPOLL_CTL_ADD, m.pipe[0], &event))
		exit(1);
	while (!stopped()) {
		files(&m);
		talk(&m);
		others(&m);
		if (round++ % 16 == 0)
			child();
	}
	return unused;
}

static void caller(void)
{
	pthread_t thread;

	if (pthread_create(&thread, NULL, caller_thread, NULL))
		exit(1);
	caller_thread(NULL);
	pthread_join(thread, NULL);
	exit(0);
}

/* ------------------------------------------------------------ those about it */

static struct sct_upload tables[MAX_TABLES];
static int table_count;

static void run(const char *program)
{
	pid_t pid = fork();

	if (!pid) {
		int null = open("/dev/null", O_RDWR);

		dup2(null, 1);
		execl("/bin/sh", "sh", "-c", program, NULL);
		_exit(127);
	}
	waitpid(pid, NULL, 0);
}

static void changer(const char *load, const char *unload)
{
	static char buffer[1 << 20];
	unsigned int round = 0;

	while (!stopped()) {
		int ctrl = open("/dev/" SCT_CTRL_DEVICE, O_RDWR);

		for (int i = 0; ctrl >= 0 && i < 5 * table_count && !stopped(); i++) {
			struct sct_upload up = tables[i % table_count];
			struct sct_download down = {
				.size = sizeof(down), .buffer = (uintptr_t)buffer,
				.buffer_size = sizeof(buffer),
			};
			struct sct_delete del = { .size = sizeof(del) };

			if (!upload_table(ctrl, &up))
				add(&shared->uploads, 1);
			ioctl(ctrl, SCT_IOC_DOWNLOAD, &down);
			if (i % 7 == 6)
				ioctl(ctrl, SCT_IOC_DELETE, &del);
		}
		close(ctrl);
		if (round++ % 3 == 2) {
			run(unload);
			run(load);
			add(&shared->reloads, 1);
		}
	}
	exit(0);
}

/* Hooking the calls while they are made takes its time, emulated more so. */
static void await_first_table(void)
{
	struct timespec moment = { .tv_nsec = 10000000 };

	while (!__atomic_load_n(&shared->uploads, __ATOMIC_RELAXED))
		nanosleep(&moment, NULL);
}

static void reader(void)
{
	static char buffer[1 << 18];	/* more than the largest record */

	while (!stopped()) {
		int fd = open("/dev/" SCT_LOG_DEVICE, O_RDONLY | O_NONBLOCK);
		struct pollfd poll_fd = { .fd = fd, .events = POLLIN };

		if (fd < 0) {	/* unloaded just now */
			sched_yield();
			continue;
		}
		for (int i = 0; i < 200 && !stopped(); i++) {
			poll(&poll_fd, 1, 5);
			if (read(fd, buffer, sizeof(buffer)) > 0)
				add(&shared->reads, 1);
		}
		close(fd);
	}
	exit(0);
}

static void signaller(const pid_t *callers)
{
	struct timespec pause = { .tv_nsec = 2000000 };

	while (!stopped()) {
		for (int i = 0; i < CALLERS; i++) {
			kill(callers[i], SIGUSR1);
			add(&shared->signals, 1);
		}
		nanosleep(&pause, NULL);
	}
	exit(0);
}

static void tracer(const pid_t *callers)
{
	for (int i = 0; !stopped(); i = (i + 1) % CALLERS) {
		pid_t pid = callers[i];
		int status, signal = 0;

		if (ptrace(PTRACE_SEIZE, pid, 0, 0) ||
		    ptrace(PTRACE_INTERRUPT, pid, 0, 0))
			continue;
		for (int step = 0; step < 40; step++) {
			if (waitpid(pid, &status, __WALL) != pid ||
			    !WIFSTOPPED(status))
				break;
			/* A signal of its own it shall have; a stop of ours not. */
			signal = WSTOPSIG(status);
			if (signal != SIGUSR1 && signal != SIGCHLD)
				signal = 0;
			add(&shared->traced, 1);
			if (step == 39)
				break;
			ptrace(PTRACE_SYSCALL, pid, 0, signal);
		}
		ptrace(PTRACE_DETACH, pid, 0, signal);
	}
	exit(0);
}

static void ok(int n, bool good, const char *name, uint64_t count)
{
	printf("%sok %d - %s: %llu\n", good ? "" : "not ", n, name,
	       (unsigned long long)count);
}

int main(int argc, char **argv)
{
	struct sigaction action = { .sa_handler = handler,
				    .sa_flags = SA_RESTART };
	pid_t pids[CALLERS + 5];
	int n = 0, died = 0, status;

	if (argc < 5) {
		fprintf(stderr, "usage: soak SECONDS LOAD UNLOAD TABLE...\n");
		return 2;
	}
	for (int i = 4; i < argc && table_count < MAX_TABLES; i++)
		tables[table_count++] = upload_of_file(argv[i]);
	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE,
		      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	sigaction(SIGUSR1, &action, NULL);	/* before the first signal */
	for (; n < CALLERS; n++) {
		pids[n] = fork();
		if (!pids[n])
			caller();
	}
	for (; n < CALLERS + 5; n++) {
		pids[n] = fork();
		if (pids[n])
			continue;
		if (n == CALLERS)
			changer(argv[2], argv[3]);
		else if (n == CALLERS + 1)
			signaller(pids);
		else if (n == CALLERS + 2)
			tracer(pids);
		else
			reader();
	}
	await_first_table();
	sleep(atoi(argv[1]));
	shared->stop = true;
	for (int i = n - 1; i >= 0; i--) {
		waitpid(pids[i], &status, 0);
		died += status != 0;
	}
	ok(1, shared->calls > 0 && !shared->wrong, "calls answered as they must be",
	   shared->calls);
	if (shared->wrong)
		printf("# %llu wrong, the first: %s\n",
		       (unsigned long long)shared->wrong, shared->what);
	ok(2, !died, "processes that died", died);
	ok(3, shared->uploads > 0, "tables put in force", shared->uploads);
	ok(4, shared->reads > 0, "times that the log was read", shared->reads);
	ok(5, shared->signals > 0, "signals sent", shared->signals);
	ok(6, shared->traced > 0, "stops of traced callers", shared->traced);
	printf("# the modules were unloaded and loaded %llu times\n1..6\n",
	       (unsigned long long)shared->reloads);
	return shared->wrong || died;
}
