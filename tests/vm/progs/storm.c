// SPDX-License-Identifier: GPL-2.0-only
/*
 * storm SECONDS TABLE TABLE: replaces the table all the time, by turns with the
 * two in these files, while threads make calls; then accounts for every call.
 *
 * Both tables must have, for COMM "storm": a LOG rule on getppid before and one
 * after the call, and a FAIL rule on unlinkat of DENIED, with EPERM in the one
 * and EACCES in the other.  Then whichever table a call meets,
 *
 *	each unlinkat is refused, with one of the two;
 *	each getppid makes two events, which are read or counted as lost.
 *
 * Prints TAP.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "sct_abi.h"
#include "upload.h"

#define THREADS	4
#define DENIED	"/tmp/storm-denied"

/* Shared with the process that makes the calls: this one has the devices open,
 * so that rules spare it and it is not logged.
 */
struct shared {
	bool stop;
	uint64_t getppid, unlinkat, not_refused, wrong_ppid;
} *shared;

static int tests;
static bool failed;

static void ok(bool good, const char *name)
{
	printf("%sok %d - %s\n", good ? "" : "not ", ++tests, name);
	failed |= !good;
}

static void add(uint64_t *to, uint64_t n)
{
	__atomic_add_fetch(to, n, __ATOMIC_RELAXED);
}

static bool stopped(void)
{
	return __atomic_load_n(&shared->stop, __ATOMIC_ACQUIRE);
}

static void *caller(void *arg)
{
	pid_t parent = (intptr_t)arg;

	while (!stopped()) {
		for (int i = 0; i < 20; i++) {
			add(&shared->wrong_ppid, syscall(SYS_getppid) != parent);
			add(&shared->getppid, 1);
		}
		long ret = syscall(SYS_unlinkat, AT_FDCWD, DENIED, 0);

		add(&shared->unlinkat, 1);
		add(&shared->not_refused,
		    ret != -1 || (errno != EPERM && errno != EACCES));
	}
	return NULL;
}

static void make_calls(pid_t parent)
{
	pthread_t threads[THREADS];

	for (int i = 0; i < THREADS; i++)
		pthread_create(&threads[i], NULL, caller, (void *)(intptr_t)parent);
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
}

static int ctl, logfd;

static uint64_t events[2], lost;	/* by phase */
static bool bad_event, callers_ended;

static void take(const char *at, const char *end)
{
	static uint64_t next_seqs[1024][SCT_MAX_LANES], time;

	while (at < end) {
		const struct sct_record *rec = (const void *)at;
		const struct sct_event *event = (const void *)at;
		uint64_t *next_seq = &next_seqs[rec->cpu][rec->lane], count = 1;

		if (rec->type == SCT_RECORD_LOST) {
			count = ((const struct sct_lost *)at)->count;
			lost += count;
		} else if (event->nr == SYS_getppid && event->phase < 2) {
			events[event->phase]++;
		}
		bad_event |= *next_seq && rec->seq != *next_seq;
		bad_event |= rec->time_ns < time;
		*next_seq = rec->seq + count;
		time = rec->time_ns;
		at += rec->len;
	}
}

static void *reader(void *arg)
{
	static char buf[65536] __attribute__((__aligned__(8)));
	bool last;

	(void)arg;
	do {
		ssize_t n;

		last = __atomic_load_n(&callers_ended, __ATOMIC_ACQUIRE);
		while ((n = read(logfd, buf, sizeof(buf))) > 0)
			take(buf, buf + n);
		usleep(1000);
	} while (!last);
	return NULL;
}

static time_t now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec;
}

int main(int argc, char **argv)
{
	struct sct_upload tables[2];
	unsigned long uploads = 0, refused = 0;
	pthread_t read_thread;
	time_t end;
	pid_t child;

	if (argc != 4)
		return 2;
	prctl(PR_SET_NAME, "storm");
	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE,
		      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	int go[2];

	if (pipe(go))
		return 2;
	child = fork();
	if (!child) {
		char byte;

		close(go[1]);
		if (read(go[0], &byte, 1) == 1)
			make_calls(getppid());
		_exit(0);
	}
	ctl = open("/dev/sct_ctrl", O_RDWR | O_CLOEXEC);
	logfd = open("/dev/sct_log", O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (ctl == -1 || logfd == -1 || lseek(logfd, 0, SEEK_END) == -1) {
		perror("storm: devices");
		return 2;
	}
	tables[0] = upload_of_file(argv[2]);
	tables[1] = upload_of_file(argv[3]);

	if (upload_table(ctl, &tables[0]))
		refused++;
	pthread_create(&read_thread, NULL, reader, NULL);
	/* The child's own getppid() is one more. */
	add(&shared->getppid, 1);
	if (write(go[1], "", 1) != 1)
		return 2;
	for (end = now() + atoi(argv[1]); now() < end; uploads++) {
		if (upload_table(ctl, &tables[uploads % 2]))
			refused++;
	}
	/* First the callers end, then the reader. */
	__atomic_store_n(&shared->stop, true, __ATOMIC_RELEASE);
	int status;

	waitpid(child, &status, 0);
	__atomic_store_n(&callers_ended, true, __ATOMIC_RELEASE);
	pthread_join(read_thread, NULL);
	printf("# %lu uploads, %llu getppid, %llu unlinkat\n", uploads,
	       (unsigned long long)shared->getppid,
	       (unsigned long long)shared->unlinkat);
	printf("# events: %llu before, %llu after, %llu lost\n",
	       (unsigned long long)events[0], (unsigned long long)events[1],
	       (unsigned long long)lost);
	ok(status == 0, "the callers ended well");
	ok(uploads > 1 && !refused, "every upload was accepted");
	ok(shared->getppid > 1000, "there were many calls");
	ok(!shared->not_refused, "every unlinkat was refused, by either table");
	ok(!shared->wrong_ppid, "every getppid told the truth");
	ok(events[0] + events[1] + lost == 2 * shared->getppid, "every event was read or counted as lost");
	ok(events[0] && events[1], "some were read, of both phases");
	ok(!bad_event, "no gap in the numbers, and times never went back");
	printf("1..%d\n", tests);
	return failed;
}
