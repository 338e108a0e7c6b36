// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which kernel function serves a system call.
 *
 * The names come from the kernel's own generated tables, so they are those of
 * the kernel that the module is built for; a call that is new in a kernel needs
 * nothing here.
 */
#include <linux/err.h>
#include <linux/kprobes.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/sched.h>
#include <linux/slab.h>

#include "internal.h"

/* functions[]: names by ABI and number */
#ifdef CONFIG_X86_64
#include "names_x86.h"
#else
#include "names_arm64.h"
#endif

/*
 * 0: not known, look it up; -ENOENT: the kernel has no such function.  No other error
 * is kept: it says nothing about the kernel, and the next look-up may succeed.
 */
static unsigned long addresses[SCT_NR_ABIS][SCT_MAX_NR];
static DEFINE_MUTEX(addresses_mutex);

/* A name that is looked up. */
struct lookup {
	struct kprobe probe;
	unsigned long addr;		/* or an error value */
	unsigned int abi;
	unsigned int nr;
};

/*
 * A disabled kprobe is never armed, so this patches nothing; it is the way to
 * an address since kallsyms_lookup_name() lost its export (5.7).  By name and
 * not by what kallsyms calls an address: of aliases (__x64_sys_fork,
 * __ia32_sys_fork) it knows the first only.
 */
static unsigned long probe_address(struct kprobe *probe)
{
	int err = register_kprobe(probe);

	if (err)
		return err;
	/* Elsewhere it does not know; arming will say so. */
	if (IS_ENABLED(CONFIG_KPROBES_ON_FTRACE) &&
	    !(probe->flags & KPROBE_FLAG_FTRACE))
		return -EOPNOTSUPP;
	return (unsigned long)probe->addr;
}

/* Letting kprobes go takes an RCU grace period, for any number of them. */
static int look_up_all(struct lookup *lookups, unsigned int count)
{
	struct kprobe **registered;
	unsigned int n = 0;

	registered = kvmalloc_array(count, sizeof(*registered), GFP_KERNEL);
	if (!registered)
		return -ENOMEM;
	for (unsigned int i = 0; i < count; i++) {
		struct lookup *l = &lookups[i];

		l->probe.flags = KPROBE_FLAG_DISABLED;
		l->addr = probe_address(&l->probe);
		if (!IS_ERR_VALUE(l->addr) || l->addr == -EOPNOTSUPP)
			registered[n++] = &l->probe;
		cond_resched();
	}
	unregister_kprobes(registered, n);
	kvfree(registered);
	return 0;
}

/**
 * sct_find_function - address of a kernel function by its name
 * @name: as in /proc/kallsyms
 *
 * May sleep.
 *
 * Return: where the entry NOP is (with IBT, behind the ENDBR), or an error value:
 * -ENOENT no such function; -EOPNOTSUPP one that ftrace does not know; any other
 * error: it is not known whether there is one.
 */
unsigned long sct_find_function(const char *name)
{
	struct lookup *l = kzalloc(sizeof(*l), GFP_KERNEL);
	unsigned long addr;
	int err;

	if (!l)
		return -ENOMEM;
	l->probe.symbol_name = name;
	err = look_up_all(l, 1);
	addr = err ? (unsigned long)err : l->addr;
	kfree(l);
	return addr;
}

static const char *function_name(unsigned int abi, unsigned int nr)
{
	if (abi >= SCT_NR_ABIS || nr >= SCT_MAX_NR || !functions[abi])
		return NULL;
	return functions[abi][nr];
}

/* Return: the function's name; NULL if there is none, or nothing but -ENOSYS in it. */
static const char *serving_function(unsigned int abi, unsigned int nr)
{
	const char *name = function_name(abi, nr);

	return name && !strstr(name, "_sys_ni_syscall") ? name : NULL;
}

/*
 * What a look-up said: remembers what is certain.
 *
 * Return: the address; 0 there is no such function; -ENOMEM; -EIO.
 */
static unsigned long take_answer(unsigned int abi, unsigned int nr,
				 unsigned long addr)
{
	if (!IS_ERR_VALUE(addr) || addr == -ENOENT) {
		addresses[abi][nr] = addr;
		return addr == -ENOENT ? 0 : addr;
	}
	if (addr == -ENOMEM)
		return addr;
	pr_err_ratelimited("sct_hijack: cannot tell where %s is: error %d\n",
			   function_name(abi, nr), -(int)addr);
	return -EIO;
}

/**
 * sct_call_function - address of the kernel function that serves a call
 * @abi: SCT_ABI_*
 * @nr: number in that ABI
 *
 * May sleep; looks a symbol up at the first use.
 *
 * Return: the address; 0 where this kernel has no such call; -ENOMEM; -EIO another
 * reason not to know, or ftrace does not know the function.
 */
unsigned long sct_call_function(unsigned int abi, unsigned int nr)
{
	const char *name = serving_function(abi, nr);
	unsigned long addr;

	if (!name)
		return 0;
	mutex_lock(&addresses_mutex);
	addr = addresses[abi][nr];
	addr = take_answer(abi, nr, addr ?: sct_find_function(name));
	mutex_unlock(&addresses_mutex);
	return addr;
}

/* Fills @lookups, if any, with what is not known; returns how many those are. */
static unsigned int unknown_calls(const struct sct_call_set *calls,
				  struct lookup *lookups)
{
	unsigned int count = 0;

	for (unsigned int abi = 0; abi < SCT_NR_ABIS; abi++) {
		unsigned int nr;

		for_each_set_bit(nr, calls->nr[abi], SCT_MAX_NR) {
			const char *name = serving_function(abi, nr);

			if (!name || addresses[abi][nr])
				continue;
			if (lookups) {
				lookups[count].probe.symbol_name = name;
				lookups[count].abi = abi;
				lookups[count].nr = nr;
			}
			count++;
		}
	}
	return count;
}

static int find_unknown(const struct sct_call_set *calls, unsigned int count,
			struct sct_call_id *bad)
{
	struct lookup *lookups = kvcalloc(count, sizeof(*lookups), GFP_KERNEL);
	int err;

	if (!lookups)
		return -ENOMEM;
	unknown_calls(calls, lookups);
	err = look_up_all(lookups, count);
	for (unsigned int i = 0; !err && i < count; i++) {
		const struct lookup *l = &lookups[i];
		unsigned long addr = take_answer(l->abi, l->nr, l->addr);

		if (IS_ERR_VALUE(addr)) {
			*bad = (struct sct_call_id){ l->abi, l->nr };
			err = addr;
		}
	}
	kvfree(lookups);
	return err;
}

/**
 * sct_hijack_find_calls - look the functions of many calls up in one go
 * @calls: which
 * @bad: set on an error to the call because of which, if it is because of one
 *
 * May sleep, for one RCU grace period if one of them has not been looked up before;
 * one by one they would take one each.
 *
 * Return: 0; an error as of sct_hijack_has_call().
 */
int sct_hijack_find_calls(const struct sct_call_set *calls,
			  struct sct_call_id *bad)
{
	unsigned int count;
	int err = 0;

	mutex_lock(&addresses_mutex);
	count = unknown_calls(calls, NULL);
	if (count)
		err = find_unknown(calls, count, bad);
	mutex_unlock(&addresses_mutex);
	return err;
}
EXPORT_SYMBOL_GPL(sct_hijack_find_calls);

/**
 * sct_hijack_has_call - whether this kernel implements a system call
 * @abi: SCT_ABI_*
 * @nr: number in that ABI
 *
 * May sleep.
 *
 * Return: 1; 0 there is none; -ENOMEM, -EIO: the look-up failed, and whether there is
 * one is not known; or (-EIO) there is, but ftrace does not know its function, so it
 * cannot be hooked.  The kernel log says which.
 */
int sct_hijack_has_call(unsigned int abi, unsigned int nr)
{
	unsigned long addr = sct_call_function(abi, nr);

	return IS_ERR_VALUE(addr) ? (int)addr : addr != 0;
}
EXPORT_SYMBOL_GPL(sct_hijack_has_call);

static bool is_served_by(unsigned int abi, unsigned int nr,
			 const char *function)
{
	const char *name = function_name(abi, nr);

	return name && strstr(name, function);
}

static bool restores_registers(unsigned int abi, unsigned int nr)
{
	return is_served_by(abi, nr, "sys_rt_sigreturn") ||
	       is_served_by(abi, nr, "sys_sigreturn");
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
 * code's register.  Any other call may end its task instead of returning, as reboot()
 * does in a pid namespace; then there is none (frames.c).
 */
bool sct_hijack_returns(unsigned int abi, unsigned int nr)
{
	return !is_served_by(abi, nr, "sys_exit") &&
	       !restores_registers(abi, nr);
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
	return serving_function(abi, nr);
}
EXPORT_SYMBOL_GPL(sct_hijack_offers_call);
