// SPDX-License-Identifier: GPL-2.0-only
/* What a task stands at; by one call where the kernel can tell it, since Linux 5.3. */
#include <linux/audit.h>
#include <sys/ptrace.h>
#include <sys/user.h>

#include "hold.h"
#include "stop.h"

#define GET_SYSCALL_INFO	0x420e

/* Linux before 5.3: the registers, and what the filter returned. */
static bool read_old_stop(const struct run_task *task, struct run_stop *info)
{
	struct user_regs_struct r;
	unsigned long data;

	if (ptrace(PTRACE_GETREGS, task->tid, 0, &r) ||
	    ptrace(PTRACE_GETEVENTMSG, task->tid, 0, &data))
		return false;
	info->ip = r.rip;
	info->sp = r.rsp;
	if (info->op == RUN_STOP_EXIT) {
		info->exit.rval = r.rax;
		return true;
	}
	info->seccomp.nr = r.orig_rax;
	info->seccomp.ret_data = data;
	if (data == SCT_ABI_IA32) {
		const u64 args[] = { r.rbx, r.rcx, r.rdx, r.rsi, r.rdi, r.rbp };

		memcpy(info->seccomp.args, args, sizeof(args));
	} else {
		const u64 args[] = { r.rdi, r.rsi, r.rdx, r.r10, r.r8, r.r9 };

		memcpy(info->seccomp.args, args, sizeof(args));
	}
	return true;
}

/**
 * run_stop_read - what the task stands at
 * @task: the task, which has stopped
 * @info: gets it
 * @op: what is expected, RUN_STOP_*
 *
 * Return: false if it is something else, or the task has died.
 */
bool run_stop_read(const struct run_task *task, struct run_stop *info, u8 op)
{
	long n = ptrace(GET_SYSCALL_INFO, task->tid, sizeof(*info), info);

	if (n > 0)
		return info->op == op ||
		       (op == RUN_STOP_SECCOMP && info->op == RUN_STOP_ENTRY);
	if (errno == ESRCH)
		return false;
	info->op = op;
	return read_old_stop(task, info);
}

/* The filter says so; without one, the kernel. */
u32 run_stop_abi(const struct run_stop *info)
{
	if (info->op == RUN_STOP_SECCOMP)
		return info->seccomp.ret_data & ~RUN_HOLD_SEALED;
	if (info->arch == AUDIT_ARCH_I386)
		return SCT_ABI_IA32;
	return info->seccomp.nr & X32_BIT ? SCT_ABI_X32 : SCT_ABI_X86_64;
}
