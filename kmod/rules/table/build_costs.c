// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the rules of a call may cost it in each phase, and which of them search long texts
 * on a common account (abi/sct_abi_cost.h).
 */
#include "table/builder.h"

static struct sct_rule_cost sum_costs(const struct builder *b,
				      const struct sct_call_rules *call, u8 phase,
				      const u8 *named)
{
	const struct sct_live_looks *looks = call->index ? call->index->looks : NULL;
	const struct sct_bound_rule *bound = call->bound_rules[phase];
	struct sct_rule_cost sum = { };

	for (u32 i = 0; looks && i < looks->count; i++)
		sum.full += sct_look_cost(looks->look[i].var);
	sum.sure = sum.full;
	for (u32 i = 0; i < call->count[phase]; i++)
		sct_add_cost(&sum, &b->cost[bound[i].rule], named && named[i]);
	return sum;
}

/* Return: false without memory. */
static bool share_costs(struct builder *b, struct sct_call_rules *call, u8 phase)
{
	u32 all = call->count[SCT_PHASE_BEFORE] + call->count[SCT_PHASE_AFTER];
	u32 first = call->bound_rules[phase] - call->bound_rules[SCT_PHASE_BEFORE];
	struct sct_bound_rule *bound = b->bound - all + first;
	struct sct_rule_cost sum;
	u8 *named = sct_alloc(all, 1);

	if (!named)
		return false;
	if (call->index && call->index->looks)
		sct_looks_name(call->index->looks, named);
	for (u32 i = 0; i < call->count[phase]; i++) {
		if (named[first + i])
			bound[i].free_text = SCT_COST_SHORT;
	}
	sum = sum_costs(b, call, phase, named + first);
	call->cost[phase] = sct_phase_cost(&sum);
	sct_free(named);
	return true;
}

/**
 * sct_fill_costs - what the rules of a call may cost, as the verifier has counted
 * @b: the table that is built; the call is the last one so far
 * @call: with its index
 *
 * Return: false without memory.
 */
bool sct_fill_costs(struct builder *b, struct sct_call_rules *call)
{
	for (u8 phase = 0; phase < SCT_NR_PHASES; phase++) {
		struct sct_rule_cost sum = sum_costs(b, call, phase, NULL);

		call->cost[phase] = sum.full;
		if (sct_is_shared(&sum) && !share_costs(b, call, phase))
			return false;
	}
	return true;
}
