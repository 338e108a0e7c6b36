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
u64 *sct_rule_costs(const struct sct_table *table);
bool sct_verify_costs(const struct sct_table *table, struct sct_fault *fault);

#endif /* SCT_COST_H */
