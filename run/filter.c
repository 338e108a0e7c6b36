// SPDX-License-Identifier: GPL-2.0-only
/*
 * The seccomp program: it stops the calls that have rules, and lets all others run.
 *
 * A call is found by a binary search in the numbers at which "has rules" changes, so that
 * the program is small and a call costs a dozen steps.  From Linux 5.11 on the kernel
 * tries the program once for each number and then does not run it any more for those
 * that are let run.
 *
 * What is returned with a stop is the ABI, which ptrace tells only since Linux 5.3.
 */
#include <linux/audit.h>
#include <linux/seccomp.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "filter.h"
#include "hold.h"
#include "lib/rules_internal.h"

#define X32_BIT		0x40000000u
#define MAX_INSNS	BPF_MAXINSNS

/* From this number on, this is what the filter returns. */
struct region {
	u32 from;
	u32 action;
};

struct program {
	struct sock_filter insn[MAX_INSNS];
	u32 count;
};

static void emit(struct program *p, u16 code, u32 k, u8 jt, u8 jf)
{
	if (p->count < MAX_INSNS)
		p->insn[p->count] = (struct sock_filter){ code, jt, jf, k };
	p->count++;
}

static void add_region(struct region *regions, u32 *n, u32 from, u32 action)
{
	if (regions[*n - 1].action == action)
		return;
	if (regions[*n - 1].from == from)
		(*n)--;
	regions[(*n)++] = (struct region){ from, action };
}

static bool is_ruled(const struct run_table *t, u32 call)
{
	return t->calls[call] || run_call_changes_uid(call);
}

static void add_abi(const struct run_table *t, u32 abi, u32 bit, struct region *regions,
		    u32 *n)
{
	for (u32 nr = 0; nr < SCT_MAX_NR; nr++)
		add_region(regions, n, bit | nr,
			   is_ruled(t, run_call_index(abi, nr)) ?
				   SECCOMP_RET_TRACE | abi : SECCOMP_RET_ALLOW);
	add_region(regions, n, bit + SCT_MAX_NR, SECCOMP_RET_ALLOW);
}

static u32 low_half(u32 arg)
{
	return offsetof(struct seccomp_data, args) + arg * sizeof(u64);
}

/* Stops the call if an argument is an address below the end of the copies. */
static void seal_address(struct program *p, u32 arg, u32 stop)
{
	emit(p, BPF_LD | BPF_W | BPF_ABS, low_half(arg) + sizeof(u32), 0, 0);
	emit(p, BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 3);
	emit(p, BPF_LD | BPF_W | BPF_ABS, low_half(arg), 0, 0);
	emit(p, BPF_JMP | BPF_JGE | BPF_K, RUN_HOLD_END, 1, 0);
	emit(p, BPF_RET | BPF_K, stop, 0, 0);
}

/* A call that could put something else where the copies are (hold.c). */
struct seal {
	u32 nr;
	u8 arg;			/* an address ... */
	u8 flag_arg;		/* ... which counts if these bits are in another argument, */
	u32 flags;		/* or always: 0 */
};

static const struct seal native_seals[] = {
	{ SYS_mmap, 0, 3, 0x10 },		/* MAP_FIXED */
	{ SYS_munmap, 0, 0, 0 },
	{ SYS_mremap, 0, 0, 0 }, { SYS_mremap, 4, 3, 2 },	/* MREMAP_FIXED */
	{ SYS_remap_file_pages, 0, 0, 0 }, { SYS_shmat, 1, 2, 040000 },	/* SHM_REMAP */
};

static const struct seal ia32_seals[] = {
	{ 192, 0, 3, 0x10 }, { 91, 0, 0, 0 },
	{ 163, 0, 0, 0 }, { 163, 4, 3, 2 },
	{ 257, 0, 0, 0 }, { 397, 1, 2, 040000 }, { 117, 4, 2, 040000 },
};

/* The number is in the accumulator, before and after. */
static void seal(struct program *p, const struct seal *seals, u32 n, u32 bit, u32 abi)
{
	for (u32 i = 0; i < n; i++) {
		u32 over = p->count, stop = SECCOMP_RET_TRACE | RUN_HOLD_SEALED | abi;

		emit(p, BPF_JMP | BPF_JEQ | BPF_K, seals[i].nr | bit, 0, 0);
		if (seals[i].flags) {
			emit(p, BPF_LD | BPF_W | BPF_ABS, low_half(seals[i].flag_arg), 0, 0);
			emit(p, BPF_JMP | BPF_JSET | BPF_K, seals[i].flags, 0, 5);
		}
		seal_address(p, seals[i].arg, stop);
		emit(p, BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr), 0, 0);
		if (over < MAX_INSNS)
			p->insn[over].jf = p->count - over - 1;
	}
}

/* Ends the program for a call by number. */
static void answer_call(struct program *p, u32 nr, u32 action)
{
	emit(p, BPF_JMP | BPF_JEQ | BPF_K, nr, 0, 1);
	emit(p, BPF_RET | BPF_K, action, 0, 0);
}

/*
 * What holding needs of an architecture.  A ring of requests is no call, and an old mmap()
 * has its arguments in memory: neither can be looked at, so neither is there.
 */
static void hold(struct program *p, u32 arch)
{
	answer_call(p, RUN_HOLD_NR, SECCOMP_RET_USER_NOTIF);
	answer_call(p, SYS_io_uring_setup, SECCOMP_RET_ERRNO | ENOSYS);
	if (arch == AUDIT_ARCH_I386) {
		answer_call(p, 90, SECCOMP_RET_ERRNO | ENOSYS);
		seal(p, ia32_seals, ARRAY_SIZE(ia32_seals), 0, SCT_ABI_IA32);
		return;
	}
	answer_call(p, SYS_io_uring_setup | X32_BIT, SECCOMP_RET_ERRNO | ENOSYS);
	seal(p, native_seals, ARRAY_SIZE(native_seals), 0, SCT_ABI_X86_64);
	seal(p, native_seals, ARRAY_SIZE(native_seals), X32_BIT, SCT_ABI_X32);
}

/* The number is in the accumulator. */
static void search(struct program *p, const struct region *regions, u32 n)
{
	u32 half = n / 2, at = p->count + 1;

	if (n == 1) {
		emit(p, BPF_RET | BPF_K, regions->action, 0, 0);
		return;
	}
	emit(p, BPF_JMP | BPF_JGE | BPF_K, regions[half].from, 0, 1);
	emit(p, BPF_JMP | BPF_JA, 0, 0, 0);
	search(p, regions, half);
	if (at < MAX_INSNS)
		p->insn[at].k = p->count - at - 1;
	search(p, regions + half, n - half);
}

/* If it is that architecture's, the number is searched for; else what follows is run. */
static void search_arch(struct program *p, u32 arch, const struct region *regions, u32 n,
			bool holds)
{
	u32 at = p->count + 1;

	emit(p, BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch), 0, 0);
	at = p->count + 1;
	emit(p, BPF_JMP | BPF_JEQ | BPF_K, arch, 1, 0);
	emit(p, BPF_JMP | BPF_JA, 0, 0, 0);
	emit(p, BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr), 0, 0);
	if (holds)
		hold(p, arch);
	search(p, regions, n);
	if (at < MAX_INSNS)
		p->insn[at].k = p->count - at - 1;
}

/**
 * run_filter_make - the program for a table
 * @table: the table
 *
 * Return: it; len is 0 if it would be too long or there is no memory.
 */
struct sock_fprog run_filter_make(const struct run_table *table)
{
	static struct region regions[2 * SCT_MAX_NR + 4];
	struct program *p = calloc(1, sizeof(*p));
	u32 n = 1;

	if (!p)
		return (struct sock_fprog){ };
	regions[0] = (struct region){ 0, SECCOMP_RET_ALLOW };
	add_abi(table, SCT_ABI_X86_64, 0, regions, &n);
	add_abi(table, SCT_ABI_X32, X32_BIT, regions, &n);
	search_arch(p, AUDIT_ARCH_X86_64, regions, n, table->holds);
	n = 1;
	regions[0] = (struct region){ 0, SECCOMP_RET_ALLOW };
	add_abi(table, SCT_ABI_IA32, 0, regions, &n);
	search_arch(p, AUDIT_ARCH_I386, regions, n, table->holds);
	emit(p, BPF_RET | BPF_K, SECCOMP_RET_ALLOW, 0, 0);
	return (struct sock_fprog){
		.len = p->count <= MAX_INSNS ? p->count : 0, .filter = p->insn,
	};
}

/**
 * run_filter_install - in the command's process, before it becomes the command
 * @prog: the program
 * @listener: set to the descriptor of its listener; -1: there is none
 *
 * Return: 0 or -errno
 */
int run_filter_install(const struct sock_fprog *prog, int *listener)
{
	/* The mitigation that a filter brings along otherwise slows all the program down. */
	static const unsigned long flags[] = {
		SECCOMP_FILTER_FLAG_SPEC_ALLOW | SECCOMP_FILTER_FLAG_NEW_LISTENER,
		SECCOMP_FILTER_FLAG_SPEC_ALLOW,
		0,
	};

	for (u32 i = 0; i < ARRAY_SIZE(flags); i++) {
		long ret = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags[i], prog);

		*listener = i ? -1 : ret;
		if (ret >= 0)
			return 0;
		if (errno != EINVAL && errno != EBUSY)
			break;
	}
	return -errno;
}
