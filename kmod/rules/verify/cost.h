/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a call's rules may cost at most, in steps; abi/sct_abi_cost.h says what
 * that is, and the compiler in grammar/ counts alike.
 */
#ifndef SCT_COST_H
#define SCT_COST_H

#include "verify/fault.h"
#include "verify/sections.h"

u32 sct_insn_cost(const struct sct_insn *insn, const char *pool, u32 max_text);
u64 sct_code_cost(const struct sct_insn *code, u32 count, const char *pool,
		  u32 max_text);

/* Steps of one rule, or of several. */
struct sct_rule_cost {
	u64 full;			/* with texts as long as can be */
	u64 sure;			/* on its own account, if long texts are on a common one */
};

/* Do the rules that looks name search long texts on a common account? */
static inline bool sct_is_shared(const struct sct_rule_cost *sum)
{
	return sum->full > SCT_MAX_COST;
}

struct sct_rule_cost *sct_rule_costs(const struct sct_table *table);
void sct_add_cost(struct sct_rule_cost *sum, const struct sct_rule_cost *rule, bool named);
u64 sct_phase_cost(const struct sct_rule_cost *sum);
u32 sct_look_cost(u8 var);
bool sct_verify_costs(const struct sct_table *table, struct sct_fault *fault);

#endif /* SCT_COST_H */
