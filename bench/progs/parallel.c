// SPDX-License-Identifier: GPL-2.0-only
/*
 * parallel: does a call scale from one CPU to two?  Times short stretches of
 * getppid, on one CPU and on both at once (the slower one counts), many times in turn,
 * and prints the ratio of the best times, both/one, and the spread of that over
 * ROUNDS in percent.  1 is perfect.
 *
 * In time, not in instructions: what two CPUs do to each other's caches is no
 * instruction.  A disturbed stretch is slower, never quicker, so the best of many
 * is what the machine can do.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define ROUNDS	3
#define TRIES	400
#define CALLS	2000

static pthread_barrier_t start, end;
static volatile int both;

static double now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * 1e9 + ts.tv_nsec;
}

static double stretch(void)
{
	double begin = now();

	for (int i = 0; i < CALLS; i++)
		syscall(SYS_getppid);
	return now() - begin;
}

static void pin(int cpu)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	if (sched_setaffinity(0, sizeof(set), &set)) {
		perror("parallel: needs two CPUs");
		exit(1);
	}
}

static void *second(void *time)
{
	pin(1);
	for (;;) {
		pthread_barrier_wait(&start);
		*(double *)time = both ? stretch() : 0;
		pthread_barrier_wait(&end);
	}
	return NULL;
}

static double one_try(double *other)
{
	double mine;

	pthread_barrier_wait(&start);
	mine = stretch();
	pthread_barrier_wait(&end);
	return mine > *other ? mine : *other;
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

int main(void)
{
	double ratio[ROUNDS], other = 0;
	pthread_t thread;

	pthread_barrier_init(&start, NULL, 2);
	pthread_barrier_init(&end, NULL, 2);
	pin(0);
	if (pthread_create(&thread, NULL, second, &other))
		return 1;
	for (int r = 0; r < ROUNDS; r++) {
		double best[2] = { 1e30, 1e30 };

		for (int i = 0; i < 2 * TRIES; i++) {
			double t;

			both = i & 1;
			t = one_try(&other);
			if (t < best[both])
				best[both] = t;
		}
		ratio[r] = best[1] / best[0];
	}
	qsort(ratio, ROUNDS, sizeof(ratio[0]), by_value);
	printf("%.4f %.3f\n", ratio[ROUNDS / 2], (ratio[ROUNDS - 1] - ratio[0]) / ratio[0] * 100);
	return 0;
}
