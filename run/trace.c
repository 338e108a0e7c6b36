// SPDX-License-Identifier: GPL-2.0-only
/*
 * Follows the tasks: each ruled call stops its caller, who is judged and let go on.
 *
 * Why ptrace (SECCOMP_RET_TRACE) and not user notification: an after-rule must see what
 * the call returned, and a notification is over when the call begins; reading the
 * caller's memory needs the right to trace him in any case, so that a machine which
 * forbids the one forbids the other; and ptrace brings along forks, execs and
 * signals without a race, since Linux 4.8.  Measured on one call with a look at
 * memory, two CPUs, Linux 6.18 in a VM: on one CPU 3.0 us by ptrace and 2.4 us by
 * notification, 5.3 us with a stop at the return; across CPUs 43 and 27 us, nearly all of
 * it the wake-up of an idle CPU.  So notification would win a fifth where it would do.
 *
 * A process that runs already cannot be given a filter: if one is attached to, each of its
 * calls stops, at its begin and at its end (attach.c).
 */
#include <signal.h>
#include <stdio.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#include "change.h"
#include "clock.h"
#include "hold.h"
#include "judge.h"
#include "log.h"
#include "question.h"
#include "stop.h"
#include "trace.h"

#define SYSCALL_STOP		(SIGTRAP | 0x80)
#define ERESTARTNOINTR		513	/* the kernel's own: make the call again */

#define OPTIONS	(PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACESECCOMP | PTRACE_O_TRACEEXEC | \
		 PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE)

struct tracer {
	const struct run_table *table;
	const struct run_mode *mode;
	pid_t command;
	bool detaches;
	struct run_end end;
};

/**
 * run_trace_seize - begin to follow a process
 * @pid: the process, a child
 * @kill_on_exit: if the supervisor dies, so does all that it follows
 *
 * Return: 0 or -errno
 */
int run_trace_seize(pid_t pid, bool kill_on_exit)
{
	long options = OPTIONS | (kill_on_exit ? PTRACE_O_EXITKILL : 0);

	return ptrace(PTRACE_SEIZE, pid, 0, options) ? -errno : 0;
}

/* A task that is killed meanwhile is no error: its end is reported, too. */
static void go_on(struct tracer *t, struct run_task *task, int signal)
{
	bool stops = t->mode->attached || task->stage != RUN_FREE || task->is_new;

	if (task->stage == RUN_WAITS)
		return;
	/* What SUSPEND has skipped must be made again first. */
	if (t->detaches && task->stage != RUN_SUSPENDS) {
		ptrace(PTRACE_DETACH, task->tid, 0, (long)signal);
		run_task_drop(task);
		return;
	}
	ptrace(stops ? PTRACE_SYSCALL : PTRACE_CONT, task->tid, 0, (long)signal);
}

static void poke(const struct run_task *task, size_t reg, long value)
{
	ptrace(PTRACE_POKEUSER, task->tid, reg, value);
}

#define POKE(task, reg, value) \
	poke(task, offsetof(struct user, regs) + offsetof(struct user_regs_struct, reg), value)

/* The kernel does not run a call without a number, and leaves the result alone. */
static void skip_call(const struct run_task *task, long result)
{
	POKE(task, orig_rax, -1);
	POKE(task, rax, result);
}

static void begin_call(struct run_task *task, const struct run_stop *info)
{
	u32 abi = run_stop_abi(info);
	u32 nr = info->seccomp.nr & ~X32_BIT & (SCT_MAX_NR - 1);

	task->ip = info->ip;
	task->sp = info->sp;
	task->call_index = run_call_index(abi, nr);
	task->late = false;
	for (u32 i = 0; i < SCT_MAX_PARAMS; i++)
		task->regs.arg[i] = info->seccomp.args[i];
	sct_call_init(&task->call, &task->regs, abi, nr);
}

/* The stop at the end of the call, which does not run, makes it be made again. */
static void suspend(struct run_task *task)
{
	task->mark = (struct run_mark){
		.set = true, .call = task->call_index, .ip = task->ip, .sp = task->sp,
		.regs = task->regs,
	};
	skip_call(task, -ENOSYS);
	task->stage = RUN_SUSPENDS;
	sct_call_end(&task->call);
}

/* A call that is let run must be the one that was judged. */
static void hold(const struct tracer *t, struct run_task *task, struct run_ruling *ruling)
{
	int err;

	if (!run_hold_is_on() || !t->end.executed ||
	    (ruling->verdict != RUN_LET && ruling->verdict != RUN_AND_ASK))
		return;
	err = run_hold_begin(task, t->table->calls[task->call_index]);
	/* The kernel would have found the same, and after-rules see that. */
	if (err && ruling->verdict == RUN_AND_ASK)
		skip_call(task, err);
	else if (err)
		*ruling = (struct run_ruling){ .verdict = RUN_DENY, .ret = err };
}

/* Until the command is there, its process makes calls of ours. */
static bool is_judged(const struct tracer *t, const struct run_task *task)
{
	return t->table->calls[task->call_index] && !task->unjudged &&
	       (t->end.executed || task->tid != t->command ||
		run_call_executes(task->call_index));
}

/* What the rules, or somebody who was asked, have said of the call that the task stands at. */
static void carry_out(struct tracer *t, struct run_task *task, struct run_ruling *ruling)
{
	hold(t, task, ruling);
	switch (ruling->verdict) {
	case RUN_LET:
		if (task->held)
			task->stage = RUN_HELD;
		break;
	case RUN_AND_ASK:
		task->stage = RUN_IN_CALL;
		return;
	case RUN_ASKED:
		task->stage = RUN_WAITS;
		return;
	case RUN_SUSPEND:
		suspend(task);
		return;
	case RUN_DENY:
		skip_call(task, ruling->ret);
		if (ruling->signal)
			syscall(SYS_tgkill, task_tgid_nr(task), task->tid,
				ruling->signal);
		break;
	}
	sct_call_end(&task->call);
}

static void settle(void *context, struct run_task *task, struct run_ruling *ruling)
{
	struct tracer *t = context;

	run_current = task;
	task->stage = RUN_FREE;
	if (ruling->verdict == RUN_LET &&
	    t->table->calls[task->call_index]->count[SCT_PHASE_AFTER])
		ruling->verdict = RUN_AND_ASK;
	carry_out(t, task, ruling);
	go_on(t, task, 0);
}

static void at_call(struct tracer *t, struct run_task *task)
{
	struct run_ruling ruling;
	struct run_stop info;

	if (!run_stop_read(task, &info, RUN_STOP_SECCOMP))
		return;
	begin_call(task, &info);
	if (info.op == RUN_STOP_SECCOMP && info.seccomp.ret_data & RUN_HOLD_SEALED &&
	    run_hold_is_on() && !run_hold_allows(task->call_index, &task->regs)) {
		skip_call(task, -EPERM);
		return;
	}
	if (!is_judged(t, task)) {
		if (run_call_changes_uid(task->call_index))
			run_task_ids_change(task);
		return;
	}
	ruling = run_judge_before(t->table, task);
	if (run_call_changes_uid(task->call_index))
		run_task_ids_change(task);
	carry_out(t, task, &ruling);
}

static void at_end(struct tracer *t, pid_t tid, int status)
{
	struct run_task *task = run_task_find(tid);

	if (tid == t->command)
		t->end.status = status;
	if (!task)
		return;
	if (!task->unjudged)
		run_change_ended(tid, status);
	run_task_drop(task);
}

/* Return: false if the task has died. */
static bool prepare_program(struct tracer *t, struct run_task *task)
{
	int status, how = run_hold_map(task, &status);

	task->is_new = false;
	if (how > 0) {
		at_end(t, task->tid, status);
		return false;
	}
	if (how < 0 && !kill(task->tid, SIGKILL))
		fprintf(stderr, "sct_run: process %d was killed: its strings cannot be held\n",
			task->tid);
	return true;
}

/* Return: false if the task has died. */
static bool at_return(struct tracer *t, struct run_task *task)
{
	enum run_stage stage = task->stage;
	struct run_stop info;

	task->stage = RUN_FREE;
	if (stage == RUN_SUSPENDS) {
		POKE(task, orig_rax, task->call_index % SCT_MAX_NR |
		     (run_call_abi(task->call_index) == SCT_ABI_X32 ? X32_BIT : 0));
		POKE(task, rax, -ERESTARTNOINTR);
		syscall(SYS_tgkill, task_tgid_nr(task), task->tid, SIGSTOP);
		return true;
	}
	run_hold_end(task, true);
	if (stage == RUN_IN_CALL) {
		if (run_stop_read(task, &info, RUN_STOP_EXIT))
			run_judge_after(t->table, task, info.exit.rval);
		sct_call_end(&task->call);
	}
	return !task->is_new || prepare_program(t, task);
}

static void at_exec(struct tracer *t, struct run_task *task)
{
	unsigned long former = task->tid;
	struct run_task *caller;

	ptrace(PTRACE_GETEVENTMSG, task->tid, 0, &former);
	caller = run_task_find(former);
	if (caller && caller != task) {
		run_task_rename(caller, task->tid);
		task = caller;
		run_current = task;
	}
	run_hold_end(task, false);
	task->late = true;
	task->is_new = run_hold_is_on();
	task->mark.set = false;
	if (task->tid == t->command)
		t->end.executed = true;
	go_on(t, task, 0);
}

static bool is_stop_signal(int signal)
{
	return signal == SIGSTOP || signal == SIGTSTP || signal == SIGTTIN ||
	       signal == SIGTTOU;
}

/*
 * All of its process stops, until SIGCONT.  A shell that started us waits for us: so
 * we stop with the command, and the SIGCONT to the job is for both.
 */
static void at_group_stop(struct tracer *t, struct run_task *task, int signal)
{
	if (t->detaches) {
		go_on(t, task, 0);
		return;
	}
	if (!task->unjudged)
		run_change_stopped(task->tid, signal);
	ptrace(PTRACE_LISTEN, task->tid, 0, 0);
	if (task->tid == t->command && signal != SIGSTOP &&
	    tcgetpgrp(STDIN_FILENO) == getpgrp()) {
		run_log_drain(0);
		raise(SIGSTOP);
	}
}

static void at_event(struct tracer *t, struct run_task *task, int event, int signal)
{
	switch (event) {
	case PTRACE_EVENT_SECCOMP:
		at_call(t, task);
		break;
	case PTRACE_EVENT_EXEC:
		at_exec(t, task);
		return;
	case PTRACE_EVENT_STOP:
		if (is_stop_signal(signal)) {
			at_group_stop(t, task, signal);
			return;
		}
		break;
	default:		/* a fork: the new task has a stop of its own */
		break;
	}
	go_on(t, task, 0);
}

/* Return: false if the task has died. */
static bool at_syscall(struct tracer *t, struct run_task *task)
{
	struct run_stop info;

	if (!t->mode->attached)
		return at_return(t, task);
	if (run_stop_read(task, &info, RUN_STOP_ENTRY))
		at_call(t, task);
	else
		return at_return(t, task);
	return true;
}

static void at_stop(struct tracer *t, struct run_task *task, int status)
{
	int signal = WSTOPSIG(status), event = status >> 16;

	run_current = task;
	if (event) {
		at_event(t, task, event, signal);
	} else if (signal == SYSCALL_STOP) {
		if (at_syscall(t, task))
			go_on(t, task, 0);
	} else {
		if (!task->unjudged)
			run_change_signalled(task->tid, signal);
		go_on(t, task, signal);
	}
}

/* The task of a stop; NULL without memory. */
static struct run_task *task_of(const struct tracer *t, pid_t tid)
{
	struct run_task *task = run_task_find(tid);

	if (task)
		return task;
	task = run_task_get(tid);
	if (!task)
		return NULL;
	task->unjudged = t->mode->first_only;
	if (!task->unjudged)
		run_change_seen(tid);
	return task;
}

static void interrupt(struct run_task *task)
{
	ptrace(PTRACE_INTERRUPT, task->tid, 0, 0);
}

/* Each task stops soon, and then is let go. */
static void begin_to_detach(struct tracer *t)
{
	t->detaches = true;
	run_questions_end(settle, t);
	run_task_each(interrupt);
}

/*
 * The next stop.  Records wait for a tick of the clock, so that many of them are one
 * write; and they wait no longer than that, however long the next call lets wait.  Nor
 * does an answer to a question.
 */
static pid_t next_stop(struct tracer *t, int *status)
{
	if (run_log_pending() || run_questions_wait())
		run_clock_start();
	if (run_clock_ticked()) {
		run_log_drain(0);
		run_questions_look(settle, t);
		if (!run_log_pending() && !run_questions_wait())
			run_clock_stop();
	}
	return waitpid(-1, status, __WALL);
}

/**
 * run_trace - follow a command and all that comes of it, to the end
 * @table: the rules
 * @command: its process, which has been seized; 0: there is none
 * @mode: whose calls are judged
 *
 * Return: what came of the command itself
 */
struct run_end run_trace(const struct run_table *table, pid_t command,
			 const struct run_mode *mode)
{
	struct tracer t = {
		.table = table, .mode = mode, .command = command,
		.end.executed = !command,
	};

	if (command && !run_task_get(command))
		return t.end;
	while (run_task_count()) {
		struct run_task *task;
		int status;
		pid_t tid = next_stop(&t, &status);

		if (!t.detaches && run_detach_wanted())
			begin_to_detach(&t);
		if (tid < 0 && errno == EINTR)
			continue;
		if (tid < 0)
			break;
		if (!WIFSTOPPED(status)) {
			at_end(&t, tid, status);
			continue;
		}
		task = task_of(&t, tid);
		if (task)
			at_stop(&t, task, status);
		else	/* no memory: it may not go on unseen */
			kill(tid, SIGKILL);
	}
	return t.end;
}
