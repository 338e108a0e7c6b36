// SPDX-License-Identifier: GPL-2.0-only
/*
 * The hooks on kernel functions that operations are judged at, put on before a table
 * needs them and taken off when none does any more.  All under the lock of the table.
 */
#include <linux/module.h>

#include "table/operations.h"

#define MAX_HOOKS	64u

static const struct sct_operation_hook *all_hooks[MAX_HOOKS];
static u32 hook_count;
static u64 armed;	/* bit per hook */
static u64 missing;	/* likewise: this kernel does without */

/* Whoever judges says where, once. */
void sct_operations_register(const struct sct_operation_hook *hooks, u32 count)
{
	for (u32 i = 0; i < count && !WARN_ON(hook_count == MAX_HOOKS); i++)
		all_hooks[hook_count++] = &hooks[i];
}

static u64 hooks_for(u32 operations)
{
	u64 bits = 0;

	for (u32 i = 0; i < hook_count; i++) {
		if (all_hooks[i]->operations & operations)
			bits |= 1ull << i;
	}
	return bits & ~missing;
}

static u32 list_hooks(u64 bits, const struct sct_function_hook **list)
{
	u32 n = 0;

	for (u32 i = 0; i < hook_count; i++) {
		if (bits & 1ull << i)
			list[n++] = all_hooks[i]->hook;
	}
	return n;
}

/* The first rule on an operation that is judged at that hook. */
static int refuse(int err, const struct sct_function_hook *hook,
		  const struct sct_table *t, struct sct_fault *fault)
{
	const struct sct_op_binding *b = sct_op_bindings_of(t);
	u32 error = err == -ENOENT ? SCT_E_NO_OPERATION :
		    err == -EBUSY ? SCT_E_HOOK_BUSY :
		    err == -ENOMEM ? SCT_E_MEMORY : SCT_E_HOOK;
	u32 operations = 0;

	for (u32 i = 0; i < hook_count; i++) {
		if (all_hooks[i]->hook == hook)
			operations = all_hooks[i]->operations;
	}
	sct_fault_set(fault, error, SCT_NOWHERE, SCT_NOWHERE);
	fault->abi = SCT_NR_ABIS;	/* it is about no call */
	for (u32 i = 0; i < t->operations.count; i++) {
		if (operations & 1u << b[i].operation) {
			fault->rule = b[i].rule;
			fault->index = i;
			break;
		}
	}
	return err == -ENOENT ? -ENOSYS : err == -EBUSY || err == -ENOMEM ? err :
									    -EIO;
}

/* Is it one that not all kernels have?  Then it is not looked for again. */
static bool goes_without(const struct sct_function_hook *hook)
{
	for (u32 i = 0; i < hook_count; i++) {
		if (all_hooks[i]->hook != hook || !all_hooks[i]->some_kernels)
			continue;
		missing |= 1ull << i;
		return true;
	}
	return false;
}

/**
 * sct_operations_arm - from now on these operations are judged, and those before
 * @operations: bit per SCT_OPERATION_*
 * @table: whose they are
 * @fault: on an error, what is wrong where
 *
 * Return: 0; -ENOSYS this kernel has no such function; -EBUSY another tracer holds it;
 * -EIO it could not be hooked; -ENOMEM.
 */
int sct_operations_arm(u32 operations, const struct sct_table *table,
		       struct sct_fault *fault)
{
	const struct sct_function_hook *list[MAX_HOOKS];
	unsigned int bad = 0;
	u64 wanted;
	int err;

	do {
		u32 n;

		wanted = hooks_for(operations) & ~armed;
		n = list_hooks(wanted, list);
		if (!n)
			return 0;
		err = sct_hijack_hook_functions(list, n, &bad);
	} while (err == -ENOENT && goes_without(list[bad]));
	if (err)
		return refuse(err, list[bad], table, fault);
	/* As with calls, the module stays while somebody may come to it. */
	if (!armed)
		__module_get(THIS_MODULE);
	armed |= wanted;
	return 0;
}

/**
 * sct_operations_disarm_except - let the hooks go that no rule needs
 * @operations: that have rules
 *
 * Sleeps for some grace periods, if there are any.
 */
void sct_operations_disarm_except(u32 operations)
{
	const struct sct_function_hook *list[MAX_HOOKS];
	u64 gone = armed & ~hooks_for(operations);
	u32 n = list_hooks(gone, list);

	if (!n)
		return;
	sct_hijack_unhook_functions(list, n);
	armed &= ~gone;
	if (!armed)
		module_put(THIS_MODULE);
}
