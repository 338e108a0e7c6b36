// SPDX-License-Identifier: GPL-2.0-only
/* Calls that the supervisor must know by number. */
#include "lib/rules_internal.h"
#include "table.h"

struct numbers {
	u16 x86_64;
	u16 ia32;
	u16 x32;
};

/* exit, exit_group, rt_sigreturn, and ia32's sigreturn */
static const struct numbers no_return[] = {
	{ 60, 1, 60 }, { 231, 252, 231 }, { 15, 173, 513 }, { 15, 119, 513 },
};

/* setuid, setreuid, setresuid; ia32 has each twice, for 16 and for 32 bits */
static const struct numbers change_uid[] = {
	{ 105, 23, 105 }, { 113, 70, 113 }, { 117, 164, 117 },
	{ 105, 213, 105 }, { 113, 203, 113 }, { 117, 208, 117 },
};

/* execve, execveat */
static const struct numbers execute[] = {
	{ 59, 11, 520 }, { 322, 358, 545 },
};

static bool is_among(const struct numbers *list, u32 n, u32 call)
{
	for (u32 i = 0; i < n; i++) {
		if (call == run_call_index(SCT_ABI_X86_64, list[i].x86_64) ||
		    call == run_call_index(SCT_ABI_IA32, list[i].ia32) ||
		    call == run_call_index(SCT_ABI_X32, list[i].x32))
			return true;
	}
	return false;
}

/* The same calls as sct_hijack_returns() says. */
bool run_call_returns(u32 call)
{
	return !is_among(no_return, ARRAY_SIZE(no_return), call);
}

/* May the real uid be another one afterwards? */
bool run_call_changes_uid(u32 call)
{
	return is_among(change_uid, ARRAY_SIZE(change_uid), call);
}

/* Does it make its caller another program? */
bool run_call_executes(u32 call)
{
	return is_among(execute, ARRAY_SIZE(execute), call);
}
