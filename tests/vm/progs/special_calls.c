// SPDX-License-Identifier: GPL-2.0-only
/*
 * special_calls: makes the calls that return twice, elsewhere, later or never, and
 * prints for each what rules before and after it have to log, in the order of each
 * task:
 *
 *	TID before_CALL ABI
 *	TID after_CALL ABI = RESULT
 *
 * ABI is the name that %abi has for it.
 * What goes wrong is said on standard error.  Built for 64 bits it makes them by
 * SYSCALL and by INT 0x80, built with -m32 by the C library's entry.  The calls that
 * rules are on are made by call() alone.  Lines are written one by one, so that
 * tasks which share memory can.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/ucontext.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "int80.h"

#define ERESTARTNOHAND		514
#define ERESTART_RESTARTBLOCK	516
#define CHILD_STATUS		7

/* By number in x86_64 and ia32. */
struct call {
	const char *name;
	int native, ia32;
};

#define CALL(name, native, ia32) \
	static const struct call name##_call = { #name, native, ia32 }
CALL(fork, 57, 2);
CALL(vfork, 58, 190);
CALL(clone, 56, 120);
CALL(clone3, 435, 435);
CALL(execve, 59, 11);
CALL(execveat, 322, 358);
CALL(exit, 60, 1);
CALL(exit_group, 231, 252);
CALL(getppid, 110, 64);
CALL(nanosleep, 35, 162);
CALL(pause, 34, 29);
CALL(sigsuspend, -1, 72);
CALL(rt_sigsuspend, 130, 179);
CALL(restart_syscall, 219, 0);
CALL(rt_sigreturn, 15, 173);
CALL(sigreturn, -1, 119);

/* The entry in use: ia32 of a 64-bit program is INT 0x80. */
static bool ia32 = sizeof(long) == 4;

static const char *self;

static const char *abi_name(void)
{
	return ia32 ? "ia32" : "x86_64";
}

static void say(int fd, const char *text)
{
	if (write(fd, text, strlen(text)) < 0)
		abort();
}

static void wrong(const char *what, const struct call *call, long value)
{
	char text[96];

	snprintf(text, sizeof(text), "%s by %s of %s: %ld\n", what, call->name,
		 abi_name(), value);
	say(2, text);
}

static void expect_before(const struct call *call)
{
	char text[96];

	snprintf(text, sizeof(text), "%ld before_%s %s\n", syscall(SYS_gettid),
		 call->name, abi_name());
	say(1, text);
}

static void expect_after(const struct call *call, long ret)
{
	char text[96];

	snprintf(text, sizeof(text), "%ld after_%s %s = %ld\n", syscall(SYS_gettid),
		 call->name, abi_name(), ret);
	say(1, text);
}

/* Inline: a child of vfork must not return from a function of its parent. */
static inline __attribute__((always_inline))
long call(const struct call *call, long a, long b, long c, long d, long e)
{
#ifdef __x86_64__
	long ret;
	register long r10 asm("r10") = d;
	register long r8 asm("r8") = e;

	if (ia32)
		return int80(call->ia32, a, b, c, d, e);
	asm volatile("syscall" : "=a" (ret)
		     : "0" ((long)call->native), "D" (a), "S" (b), "d" (c), "r" (r10), "r" (r8)
		     : "memory", "cc", "rcx", "r11");
	return ret;
#else
	long ret;

	/* Two may return on one stack. */
	if (call == &vfork_call || call == &clone_call)
		return int80(call->ia32, a, b, c, d, e);
	ret = syscall(call->ia32, a, b, c, d, e);
	return ret == -1 ? -errno : ret;
#endif
}

/* A call like any other. */
static long plain(const struct call *of, long a, long b, long c)
{
	long ret;

	expect_before(of);
	ret = call(of, a, b, c, 0, 0);
	expect_after(of, ret);
	return ret;
}

/* What a child does: a call of its own, and its end. */
static void end_child(const struct call *end, pid_t parent)
{
	int status = CHILD_STATUS;

	if (plain(&getppid_call, 0, 0, 0) != parent)
		status = 99;
	expect_before(end);
	call(end, status, 0, 0, 0, 0);
	wrong("returned", end, 0);
	abort();
}

static void collect(const struct call *of, pid_t child)
{
	int status;

	if (child <= 0)
		wrong("no child", of, child);
	else if (waitpid(child, &status, 0) != child)
		wrong("no child to wait for", of, errno);
	else if (!WIFEXITED(status) || WEXITSTATUS(status) != CHILD_STATUS)
		wrong("the child ended badly", of, status);
}

/* fork and vfork, and clone as fork. */
static void two_returns(const struct call *of, long a, long b, const struct call *end)
{
	pid_t parent = getpid();
	long child;

	expect_before(of);
	child = call(of, a, b, 0, 0, 0);
	if (!child)
		end_child(end, parent);
	expect_after(of, child);
	collect(of, child);
}

/* All that is passed by address is below 4 GiB: this program is linked there. */
static void by_clone3(void)
{
	static struct clone_args args;

	memset(&args, 0, sizeof(args));
	args.exit_signal = SIGCHLD;
	two_returns(&clone3_call, (long)&args, sizeof(args), &exit_group_call);
	args.exit_signal = 1000;
	if (plain(&clone3_call, (long)&args, sizeof(args), 0) != -EINVAL)
		wrong("not refused", &clone3_call, 0);
}

static int in_thread(void *parent)
{
	if (plain(&getppid_call, 0, 0, 0) != (intptr_t)parent)
		wrong("another parent in a thread", &clone_call, 0);
	expect_before(&exit_call);
	return 0;		/* the C library calls exit */
}

/* By the C library: a thread needs a stack.  It shares even errno with us. */
static void thread(void)
{
	static char stack[65536] __attribute__((aligned(16)));
	static volatile int tid;
	long parent = plain(&getppid_call, 0, 0, 0);
	int flags = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD |
		    CLONE_SYSVSEM | CLONE_CHILD_CLEARTID | CLONE_PARENT_SETTID;
	int child;

	tid = -1;
	expect_before(&clone_call);
	child = clone(in_thread, stack + sizeof(stack), flags, (void *)parent,
		      &tid, NULL, &tid);
	while (tid)
		sched_yield();
	expect_after(&clone_call, child);
}

/* Arrays of pointers, of 4 or 8 bytes. */
static long exec_args(void)
{
	static uint32_t narrow[3];
	static uint64_t wide[3];
	static const char *const words[] = { "special_calls", "child" };

	for (int i = 0; i < 2; i++) {
		narrow[i] = (uintptr_t)words[i];
		wide[i] = (uintptr_t)words[i];
	}
	return ia32 ? (long)narrow : (long)wide;
}

static void exec(const struct call *of)
{
	static const uint64_t none[1];
	static char path[256];
	long at = of == &execveat_call ? AT_FDCWD : 0;
	long child, a, b, c, d;

	for (int good = 0; good < 2; good++) {
		strcpy(path, good ? self : "/nosuch");
		a = at ? at : (long)path;
		b = at ? (long)path : exec_args();
		c = at ? exec_args() : (long)none;
		d = (long)none;
		if (!good) {
			expect_before(of);
			child = call(of, a, b, c, d, 0);
			expect_after(of, child);
			if (child != -ENOENT)
				wrong("found something", of, child);
			continue;
		}
		expect_before(&fork_call);
		child = call(&fork_call, 0, 0, 0, 0, 0);
		if (!child) {
			expect_before(of);
			expect_after(of, 0);	/* nobody else can tell */
			call(of, a, b, c, d, 0);
			wrong("returned", of, 0);
			abort();
		}
		expect_after(&fork_call, child);
		collect(of, child);
	}
}

/* ---- signals */

static const struct call *interrupted, *sigreturn_of_handler;
static long interrupted_ret;

/* The call that it interrupts has been seen after, with a result of the kernel's own. */
static void handler(int sig)
{
	bool entry = ia32;

	(void)sig;
	if (interrupted)
		expect_after(interrupted, interrupted_ret);
	interrupted = NULL;
	ia32 = sizeof(long) == 4;
	expect_before(sigreturn_of_handler);
	ia32 = entry;
}

static void handler_with_info(int sig, siginfo_t *info, void *context)
{
	(void)info;
	(void)context;
	handler(sig);
}

static void catch(int sig, bool info)
{
	struct sigaction act = { .sa_handler = handler };

	if (info) {
		act.sa_sigaction = handler_with_info;
		act.sa_flags = SA_SIGINFO;
	}
	sigreturn_of_handler = info || sizeof(long) == 8 ? &rt_sigreturn_call : &sigreturn_call;
	sigaction(sig, &act, NULL);
}

/* Every register is what it was before the signal. */
static void registers(bool info)
{
	unsigned long bad;

	catch(SIGTRAP, info);
#ifdef __x86_64__
	asm volatile("push %%rbx\n\tpush %%rbp\n\t"
		     "mov $1, %%rax\n\tmov $2, %%rbx\n\tmov $3, %%rcx\n\tmov $4, %%rdx\n\t"
		     "mov $5, %%rsi\n\tmov $6, %%rdi\n\tmov $7, %%rbp\n\tmov $8, %%r8\n\t"
		     "mov $9, %%r9\n\tmov $10, %%r10\n\tmov $11, %%r11\n\tmov $12, %%r12\n\t"
		     "mov $13, %%r13\n\tmov $14, %%r14\n\tmov $15, %%r15\n\tint3\n\t"
		     "shl $4, %%rax\n\tsub $2, %%rbx\n\tsub $3, %%rcx\n\tsub $4, %%rdx\n\t"
		     "sub $5, %%rsi\n\tsub $6, %%rdi\n\tsub $7, %%rbp\n\tsub $8, %%r8\n\t"
		     "sub $9, %%r9\n\tsub $10, %%r10\n\tsub $11, %%r11\n\tsub $12, %%r12\n\t"
		     "sub $13, %%r13\n\tsub $14, %%r14\n\tsub $15, %%r15\n\tsub $16, %%rax\n\t"
		     "or %%rbx, %%rax\n\tor %%rcx, %%rax\n\tor %%rdx, %%rax\n\tor %%rsi, %%rax\n\t"
		     "or %%rdi, %%rax\n\tor %%rbp, %%rax\n\tor %%r8, %%rax\n\tor %%r9, %%rax\n\t"
		     "or %%r10, %%rax\n\tor %%r11, %%rax\n\tor %%r12, %%rax\n\tor %%r13, %%rax\n\t"
		     "or %%r14, %%rax\n\tor %%r15, %%rax\n\tpop %%rbp\n\tpop %%rbx"
		     : "=a" (bad) : : "rcx", "rdx", "rsi", "rdi", "r8", "r9", "r10", "r11", "r12",
				      "r13", "r14", "r15", "cc", "memory");
#else
	asm volatile("push %%ebx\n\tpush %%ebp\n\t"
		     "mov $1, %%eax\n\tmov $2, %%ebx\n\tmov $3, %%ecx\n\tmov $4, %%edx\n\t"
		     "mov $5, %%esi\n\tmov $6, %%edi\n\tmov $7, %%ebp\n\tint3\n\t"
		     "sub $1, %%eax\n\tsub $2, %%ebx\n\tsub $3, %%ecx\n\tsub $4, %%edx\n\t"
		     "sub $5, %%esi\n\tsub $6, %%edi\n\tsub $7, %%ebp\n\t"
		     "or %%ebx, %%eax\n\tor %%ecx, %%eax\n\tor %%edx, %%eax\n\tor %%esi, %%eax\n\t"
		     "or %%edi, %%eax\n\tor %%ebp, %%eax\n\tpop %%ebp\n\tpop %%ebx"
		     : "=a" (bad) : : "ecx", "edx", "esi", "edi", "cc", "memory");
#endif
	if (bad)
		wrong("other registers", sigreturn_of_handler, bad);
}

/* Waits until the child sleeps; its state follows the name, which has no parenthesis. */
static void until_asleep(pid_t child)
{
	char path[32], text[256];
	ssize_t n;
	int fd;

	snprintf(path, sizeof(path), "/proc/%d/stat", child);
	for (;;) {
		fd = open(path, O_RDONLY);
		n = read(fd, text, sizeof(text) - 1);
		close(fd);
		if (n <= 0)
			return;
		text[n] = 0;
		if (!strncmp(strchr(text, ')'), ") S", 3))
			return;
		sched_yield();
	}
}

/* In a child, the call is interrupted by a handler: -EINTR. */
static void sleeper(const struct call *of, long a, long b, long c)
{
	pid_t parent = getpid();
	long child, ret;

	catch(SIGUSR1, true);
	interrupted_ret = -ERESTARTNOHAND;
	expect_before(&fork_call);
	child = call(&fork_call, 0, 0, 0, 0, 0);
	if (!child) {
		interrupted = of;
		expect_before(of);
		ret = call(of, a, b, c, 0, 0);
		if (ret != -EINTR)
			wrong("not EINTR", of, ret);
		end_child(&exit_group_call, parent);
	}
	expect_after(&fork_call, child);
	until_asleep(child);
	kill(child, SIGUSR1);
	collect(of, child);
}

/* A sleep that is stopped and goes on is ended by restart_syscall. */
static void stopped_sleep(void)
{
	static uint32_t narrow[2];
	static uint64_t wide[2];
	struct timespec start, end;
	pid_t parent = getpid();
	int status;
	long child, ret;

	narrow[0] = 2;
	wide[0] = 2;
	expect_before(&fork_call);
	child = call(&fork_call, 0, 0, 0, 0, 0);
	if (!child) {
		expect_before(&nanosleep_call);
		clock_gettime(CLOCK_MONOTONIC, &start);
		ret = call(&nanosleep_call, ia32 ? (long)narrow : (long)wide, 0, 0, 0, 0);
		clock_gettime(CLOCK_MONOTONIC, &end);
		if (ret)
			wrong("not 0", &nanosleep_call, ret);
		if ((end.tv_sec - start.tv_sec) * 1000000000ll + end.tv_nsec - start.tv_nsec <
		    2000000000ll)
			wrong("too short", &nanosleep_call, 0);
		expect_after(&nanosleep_call, -ERESTART_RESTARTBLOCK);
		expect_before(&restart_syscall_call);
		expect_after(&restart_syscall_call, 0);
		end_child(&exit_group_call, parent);
	}
	expect_after(&fork_call, child);
	until_asleep(child);
	kill(child, SIGSTOP);
	if (waitpid(child, &status, WUNTRACED) != child || !WIFSTOPPED(status))
		wrong("did not stop", &nanosleep_call, status);
	kill(child, SIGCONT);
	collect(&nanosleep_call, child);
}

static void all(void)
{
	static uint64_t no_signal;
	bool native = ia32 == (sizeof(long) == 4);

	two_returns(&fork_call, 0, 0, &exit_group_call);
	two_returns(&fork_call, 0, 0, &exit_call);
	two_returns(&vfork_call, 0, 0, &exit_group_call);
	two_returns(&clone_call, SIGCHLD, 0, &exit_group_call);
	two_returns(&clone_call, CLONE_VM | CLONE_VFORK | SIGCHLD, 0, &exit_group_call);
	by_clone3();
	exec(&execve_call);
	exec(&execveat_call);
	sleeper(&pause_call, 0, 0, 0);
	sleeper(&rt_sigsuspend_call, (long)&no_signal, 8, 0);
	if (ia32)
		sleeper(&sigsuspend_call, 0, 0, 0);
	stopped_sleep();
	if (native) {
		thread();
		registers(false);
		registers(true);
	}
}

int main(int argc, char **argv)
{
	if (argc == 2 && !strcmp(argv[1], "child")) {
		expect_before(&exit_group_call);
		return CHILD_STATUS;
	}
	self = argv[0];
	/* Who starts this program is a 64-bit one, and it is already this one then. */
	ia32 = false;
	expect_after(&execve_call, 0);
	for (int entry = sizeof(long) == 4; entry < 2; entry++) {
		ia32 = entry;
		all();
	}
	ia32 = sizeof(long) == 4;
	expect_before(&exit_group_call);
	return 0;
}
