// SPDX-License-Identifier: GPL-2.0-only
/*
 * callcost [-1 | -q | -w] [-n COUNT] [-e NR] CALL...: what a system call costs, in instructions.
 *
 * For a VM that counts (tests/vm/run with ICOUNT=1): there the guest's clock
 * advances by 2 ns per instruction, whatever the host does.  For each CALL it
 * prints lines `CALL MEASURE instructions spread`:
 *
 *   call    the cheapest of many short loops, divided by the calls in it.  A loop
 *           is shorter than a timer tick, so the cheapest ones hold the call and
 *           nothing else.
 *   caller  over one long loop, the processor time of this process: what whoever
 *           makes the calls pays, ticks and wake-ups included.
 *   whole   over the same loop, and until the machine is at rest again, all that
 *           was executed: other processes that read events included.
 *
 * Each figure is found ROUNDS times; it is their median, and spread is the
 * distance from the smallest to the largest in percent of the smallest.
 *
 * -1: makes each call once, and prints `CALL errno`.  -q: the first measure alone.
 * -w: the other two alone, for where each call wakes another process.  -n: so many
 * calls in the long loop.  -e NR: under a seccomp filter that refuses call NR
 * (EPERM), so that another call only pays its way through the filter.
 *
 * The calls' paths are fixed: the rules are about /tmp/bench-watched, and
 * /tmp/bench-other-- is like it in length and place.  Both are directories, so
 * that unlinkat finds them, asks whoever wants to know of it, and fails with
 * EISDIR each time again.  (A file that is not there would be found by nobody
 * who follows files instead of names, such as audit.)
 *
 * They are called from a root of their own on a tmpfs, as the disk of a host is: of
 * the guest's root, which is the host's by 9p, each name on the way is asked for anew.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>
#include "machine.h"

#define ROUNDS		3
#define SHORT_LOOPS	60		/* per round */
#define SHORT_NS	400e3		/* a tenth of a tick */
#define LONG_NS		80e6		/* at least, for the long loop */

static int zero_fd;

static void call_getppid(void) { syscall(SYS_getppid); }
static void call_other(void) { syscall(SYS_unlinkat, AT_FDCWD, "/tmp/bench-other--", 0); }
static void call_numbered(void) { syscall(SYS_unlinkat, AT_FDCWD, "/tmp/bench-other--", 4660); }
static void call_watched(void) { syscall(SYS_unlinkat, AT_FDCWD, "/tmp/bench-watched", 0); }

static void open_close(const char *path)
{
	int fd = syscall(SYS_openat, AT_FDCWD, path, O_RDONLY, 0);

	if (fd >= 0)
		syscall(SYS_close, fd);
}

static void call_open_other(void) { open_close("/tmp/bench-file---"); }
static void call_open_watched(void) { open_close("/tmp/bench-opened-"); }

static void call_read(void)
{
	char byte;

	syscall(SYS_read, zero_fd, &byte, 1);
}

static void call_clock(void)
{
	struct timespec ts;

	/* Not a clock that is an offset added: its carry costs 4 instructions. */
	syscall(SYS_clock_gettime, CLOCK_REALTIME_COARSE, &ts);
}

static const struct call {
	const char *name;
	void (*fn)(void);
} calls[] = {
	{ "getppid", call_getppid }, { "read", call_read }, { "clock_gettime", call_clock },
	{ "other", call_other }, { "watched", call_watched }, { "numbered", call_numbered },
	{ "open-other", call_open_other }, { "open-watched", call_open_watched },
};

static double now(clockid_t clock)
{
	struct timespec ts;

	clock_gettime(clock, &ts);
	return ts.tv_sec * 1e9 + ts.tv_nsec;
}

static double loop_ns(void (*fn)(void), long n)
{
	double start = now(CLOCK_MONOTONIC);

	for (long i = 0; i < n; i++)
		fn();
	return now(CLOCK_MONOTONIC) - start;
}

static void report(const char *call, const char *measure, double *found)
{
	qsort(found, ROUNDS, sizeof(found[0]), by_value);
	printf("%s %s %.1f %.3f\n", call, measure, found[ROUNDS / 2],
	       (found[ROUNDS - 1] - found[0]) / found[0] * 100);
}

static double cheapest(void (*fn)(void))
{
	double best = 1e30;
	/* The first call may have things to set up; the second tells the size. */
	double one = (loop_ns(fn, 1), loop_ns(fn, 4) / 4);
	long n = SHORT_NS / one;
	/* A call that outlasts a tick has its share of ticks anyway. */
	int loops = n ? SHORT_LOOPS : 8;

	n = n ? n : 1;
	for (int i = 0; i < loops; i++) {
		double t = loop_ns(fn, n) / n;

		if (t < best)
			best = t;
	}
	return best / NS_PER_INSN;
}

static void measure(const struct call *c, long count, int shorts, int longs)
{
	double call[ROUNDS], caller[ROUNDS], whole[ROUNDS];

	for (int i = 0; i < ROUNDS && shorts; i++)
		call[i] = cheapest(c->fn);
	if (shorts)
		report(c->name, "call", call);
	if (!longs)
		return;
	/* Of cheap calls more, so that looking at the clocks is nothing beside them. */
	while (loop_ns(c->fn, count / 10) < LONG_NS / 10)
		count *= 2;
	for (int i = 0; i < ROUNDS; i++) {
		double rest = rest_ns(), own = now(CLOCK_PROCESS_CPUTIME_ID);

		loop_ns(c->fn, count);
		caller[i] = (now(CLOCK_PROCESS_CPUTIME_ID) - own) / count / NS_PER_INSN;
		whole[i] = (rest_ns() - rest) / count / NS_PER_INSN;
	}
	report(c->name, "caller", caller);
	report(c->name, "whole", whole);
}

static void refuse(unsigned int nr)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, nr, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog prog = { sizeof(code) / sizeof(code[0]), code };

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) ||
	    syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &prog)) {
		perror("callcost: seccomp");
		exit(1);
	}
	/* Harmless with these arguments, should the filter not be there. */
	if (syscall(nr, -1, NULL, -1) != -1 || errno != EPERM) {
		fprintf(stderr, "callcost: seccomp does not refuse call %u\n", nr);
		exit(1);
	}
}

/* /tmp is in there, too. */
#define ROOT		"/tmp/bench-root"

static void enter_root(void)
{
	mkdir(ROOT, 0755);
	mkdir(ROOT "/tmp", 0755);
	mkdir(ROOT "/proc", 0755);
	/* Another one may have mounted them, but where a peer has a root they are not. */
	if (access(ROOT "/tmp/bench-watched", F_OK) &&
	    (mount("/tmp", ROOT "/tmp", NULL, MS_BIND, NULL) ||
	     mount("proc", ROOT "/proc", "proc", 0, NULL))) {
		perror("callcost: " ROOT);
		exit(1);
	}
	if (chroot(ROOT) || chdir("/")) {
		perror("callcost: chroot");
		exit(1);
	}
}

int main(int argc, char **argv)
{
	int shorts = 1, longs = 1, once = 0, opt;
	long count = 5000;

	zero_fd = open("/dev/zero", O_RDONLY);
	mkdir("/tmp/bench-watched", 0700);
	mkdir("/tmp/bench-other--", 0700);
	close(open("/tmp/bench-file---", O_WRONLY | O_CREAT, 0600));
	close(open("/tmp/bench-opened-", O_WRONLY | O_CREAT, 0600));
	enter_root();
	while ((opt = getopt(argc, argv, "+1qwn:e:")) != -1) {
		if (opt == 'q')
			longs = 0;
		else if (opt == 'w')
			shorts = 0;
		else if (opt == '1')
			once = 1;
		else if (opt == 'n')
			count = atol(optarg);
		else if (opt == 'e')
			refuse(atoi(optarg));
		else
			return 2;
	}
	for (; optind < argc; optind++) {
		size_t c = 0;

		while (c < sizeof(calls) / sizeof(calls[0]) && strcmp(calls[c].name, argv[optind]))
			c++;
		if (c == sizeof(calls) / sizeof(calls[0])) {
			fprintf(stderr, "callcost: no call named %s\n", argv[optind]);
			return 2;
		}
		if (once) {
			errno = 0;
			calls[c].fn();
			printf("%s %d\n", calls[c].name, errno);
		} else {
			measure(&calls[c], count, shorts, longs);
		}
	}
	return 0;
}
