/* SPDX-License-Identifier: GPL-2.0-only */
/* A process of threads that make calls as fast as they can, and count them. */
#ifndef CALLERS_H
#define CALLERS_H

#include "log_reader.h"
#include <pthread.h>
#include <sched.h>
#include <sys/prctl.h>
#include <time.h>

#define THREADS	8

/* One process of callers. */
struct callers {
	unsigned int uid, pace_us;
	bool steady;			/* at that pace, however late one call was */
	int threads;
	volatile bool stop;
	volatile uint64_t calls[THREADS][2], failed[THREADS];
	uint64_t last[2];		/* one more on each CPU, when all is quiet */
	pid_t pid;
};

struct caller {
	struct callers *of;
	int number;
};

static inline void sleep_until(const struct callers *of, struct timespec *next)
{
	if (!of->steady)
		clock_gettime(CLOCK_MONOTONIC, next);
	next->tv_nsec += of->pace_us * 1000L;
	next->tv_sec += next->tv_nsec / 1000000000;
	next->tv_nsec %= 1000000000;
	clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, next, NULL);
}

static inline void *call(void *arg)
{
	struct caller *c = arg;
	struct callers *of = c->of;
	struct timespec next;
	char path[32];

	clock_gettime(CLOCK_MONOTONIC, &next);
	for (uint64_t n = 1; !__atomic_load_n(&of->stop, __ATOMIC_ACQUIRE); n++) {
		of->failed[c->number] += syscall(SYS_getppid) == -1;
		of->calls[c->number][0]++;
		snprintf(path, sizeof(path), "flood/%llu", (unsigned long long)n);
		of->failed[c->number] += syscall(SYS_openat, AT_FDCWD, path, 0) == -1 &&
					 errno != ENOENT;
		of->calls[c->number][1]++;
		if (of->pace_us)
			sleep_until(of, &next);
	}
	return NULL;
}

/* When nobody else calls: after it, the readers know each number. */
static inline void call_on_each_cpu(struct callers *of)
{
	cpu_set_t set;

	for (int cpu = 0; cpu < MAX_CPUS; cpu++) {
		CPU_ZERO(&set);
		CPU_SET(cpu, &set);
		if (sched_setaffinity(0, sizeof(set), &set))
			continue;
		syscall(SYS_getppid);
		syscall(SYS_openat, AT_FDCWD, "flood", 0);
		of->last[0]++;
		of->last[1]++;
	}
}

/* In this process, until it is told to stop. */
static inline void make_calls(struct callers *of)
{
	struct caller c[THREADS];
	pthread_t threads[THREADS];

	for (int i = 0; i < of->threads; i++) {
		c[i] = (struct caller){ of, i };
		pthread_create(&threads[i], NULL, call, &c[i]);
	}
	for (int i = 0; i < of->threads; i++)
		pthread_join(threads[i], NULL);
	call_on_each_cpu(of);
}

static inline void start_callers(struct callers *of)
{
	pid_t pid = fork();

	if (pid) {
		of->pid = pid;
		return;
	}
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	prctl(PR_SET_NAME, "caller");
	if (of->uid && (setresgid(of->uid, of->uid, of->uid) ||
			setresuid(of->uid, of->uid, of->uid)))
		_exit(2);
	make_calls(of);
	_exit(0);
}

#endif /* CALLERS_H */
