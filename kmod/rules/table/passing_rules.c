// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which calls may be visited in passing (hook/passing.c): those whose rules look at no
 * more than what is at hand, and do no more than log and refuse.  Found out when a
 * table is built.
 */
#include <linux/bitops.h>

#include "event/record.h"
#include "lib/ops.h"
#include "table/exact.h"
#include "table/passing_rules.h"
#include "verify/cost.h"

/*
 * Bounds the time without preemption, by what the verifier counts with for texts
 * that are as short as they have to be here: some 15,000 instructions.  What may
 * take longer is left to the full visit.
 */
#define MAX_STEPS	2048u
#define MAX_RULES	32u
#define MAX_EXACTS	8u

/* May a rule look at this without sleeping? */
static bool param_at_hand(const struct sct_param *param, u8 *texts)
{
	if (param->type == SCT_TYPE_STR) {
		*texts |= 1u << param->arg;
		return true;
	}
	return sct_type_is_int(param->type) &&
	       (param->source == SCT_SOURCE_ARG ||
		param->source == SCT_SOURCE_CONST);
}

static bool insn_at_hand(const struct sct_insn *insn,
			 const struct sct_view *view, u8 *texts)
{
	/* How long it takes to find a program, its user has a say in. */
	if (SCT_OP_IS_OBJECT(insn->op))
		return false;
	if (insn->op != SCT_OP_LDV && !SCT_OP_IS_TEXT(insn->op))
		return true;
	if (insn->a == SCT_VAR_PARAMS)
		return param_at_hand(&view->params[insn->b - 1], texts);
	return insn->op == SCT_OP_LDV || insn->a == SCT_VAR_COMM;
}

static bool filter_at_hand(const struct sct_bound_rule *bound, u32 insns,
			   u8 *texts)
{
	if (bound->guarded && !param_at_hand(&bound->view->guard, texts))
		return false;
	for (u32 i = 0; i < insns; i++) {
		if (!insn_at_hand(&bound->code[i], bound->view, texts))
			return false;
	}
	return true;
}

static bool logs(const struct sct_rule *rule)
{
	return rule->action == SCT_ACTION_LOG || rule->flags & SCT_RULE_LOG;
}

/* May what a rule does be done without sleeping, and its event be made? */
static bool acts_at_hand(const struct sct_rule *rule, const struct sct_layout *layout,
			 u8 *texts)
{
	if (rule->action != SCT_ACTION_LOG && rule->action != SCT_ACTION_FAIL)
		return false;
	if (!logs(rule))
		return true;
	*texts |= layout->texts;
	return !(rule->flags & SCT_RULE_MUST) && layout->at_hand &&
	       layout->text_count == hweight8(layout->texts);
}

/*
 * All rules of a call, of both phases, whose strings are read before it runs.  Those
 * that an index finds are few, or the call is left to the full visit.
 *
 * Sets rules->texts.
 */
static bool all_at_hand(const struct sct_live *live, struct sct_call_rules *rules)
{
	const struct sct_bound_rule *bound = rules->bound_rules[SCT_PHASE_BEFORE];
	u32 count = rules->count[SCT_PHASE_BEFORE] + rules->count[SCT_PHASE_AFTER];
	u64 sum = 0, most = 0;

	for (; count; count--, bound++) {
		const struct sct_rule *rule = &live->rules[bound->rule];
		u64 steps = SCT_COST_RULE +
			    sct_code_cost(bound->code, rule->insn_count, live->pool,
					  SCT_SMALL_TEXT);

		sum += steps;
		most = max(most, steps);
		if (!acts_at_hand(rule, bound->layout, &rules->texts) ||
		    !filter_at_hand(bound, rule->insn_count, &rules->texts))
			return false;
	}
	return rules->index ? most * SCT_PASSING_RULES <= MAX_STEPS : sum <= MAX_STEPS;
}

static bool just_refuses(const struct sct_rule *rule)
{
	return rule->action == SCT_ACTION_FAIL && !logs(rule);
}

/* Is it a LOG rule without a limit, and do its events carry each of these strings? */
static bool just_logs(const struct sct_live *live, const struct sct_bound_rule *bound,
		      u8 texts)
{
	const struct sct_rule *rule = &live->rules[bound->rule];

	return rule->action == SCT_ACTION_LOG && rule->rate_scope == SCT_RATE_NONE &&
	       !bound->goes_on && bound->layout->texts == texts;
}

/*
 * Can the prefilters replace the filters of the call's rules?  They are asked in file
 * order up to the first that passes the call, whose rule then acts, and no other one.
 * So each prefilter has to say all that its filter does, and no rule may say
 * `continue`: the rules behind it would have to be asked as well.
 */
static bool prefilters_decide(const struct sct_live *live,
			      const struct sct_call_rules *rules,
			      const struct sct_required *needs)
{
	const struct sct_bound_rule *bound = rules->bound_rules[SCT_PHASE_BEFORE];
	u32 count = rules->count[SCT_PHASE_BEFORE];

	if (rules->index || rules->many || rules->count[SCT_PHASE_AFTER] ||
	    count > MAX_EXACTS ||
	    (rules->kind != SCT_RULES_PLAIN && rules->kind != SCT_RULES_NAMED))
		return false;
	for (; count; count--, bound++, needs++) {
		if ((!just_refuses(&live->rules[bound->rule]) &&
		     !just_logs(live, bound, rules->texts)) ||
		    !sct_exact_fits(needs, bound->layout, live->pool))
			return false;
	}
	return true;
}

static bool make_exacts(struct sct_live *live, struct sct_call_rules *rules,
			const struct sct_required *needs,
			const struct sct_call *call)
{
	const struct sct_bound_rule *bound = rules->bound_rules[SCT_PHASE_BEFORE];
	u32 count = rules->count[SCT_PHASE_BEFORE], words = 0;
	struct sct_exact *exacts;
	size_t bytes;
	u64 *word;

	for (u32 i = 0; i < count; i++)
		words += sct_exact_words(&needs[i]);
	bytes = count * sizeof(*exacts) + words * sizeof(*word);
	exacts = sct_alloc(1, bytes);
	if (!exacts)
		return false;
	word = (u64 *)(exacts + count);
	for (u32 i = 0; i < count; i++, bound++) {
		sct_exact_make(&exacts[i], &needs[i], bound->layout,
			       &rules->prefilters[i], call->abi, live->pool, word);
		exacts[i].rule = bound->rule;
		exacts[i].index = bound->index;
		exacts[i].refuses = just_refuses(&live->rules[bound->rule]);
		sct_put_rule(&exacts[i].head, 0, bound, call);
		word += sct_exact_words(&needs[i]);
	}
	exacts[count - 1].is_last = true;
	rules->exacts = exacts;
	live->memory += bytes;
	return true;
}

/* Prefilters for numbers alone cost less where no string is compared after them. */
static bool compare_texts(const struct sct_required *needs, u32 count)
{
	for (u32 i = 0; i < count; i++) {
		if (needs[i].texts)
			return true;
	}
	return false;
}

/* Sets kind and exacts where the prefilters decide.  Return: false without memory. */
static bool prepare_exact(struct sct_live *live, struct sct_call_rules *rules,
			  const struct sct_required *needs,
			  const struct sct_call *call)
{
	if (!prefilters_decide(live, rules, needs))
		return true;
	if (rules->kind == SCT_RULES_PLAIN &&
	    compare_texts(needs, rules->prefilter_count))
		rules->kind = SCT_RULES_EXACT;
	return make_exacts(live, rules, needs, call);
}

/**
 * sct_passing_prepare - find out whether a call may be visited in passing
 * @live: the table that is being built
 * @rules: of the call, with prefilters; passing and what goes with it are set
 * @needs: of the rules
 * @id: the call
 *
 * Not where a spinlock sleeps: the log has one.
 *
 * Return: false without memory.
 */
bool sct_passing_prepare(struct sct_live *live, struct sct_call_rules *rules,
			 const struct sct_required *needs, struct sct_call_id id)
{
	const struct sct_call call = { .abi = id.abi, .nr = id.nr };
	u32 count = rules->count[SCT_PHASE_BEFORE] + rules->count[SCT_PHASE_AFTER];

	if (IS_ENABLED(CONFIG_PREEMPT_RT) || (!rules->index && count > MAX_RULES) ||
	    !all_at_hand(live, rules))
		return true;
	rules->passing = true;
	return prepare_exact(live, rules, needs, &call);
}
