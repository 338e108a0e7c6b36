// SPDX-License-Identifier: GPL-2.0-only
/*
 * Holds what a refusing rule has decided by.
 *
 * The caller's other threads may change a string between the supervisor's look and the
 * kernel's.  So the kernel is given another one: a copy, in memory that is mapped in each
 * followed process but that none can write.  The argument register points to it for the
 * time of the call, and back when it returns.
 *
 * Nobody can write there: it is a memfd with F_SEAL_FUTURE_WRITE, whose one writable
 * mapping is the supervisor's, made before the seal; a read-only shared mapping is closed
 * to mprotect() and to /proc/PID/mem.  Nobody can put something else in its place: the
 * filter stops each call that could (filter.c: seals) and run_hold_allows() looks at
 * its numbers, which are in registers.
 *
 * A new program has a new memory: when execve() returns, and not one instruction has run,
 * three calls are made in its name: one that asks for a descriptor, which the seccomp
 * listener puts there (nothing of /proc is needed, and no descriptor has to be kept out
 * of the program's hands), mmap(), close().
 */
#include <linux/seccomp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <fcntl.h>
#include <unistd.h>

#include "call/store.h"
#include "hold.h"

#ifndef F_SEAL_FUTURE_WRITE
#define F_SEAL_FUTURE_WRITE	0x0010
#endif

#define SLOT_SIZE	8192u	/* a string that was cut stays longer than any path */
#define SLOTS		(RUN_HOLD_SIZE / SLOT_SIZE)
#define SYSCALL_STOP	(SIGTRAP | 0x80)
#define CS_32_BIT	0x23

static char *copies;		/* the writable mapping; NULL: nothing is held */
static int memory = -1;
static int listener = -1;
static u16 free_slots[SLOTS];
static u32 free_count;

bool run_hold_is_on(void)
{
	return copies;
}

/**
 * run_hold_open - make the memory for copies
 * @command: the process that has the filter
 * @fd: its listener's number there
 *
 * Return: NULL, or why strings cannot be held here
 */
const char *run_hold_open(pid_t command, int fd)
{
	int pidfd = syscall(SYS_pidfd_open, command, 0);

	if (pidfd >= 0) {
		listener = syscall(SYS_pidfd_getfd, pidfd, fd, 0);
		close(pidfd);
	}
	if (listener < 0)
		return "needs Linux 5.9";
	memory = memfd_create("sct_run", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	if (memory < 0 || ftruncate(memory, RUN_HOLD_SIZE))
		return "no memory";
	copies = mmap(NULL, RUN_HOLD_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, memory, 0);
	if (copies == MAP_FAILED ||
	    fcntl(memory, F_ADD_SEALS, F_SEAL_FUTURE_WRITE | F_SEAL_SHRINK | F_SEAL_GROW |
				       F_SEAL_SEAL)) {
		copies = NULL;
		return "needs Linux 5.1";
	}
	while (free_count < SLOTS) {
		free_slots[free_count] = free_count;
		free_count++;
	}
	return NULL;
}

/* ---- calls in the name of a new program ---- */

/* A task that stands at the end of its execve(). */
struct stand_in {
	struct run_task *task;
	struct user_regs_struct regs;
	long text;		/* what was where its next instruction is */
	sigset_t held_back;	/* signals that came meanwhile */
	int *status;		/* of its end, if it has died */
	bool dead;
};

/* Waits for the next system call stop; false if there will be none. */
static bool wait_for_stop(struct stand_in *s)
{
	for (;;) {
		int status, signal;

		if (waitpid(s->task->tid, &status, __WALL) < 0) {
			if (errno == EINTR)
				continue;
			return false;
		}
		if (!WIFSTOPPED(status)) {
			*s->status = status;
			s->dead = true;
			return false;
		}
		signal = WSTOPSIG(status);
		if (signal == SYSCALL_STOP)
			return true;
		if (!(status >> 16))
			sigaddset(&s->held_back, signal);
		if (ptrace(PTRACE_SYSCALL, s->task->tid, 0, 0))
			return false;
	}
}

/* The task asks for a descriptor: gives it one of the memory.  Others who ask get none. */
static void give_memory(const struct stand_in *s)
{
	struct pollfd p = { .fd = listener, .events = POLLIN };
	struct seccomp_notif ask;
	struct seccomp_notif_resp response;

	do {
		struct seccomp_notif_addfd add = { .srcfd = memory };

		memset(&ask, 0, sizeof(ask));
		if (poll(&p, 1, 10000) <= 0 || !(p.revents & POLLIN) ||
		    ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &ask))
			return;
		response = (struct seccomp_notif_resp){ .id = ask.id, .error = -ENOSYS };
		if (ask.pid == s->task->tid) {
			int fd;

			add.id = ask.id;
			fd = ioctl(listener, SECCOMP_IOCTL_NOTIF_ADDFD, &add);
			response.error = fd < 0 ? -EMFILE : 0;
			response.val = fd < 0 ? 0 : fd;
		}
		ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &response);
	} while (ask.pid != s->task->tid);
}

static void set_args(struct user_regs_struct *r, bool narrow, const long *a)
{
	if (narrow) {
		r->rbx = a[0];
		r->rcx = a[1];
		r->rdx = a[2];
		r->rsi = a[3];
		r->rdi = a[4];
		r->rbp = a[5];
		return;
	}
	r->rdi = a[0];
	r->rsi = a[1];
	r->rdx = a[2];
	r->r10 = a[3];
	r->r8 = a[4];
	r->r9 = a[5];
}

/* A signal in between, as of the clock, would end a step of it, and nobody would begin again. */
static void answer(const struct stand_in *s)
{
	sigset_t all, before;

	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, &before);
	give_memory(s);
	sigprocmask(SIG_SETMASK, &before, NULL);
}

/* Return: what the call returns; -ESRCH if the task is gone. */
static long call_as(struct stand_in *s, long nr, const long *args)
{
	struct user_regs_struct r = s->regs;
	pid_t tid = s->task->tid;

	r.rax = nr;
	r.orig_rax = -1;	/* there is no call to be made again */
	set_args(&r, r.cs == CS_32_BIT, args);
	if (ptrace(PTRACE_SETREGS, tid, 0, &r) || ptrace(PTRACE_SYSCALL, tid, 0, 0) ||
	    !wait_for_stop(s) || ptrace(PTRACE_SYSCALL, tid, 0, 0))
		return -ESRCH;
	if (nr == RUN_HOLD_NR)
		answer(s);
	if (!wait_for_stop(s) || ptrace(PTRACE_GETREGS, tid, 0, &r))
		return -ESRCH;
	return r.cs == CS_32_BIT ? (s32)r.rax : (long)r.rax;
}

/* Its next instruction becomes a system call for a while. */
static bool begin(struct stand_in *s)
{
	pid_t tid = s->task->tid;
	long insn;

	if (ptrace(PTRACE_GETREGS, tid, 0, &s->regs))
		return false;
	errno = 0;
	s->text = ptrace(PTRACE_PEEKTEXT, tid, s->regs.rip, 0);
	if (errno)
		return false;
	/* int $0x80; or syscall */
	insn = (s->text & ~0xffffl) | (s->regs.cs == CS_32_BIT ? 0x80cd : 0x050f);
	return !ptrace(PTRACE_POKETEXT, tid, s->regs.rip, insn);
}

static bool end(struct stand_in *s)
{
	pid_t tid = s->task->tid;

	s->regs.orig_rax = -1;
	if (ptrace(PTRACE_POKETEXT, tid, s->regs.rip, s->text) ||
	    ptrace(PTRACE_SETREGS, tid, 0, &s->regs))
		return false;
	for (int signal = 1; signal < NSIG; signal++) {
		if (sigismember(&s->held_back, signal) == 1)
			syscall(SYS_tgkill, tid, tid, signal);
	}
	return true;
}

static bool map_it(struct stand_in *s)
{
	bool narrow = s->regs.cs == CS_32_BIT;
	long fd = call_as(s, RUN_HOLD_NR, (const long[6]){ 0 });
	const long map[6] = { RUN_HOLD_BASE, RUN_HOLD_SIZE, PROT_READ,
			      MAP_SHARED | MAP_FIXED_NOREPLACE, fd, 0 };
	const long close[6] = { fd };
	long at;

	if (fd < 0)
		return false;
	at = call_as(s, narrow ? 192 : SYS_mmap, map);
	return !call_as(s, narrow ? 6 : SYS_close, close) && at == RUN_HOLD_BASE;
}

/**
 * run_hold_map - map the copies into a new program
 * @task: stands at the end of its execve()
 * @status: set if it dies meanwhile
 *
 * Return: see hold.h
 */
int run_hold_map(struct run_task *task, int *status)
{
	struct stand_in s = { .task = task, .status = status };
	bool mapped;

	sigemptyset(&s.held_back);
	if (!begin(&s))
		return -1;
	mapped = map_it(&s);
	if (s.dead)
		return 1;
	return end(&s) && mapped ? 0 : -1;
}

/* ---- the time of a call ---- */

static const u16 wide_regs[] = {
	offsetof(struct user_regs_struct, rdi), offsetof(struct user_regs_struct, rsi),
	offsetof(struct user_regs_struct, rdx), offsetof(struct user_regs_struct, r10),
	offsetof(struct user_regs_struct, r8), offsetof(struct user_regs_struct, r9),
};

static const u16 narrow_regs[] = {
	offsetof(struct user_regs_struct, rbx), offsetof(struct user_regs_struct, rcx),
	offsetof(struct user_regs_struct, rdx), offsetof(struct user_regs_struct, rsi),
	offsetof(struct user_regs_struct, rdi), offsetof(struct user_regs_struct, rbp),
};

static bool set_arg(const struct run_task *task, u8 arg, unsigned long value)
{
	const u16 *regs = sct_abi_is_narrow(task->call.abi) ? narrow_regs : wide_regs;

	return !ptrace(PTRACE_POKEUSER, task->tid,
		       offsetof(struct user, regs) + regs[arg], value);
}

/*
 * Return: 0 or -errno.  What cannot be read is not left to chance: it may have come to be
 * readable meanwhile.
 */
static int hold_arg(struct run_task *task, u8 arg, u8 state, const char *data, u32 len)
{
	u32 slot;
	char *copy;

	if (state == SCT_TEXT_FAULT)
		return -EFAULT;
	if (state != SCT_TEXT_OK && state != SCT_TEXT_CUT)
		return 0;
	if (!free_count)
		return -ENOMEM;
	slot = free_slots[--free_count];
	copy = copies + slot * SLOT_SIZE;
	memcpy(copy, data, len);
	if (state == SCT_TEXT_CUT)
		memset(copy + len, 'x', SLOT_SIZE - 1 - len);
	else
		copy[len] = 0;
	copy[SLOT_SIZE - 1] = 0;
	task->hold_slot[arg] = slot;
	task->held |= 1u << arg;
	return set_arg(task, arg, RUN_HOLD_BASE + slot * SLOT_SIZE) ? 0 : -ESRCH;
}

static int hold_string(struct run_task *task, u8 arg)
{
	const struct sct_text *text = &task->call.text[arg];

	return hold_arg(task, arg, task->call.text_state[arg], text->data, text->len);
}

/* One that is longer than the kernel's longest is refused by its length. */
static int hold_address(struct run_task *task, const struct sct_param *param)
{
	const struct sct_value_key key = sct_value_key(param);
	const struct sct_value *v = sct_value_find(&task->call, &key);

	return v ? hold_arg(task, param->arg, v->state, v->data, v->len) : 0;
}

/**
 * run_hold_begin - let the kernel see what the rules have seen
 * @task: the caller, whose call is to run
 * @rules: on the call
 *
 * What no rule has looked at decided nothing, and is left alone.
 *
 * Return: 0; or -errno that the call must fail with.
 */
int run_hold_begin(struct run_task *task, const struct run_rules *rules)
{
	int err = 0;

	for (u32 args = rules->holds; args && !err; args &= args - 1)
		err = hold_string(task, __ffs(args));
	if (!err && rules->address)
		err = hold_address(task, rules->address);
	if (err)
		run_hold_end(task, true);
	return err;
}

/**
 * run_hold_end - the call is over
 * @task: the caller
 * @restore: it is still the same program, and has its registers
 */
void run_hold_end(struct run_task *task, bool restore)
{
	for (u32 args = task->held; args; args &= args - 1) {
		u8 arg = __ffs(args);

		if (restore)
			set_arg(task, arg, task->regs.arg[arg]);
		free_slots[free_count++] = task->hold_slot[arg];
	}
	task->held = 0;
}

static bool is_below_end(u64 from, u64 len)
{
	return from < RUN_HOLD_END && (len > RUN_HOLD_END || from + len > RUN_HOLD_BASE);
}

/**
 * run_hold_allows - may a call that changes memory run?
 * @call: as run_call_index(); one that the filter marks as RUN_HOLD_SEALED
 * @regs: its arguments
 */
bool run_hold_allows(u32 call, const struct pt_regs *regs)
{
	bool narrow = sct_abi_is_narrow(run_call_abi(call));
	u32 nr = call % SCT_MAX_NR;
	u64 a[6];

	for (u32 i = 0; i < 6; i++)
		a[i] = narrow ? (u32)regs->arg[i] : regs->arg[i];
	if (nr == (narrow ? 163 : SYS_mremap))
		return !is_below_end(a[0], max(a[1], a[2])) &&
		       !(a[3] & MREMAP_FIXED && is_below_end(a[4], a[2]));
	if (narrow && nr == 117)	/* ipc(): shmat() */
		return !is_below_end(a[4], RUN_HOLD_END);
	if (nr == (narrow ? 397 : SYS_shmat))
		return !is_below_end(a[1], RUN_HOLD_END);
	return !is_below_end(a[0], a[1]);
}
