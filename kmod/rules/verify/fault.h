/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SCT_FAULT_H
#define SCT_FAULT_H

#include "lib/rules_internal.h"

/* What is wrong with a table, and where, or what it costs; as struct sct_upload reports it. */
struct sct_fault {
	u32 error;	/* SCT_E_* */
	u32 rule;	/* or SCT_NOWHERE */
	u32 index;	/* instruction of the rule, view or binding, or SCT_NOWHERE */
	u16 nr;		/* COST, and if it is good: of the costliest call */
	u8 abi;
	u64 cost;	/* steps that it may take in one phase */
};

static inline void sct_fault_set(struct sct_fault *fault, u32 error, u32 rule,
				 u32 index)
{
	*fault = (struct sct_fault){
		.error = error, .rule = rule, .index = index,
	};
}

#endif /* SCT_FAULT_H */
