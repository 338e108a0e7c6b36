// SPDX-License-Identifier: GPL-2.0-only
/*
 * percall CALL...: what one system call costs, in instructions.
 * percall -l CALL: makes it in an endless loop, for a profiler.
 *
 * For a VM that counts (make vm ICOUNT=1): there the guest's clock advances by
 * a fixed 2 ns (-icount shift=1) per instruction, whatever the host does.
 * Prints for each CALL a line `CALL instructions spread`: of RUNS loops of LOOPS
 * calls each the cheapest, and by how much the first quartile is above it.  A loop
 * is shorter than a timer tick, so most are not hit by one.  Exit 1 if the spread
 * of a call is over 0.5 %: then it is not the call that was measured.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define NS_PER_INSN 2.0
#define RUNS 41
#define LOOPS 500

static int zero_fd;

static void call_getppid(void) { syscall(SYS_getppid); }
static void call_unlinkat(void) { syscall(SYS_unlinkat, AT_FDCWD, "/tmp/nosuch-percall", 0); }
static void call_unlink(void) { syscall(SYS_unlink, "/tmp/nosuch-percall"); }
static void call_denied(void) { syscall(SYS_unlinkat, AT_FDCWD, "/tmp/denied-percall", 0); }

/* Of a directory: the path is there, and the call fails with EISDIR. */
static void call_unlinkdir(void) { syscall(SYS_unlinkat, AT_FDCWD, "/tmp/percall-dir", 0); }

static void call_openat(void)
{
	int fd = syscall(SYS_openat, AT_FDCWD, "/tmp/percall", O_RDWR | O_CREAT, 0600);

	if (fd >= 0)
		syscall(SYS_close, fd);
}

static void call_read(void)
{
	char byte;

	syscall(SYS_read, zero_fd, &byte, 1);
}

static void call_clock(void)
{
	struct timespec ts;

	syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &ts);
}

static void call_nothing(void) { __asm__ volatile("" ::: "memory"); }

static const struct {
	const char *name;
	void (*fn)(void);
} calls[] = {
	{ "getppid", call_getppid }, { "read", call_read },
	{ "clock_gettime", call_clock }, { "unlinkat", call_unlinkat },
	{ "unlink", call_unlink }, { "unlinkdir", call_unlinkdir },
	{ "openclose", call_openat }, { "denied", call_denied },
	{ "nothing", call_nothing },
};

static double now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * 1e9 + ts.tv_nsec;
}

static double run(void (*fn)(void))
{
	double start = now();

	for (int i = 0; i < LOOPS; i++)
		fn();
	return (now() - start) / NS_PER_INSN / LOOPS;
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static int measure(const char *name, void (*fn)(void))
{
	double runs[RUNS], spread;

	run(fn);
	for (int i = 0; i < RUNS; i++)
		runs[i] = run(fn);
	qsort(runs, RUNS, sizeof(runs[0]), by_value);
	spread = (runs[RUNS / 4] - runs[0]) / runs[0] * 100;
	printf("%s %.1f %.2f%%\n", name, runs[0], spread);
	return spread > 0.5;
}

static size_t find(const char *name)
{
	size_t c = 0;

	while (c < sizeof(calls) / sizeof(calls[0]) && strcmp(calls[c].name, name))
		c++;
	if (c == sizeof(calls) / sizeof(calls[0])) {
		fprintf(stderr, "percall: no call named %s\n", name);
		exit(2);
	}
	return c;
}

int main(int argc, char **argv)
{
	int bad = 0;

	zero_fd = open("/dev/zero", O_RDONLY);
	mkdir("/tmp/percall-dir", 0700);
	if (argc == 3 && !strcmp(argv[1], "-l")) {
		size_t c = find(argv[2]);

		for (;;)
			calls[c].fn();
	}
	for (int i = 1; i < argc; i++) {
		size_t c = find(argv[i]);

		bad |= measure(calls[c].name, calls[c].fn);
	}
	return bad;
}
