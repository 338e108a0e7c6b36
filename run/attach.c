// SPDX-License-Identifier: GPL-2.0-only
/*
 * Processes that run already.  They keep what they are: no filter is put into them, and
 * when we go, or are killed, they go on.
 */
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <unistd.h>

#include "clock.h"
#include "options.h"
#include "task.h"
#include "trace.h"

#define GET_SYSCALL_INFO	0x420e
#define FOLLOW	(PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE)

static volatile sig_atomic_t detach_wanted;

bool run_detach_wanted(void)
{
	return detach_wanted;
}

/* The ticks end the wait for a stop, though the signal may come before it begins. */
static void want_to_detach(int signal)
{
	(void)signal;
	detach_wanted = 1;
	run_clock_start();
}

static void take_signals(void)
{
	static const int ends[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT };
	struct sigaction end = { .sa_handler = want_to_detach };

	for (size_t i = 0; i < ARRAY_SIZE(ends); i++)
		sigaction(ends[i], &end, NULL);
	signal(SIGPIPE, SIG_IGN);
}

/* What is missing, and who can grant it. */
static const char *why_forbidden(pid_t pid)
{
	int scope = run_ptrace_scope();

	if (scope == 3)
		return "kernel.yama.ptrace_scope is 3: nobody may until the machine is restarted";
	if (!geteuid())
		return "it belongs to the kernel, or to a container that may not be looked into";
	if (run_status_id(pid, "Uid:", 0) != geteuid())
		return "it is another user's: root may";
	if (scope == 2)
		return "kernel.yama.ptrace_scope is 2: root may, or can set it to 0";
	if (scope == 1)
		return "kernel.yama.ptrace_scope is 1, so only who has started it may: root may, or can set it to 0";
	return "it has more rights than you, or has forbidden it by prctl(2): root may";
}

static void cannot_attach(pid_t pid, int err)
{
	s64 tracer = run_status_id(pid, "TracerPid:", 0);

	if (err == ESRCH)
		run_fail(RUN_TROUBLE, "there is no process %d", pid);
	if (tracer > 0)
		run_fail(RUN_TROUBLE, "process %d is traced by %d already", pid, (int)tracer);
	run_fail(RUN_TROUBLE, "cannot attach to process %d: %s%s%s", pid, strerror(err),
		 err == EPERM ? "; " : "", err == EPERM ? why_forbidden(pid) : "");
}

/* Return: 0; -errno */
static int attach_task(pid_t tid, const struct run_mode *mode)
{
	long options = PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACEEXEC |
		       (mode->first_only ? 0 : FOLLOW);

	if (ptrace(PTRACE_SEIZE, tid, 0, options))
		return -errno;
	if (!run_task_get(tid))
		return -ENOMEM;
	return ptrace(PTRACE_INTERRUPT, tid, 0, 0) ? -errno : 0;
}

/* Return: how many threads of the process were not followed until now. */
static u32 attach_threads(pid_t pid, const struct run_mode *mode)
{
	char path[64];
	struct dirent *entry;
	u32 found = 0;
	DIR *dir;

	snprintf(path, sizeof(path), "/proc/%d/task", pid);
	dir = opendir(path);
	while (dir && (entry = readdir(dir))) {
		pid_t tid = atoi(entry->d_name);

		if (tid > 0 && !run_task_find(tid) && !attach_task(tid, mode))
			found++;
	}
	if (dir)
		closedir(dir);
	return found;
}

/**
 * run_attach - follow a process that runs
 * @pid: the process, or a thread if only that is to be followed
 * @mode: likewise
 *
 * Ends the supervisor if it cannot.
 */
void run_attach(pid_t pid, const struct run_mode *mode)
{
	char none[88];
	int err;

	/* Refused as not being at a stop, or as not being known. */
	if (ptrace(GET_SYSCALL_INFO, pid, sizeof(none), none) && errno == EIO)
		run_fail(RUN_TROUBLE, "-p needs Linux 5.3");
	if (run_task_find(pid))
		return;
	take_signals();
	err = attach_task(pid, mode);
	if (err)
		cannot_attach(pid, -err);
	/* A thread that is not followed yet may start another one meanwhile. */
	while (!mode->first_only && attach_threads(pid, mode))
		;
}
