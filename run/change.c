// SPDX-License-Identifier: GPL-2.0-only
/*
 * What happens to a task beside its calls: it is seen, signalled, stopped, it ends.  The
 * records stand among the events, in the order in which the supervisor has seen both.
 */
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/wait.h>

#include "change.h"
#include "log.h"

bool run_changes_told;

static struct sct_task *tell(pid_t tid, enum sct_change change, int number)
{
	struct sct_task *task;

	if (!run_changes_told)
		return NULL;
	task = (struct sct_task *)run_log_reserve(0, sizeof(*task), 1, 0);
	if (!task)
		return NULL;
	task->rec.type = SCT_RECORD_TASK;
	memset(&task->rec + 1, 0, sizeof(*task) - sizeof(task->rec));
	task->tid = tid;
	task->change = change;
	task->number = number;
	return task;
}

void run_change_seen(pid_t tid)
{
	tell(tid, SCT_CHANGE_SEEN, 0);
}

void run_change_ended(pid_t tid, int status)
{
	struct sct_task *task;

	if (WIFEXITED(status)) {
		tell(tid, SCT_CHANGE_EXITED, WEXITSTATUS(status));
		return;
	}
	task = tell(tid, SCT_CHANGE_KILLED, WTERMSIG(status));
	if (task)
		task->core = WCOREDUMP(status) != 0;
}

/* The task stands at the signal, which is to be delivered to it. */
void run_change_signalled(pid_t tid, int signal)
{
	struct sct_task *task = tell(tid, SCT_CHANGE_SIGNALLED, signal);
	siginfo_t info;

	if (!task || ptrace(PTRACE_GETSIGINFO, tid, 0, &info))
		return;
	task->code = info.si_code;
	if (signal == SIGSEGV || signal == SIGBUS || signal == SIGILL ||
	    signal == SIGFPE || signal == SIGTRAP) {
		task->value = (long)info.si_addr;
		return;
	}
	task->sender = info.si_pid;
	task->uid = info.si_uid;
	if (signal == SIGCHLD)
		task->value = info.si_status;
}

void run_change_stopped(pid_t tid, int signal)
{
	tell(tid, SCT_CHANGE_STOPPED, signal);
}
