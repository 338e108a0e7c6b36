/* SPDX-License-Identifier: GPL-2.0-only */
/* Where operations are judged: the hooks that the table in force needs. */
#ifndef SCT_TABLE_OPERATIONS_H
#define SCT_TABLE_OPERATIONS_H

#include "verify/fault.h"
#include "verify/sections.h"

/* Among the operations: rules ask for programs, which is no operation but has a hook. */
#define SCT_ON_PROGRAMS		0x80000000u

/* The hook that operations are judged at; several may share one. */
struct sct_operation_hook {
	const struct sct_function_hook *hook;
	u32 operations;		/* bit per SCT_OPERATION_* */
	bool some_kernels;	/* have it; the others do the same by another one */
};

void sct_operations_register(const struct sct_operation_hook *hooks, u32 count);
int sct_operations_arm(u32 operations, const struct sct_table *table,
		       struct sct_fault *fault);
void sct_operations_disarm_except(u32 operations);

#endif /* SCT_TABLE_OPERATIONS_H */
