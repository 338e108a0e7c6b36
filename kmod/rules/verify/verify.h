/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SCT_VERIFY_H
#define SCT_VERIFY_H

#include "lib/rules_internal.h"

#define SCT_NOWHERE	(~0u)

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

/* The sections of a table image; valid after sct_verify(). */
static inline const void *sct_section_of(const struct sct_table *table,
					 const struct sct_section *section)
{
	return (const u8 *)table + section->off;
}

static inline const struct sct_rule *sct_rules_of(const struct sct_table *t)
{
	return sct_section_of(t, &t->rules);
}

static inline const struct sct_view *sct_views_of(const struct sct_table *t)
{
	return sct_section_of(t, &t->views);
}

static inline const struct sct_binding *
sct_bindings_of(const struct sct_table *t)
{
	return sct_section_of(t, &t->bindings);
}

static inline const struct sct_insn *sct_insns_of(const struct sct_table *t)
{
	return sct_section_of(t, &t->insns);
}

static inline const char *sct_pool_of(const struct sct_table *t)
{
	return sct_section_of(t, &t->strings);
}

bool sct_verify(const void *image, size_t size, struct sct_fault *fault);

#endif /* SCT_VERIFY_H */
