// SPDX-License-Identifier: GPL-2.0-only
/*
 * What is done to other tasks, and what the kernel is to take in.
 *
 * A task is known by the file that it was started from, whatever it calls itself: the
 * file is the object of the operation.
 */
#include <linux/cred.h>
#include <linux/dcache.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/kernel_read_file.h>
#include <linux/ptrace.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>

#include "compat/exe_file.h"
#include "hook/operations.h"
#include "hook/task_operations.h"
#include "lib/openers.h"
#include "table/operations.h"

/* Does it read the log, and has the system's init started it, or taken it over? */
static bool is_log_service(struct task_struct *task)
{
	bool is;

	if (!sct_process_has_open(SCT_OPENED_LOG, task_tgid(task)))
		return false;
	rcu_read_lock();
	/* The leader of one that has been reaped may be gone already. */
	is = pid_alive(task) &&
	     is_global_init(rcu_dereference(task->group_leader->real_parent));
	rcu_read_unlock();
	return is;
}

/* @mm: of the task, which keeps it for as long as this lasts */
static long judge_mm(u8 operation, struct task_struct *task, struct mm_struct *mm,
		     u64 third)
{
	const u64 number[SCT_MAX_OPERATION_NUMBERS] = {
		task_tgid_nr(task),
		__kuid_val(task_uid(task)),
		third,
		is_log_service(task),
	};
	struct file *file = mm ? sct_exe_file(mm) : NULL;
	long ret;

	ret = sct_judge_numbers(operation, file ? file_dentry(file) : NULL, number);
	if (file)
		fput(file);
	return ret;
}

/*
 * int security_ptrace_access_check(struct task_struct *child, unsigned int mode)
 *
 * The task is locked.  Much of /proc is read that way as well; what is judged is who is
 * attached to, whose memory is read or written, whose descriptors are taken.
 */
static long before_trace(const struct sct_function_hook *hook,
			 const unsigned long *args)
{
	struct task_struct *child = (struct task_struct *)args[0];

	if (!((unsigned int)args[1] & PTRACE_MODE_ATTACH))
		return 0;
	return judge_mm(SCT_OPERATION_TRACE, child, child->mm, 0);
}

/*
 * int ptrace_traceme(void): who asks is who is traced.
 *
 * It asks security_ptrace_traceme() with interrupts off, and where those wait for whom
 * it keeps locked: no place for rules.
 */
static long before_traceme(const struct sct_function_hook *hook,
			   const unsigned long *args)
{
	return judge_mm(SCT_OPERATION_TRACE, current, current->mm, 0);
}

/* The first thread may have ended, and others go on: theirs is the program. */
static long judge_signal(struct task_struct *task, int signal)
{
	struct task_struct *thread;
	long ret;

	for_each_thread(task, thread) {
		task_lock(thread);
		if (likely(thread->mm)) {
			ret = judge_mm(SCT_OPERATION_SIGNAL, task, thread->mm, signal);
			task_unlock(thread);
			return ret;
		}
		task_unlock(thread);
	}
	return judge_mm(SCT_OPERATION_SIGNAL, task, NULL, signal);
}

/*
 * int security_task_kill(struct task_struct *p, struct kernel_siginfo *info, int sig,
 *			  const struct cred *cred)
 *
 * Under RCU, or the lock of the list of tasks.  Of USB devices it may come from an
 * interrupt: then nobody has called.
 * What a process sends to itself is its own affair.
 */
static long before_kill(const struct sct_function_hook *hook,
			const unsigned long *args)
{
	struct task_struct *task = (struct task_struct *)args[0];
	long ret;

	if (!in_task() || same_thread_group(current, task))
		return 0;
	rcu_read_lock();
	ret = judge_signal(task, (int)args[2]);
	rcu_read_unlock();
	return ret;
}

static long judge_load(const struct file *file, u64 what, bool asked_for)
{
	const u64 number[SCT_MAX_OPERATION_NUMBERS] = { what, asked_for };

	return sct_judge_numbers(SCT_OPERATION_LOAD,
				 file ? file_dentry(file) : NULL, number);
}

/*
 * int security_kernel_read_file(struct file *file, enum kernel_read_file_id id,
 *				 bool contents)
 *
 * What is told for there is the same number in both enumerations.
 */
static long before_read_file(const struct sct_function_hook *hook,
			     const unsigned long *args)
{
	return judge_load((struct file *)args[0], (u32)args[1], false);
}

/* int security_kernel_load_data(enum kernel_load_data_id id, bool contents) */
static long before_load_data(const struct sct_function_hook *hook,
			     const unsigned long *args)
{
	return judge_load(NULL, (u32)args[0], false);
}

/* int security_kernel_module_request(char *kmod_name): of the task that needs it */
static long before_request(const struct sct_function_hook *hook,
			   const unsigned long *args)
{
	return judge_load(NULL, READING_MODULE, true);
}

#define ON(id)	(1u << SCT_OPERATION_##id)

#define HOOK(function, visitor)	\
	(&(const struct sct_function_hook){ .name = (function), .before = (visitor) })

static const struct sct_operation_hook hooks[] = {
	{ HOOK("security_ptrace_access_check", before_trace), ON(TRACE) },
	{ HOOK("ptrace_traceme", before_traceme), ON(TRACE) },
	{ HOOK("security_task_kill", before_kill), ON(SIGNAL) },
	{ HOOK("security_kernel_read_file", before_read_file), ON(LOAD) },
	{ HOOK("security_kernel_load_data", before_load_data), ON(LOAD) },
	{ HOOK("security_kernel_module_request", before_request), ON(LOAD) },
};

void sct_task_operations_init(void)
{
	sct_operations_register(hooks, ARRAY_SIZE(hooks));
}
