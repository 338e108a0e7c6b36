// SPDX-License-Identifier: GPL-2.0-only
/*
 * Proves of each function that is called by a pointer because of us that it can be.
 *
 * These are, and no others:
 *	guard_handler, sct_redirect	patch.c and batch.c, by ftrace
 *	release_work_fn, sct_task_exit	frames.c, by workqueue and tracepoint
 *	drain_work_fn, grace_period_over	drain.c, by workqueue and SRCU
 *	sct_function_hook.before	functions.c, by us
 *	those of sct_hijack_ops		visit.c, where the kernel has no static
 *				calls; x86 has, and patches the target in
 *
 * No function of the kernel is called by a pointer.  A hooked function is left to
 * itself by a RET (stub_*.S), which is not tracked, and behind its ENDBR.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/uaccess.h>

#include "landing.h"
#include "targets.h"

/*
 * With FineIBT a caller lands on a preamble before the function, which has the ENDBR,
 * and the function's own is sealed.  A kernel decides for it at boot, where the CPU has
 * IBT, so what is built here does not know.
 */
static void explain_sealing(void)
{
	if (IS_ENABLED(CONFIG_FINEIBT))
		pr_err("sct_hijack: with FineIBT that is so of every function, and this does not work: boot with cfi=kcfi\n");
}

int sct_check_address(const char *name, unsigned long addr)
{
	unsigned char code[SCT_LANDING_BYTES];
	enum sct_landing landing = SCT_LANDING_NONE;

	if (!IS_ENABLED(CONFIG_X86_KERNEL_IBT))
		return 0;
	if (!copy_from_kernel_nofault(code, (void *)addr, sizeof(code)))
		landing = sct_landing(code);
	if (landing == SCT_LANDING_OK)
		return 0;
	pr_err("sct_hijack: %s (%pS) cannot be called by a pointer: %s\n",
	       name, (void *)addr, sct_landing_text(landing));
	explain_sealing();
	return -ENOEXEC;
}
