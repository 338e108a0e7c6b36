// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which kernel function serves a system call.
 *
 * The names come from the kernel's own generated tables, so they are those of
 * the kernel that the module is built for; a call that is new in a kernel needs
 * nothing here.
 */
#include <linux/errno.h>
#include <linux/kprobes.h>
#include <linux/mutex.h>

#include "internal.h"

/* functions[]: names by ABI and number */
#ifdef CONFIG_X86_64
#include "names_x86.h"
#else
#include "names_arm64.h"
#endif

/* 0: not looked up yet; an error value: the kernel has no such function. */
static unsigned long addresses[SCT_NR_ABIS][SCT_MAX_NR];
static DEFINE_MUTEX(addresses_mutex);

/*
 * A disabled kprobe is never armed, so this patches nothing; it is the way to
 * an address since kallsyms_lookup_name() lost its export (5.7).  By name and
 * not by what kallsyms calls an address: of aliases (__x64_sys_fork,
 * __ia32_sys_fork) it knows the first only.
 *
 * Return: where the entry NOP is (with IBT, behind the ENDBR); an error value
 * where there is no such function or ftrace does not know it.
 */
unsigned long sct_find_function(const char *name)
{
	struct kprobe kp = {
		.symbol_name = name,
		.flags = KPROBE_FLAG_DISABLED,
	};
	bool traceable = true;
	int err;

	err = register_kprobe(&kp);
	if (err)
		return err;
	/* Elsewhere it does not know; arming will say so. */
	if (IS_ENABLED(CONFIG_KPROBES_ON_FTRACE))
		traceable = kp.flags & KPROBE_FLAG_FTRACE;
	unregister_kprobe(&kp);
	return traceable ? (unsigned long)kp.addr : (unsigned long)-ENOENT;
}

static const char *function_name(unsigned int abi, unsigned int nr)
{
	if (abi >= SCT_NR_ABIS || nr >= SCT_MAX_NR || !functions[abi])
		return NULL;
	return functions[abi][nr];
}

unsigned long sct_call_function(unsigned int abi, unsigned int nr)
{
	unsigned long addr;
	const char *name;

	name = function_name(abi, nr);
	if (!name || strstr(name, "_sys_ni_syscall"))
		return 0;

	mutex_lock(&addresses_mutex);
	addr = addresses[abi][nr];
	if (!addr) {
		addr = sct_find_function(name);
		addresses[abi][nr] = addr;
	}
	mutex_unlock(&addresses_mutex);
	return IS_ERR_VALUE(addr) ? 0 : addr;
}

/**
 * sct_hijack_has_call - whether this kernel implements a system call
 * @abi: SCT_ABI_*
 * @nr: number in that ABI
 *
 * May sleep.
 */
bool sct_hijack_has_call(unsigned int abi, unsigned int nr)
{
	return sct_call_function(abi, nr);
}
EXPORT_SYMBOL_GPL(sct_hijack_has_call);

static bool serves(unsigned int abi, unsigned int nr, const char *function)
{
	const char *name = function_name(abi, nr);

	return name && strstr(name, function);
}

static bool restores_registers(unsigned int abi, unsigned int nr)
{
	return serves(abi, nr, "sys_rt_sigreturn") ||
	       serves(abi, nr, "sys_sigreturn");
}

/**
 * sct_hijack_can_deny - whether a call can be refused with an errno
 * @abi: SCT_ABI_*
 * @nr: number in that ABI
 *
 * A signal handler cannot go on from a failed sigreturn, and libc does not
 * return from exit.
 */
bool sct_hijack_can_deny(unsigned int abi, unsigned int nr)
{
	return sct_hijack_returns(abi, nr);
}
EXPORT_SYMBOL_GPL(sct_hijack_can_deny);

/**
 * sct_hijack_returns - whether a call has an after-visit
 * @abi: SCT_ABI_*
 * @nr: number in that ABI
 *
 * exit and exit_group never return; what sigreturn "returns" is the interrupted
 * code's register.
 */
bool sct_hijack_returns(unsigned int abi, unsigned int nr)
{
	return !serves(abi, nr, "sys_exit") && !restores_registers(abi, nr);
}
EXPORT_SYMBOL_GPL(sct_hijack_returns);

/**
 * sct_hijack_offers_call - whether the kernel's own table of calls names a function
 * @abi: SCT_ABI_*
 * @nr: number in that ABI
 *
 * Where it does, and sct_hijack_has_call() knows of none, the call may be made
 * without a visit.
 */
bool sct_hijack_offers_call(unsigned int abi, unsigned int nr)
{
	const char *name = function_name(abi, nr);

	return name && !strstr(name, "_sys_ni_syscall");
}
EXPORT_SYMBOL_GPL(sct_hijack_offers_call);
