// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which calls may be logged in passing (hook/fast_log.c): those whose rules do no
 * more than log what is at hand.  Found out when a table is built.
 */
#include <linux/bitops.h>

#include "event/record.h"
#include "lib/ops.h"
#include "table/exact.h"
#include "table/fast_log_rules.h"
#include "verify/cost.h"

/*
 * Bounds the time without preemption, by what the verifier counts with for texts
 * that are as short as they have to be here: some 15,000 instructions.  What may
 * take longer is left to the full visit.
 */
#define MAX_RULES	8u
#define MAX_STEPS	2048u

/* What the rules on a call look at. */
struct needs {
	u8 texts;		/* bit per argument register: its string */
	bool comm;
};

/* May a rule look at this without sleeping? */
static bool param_at_hand(const struct sct_param *param, struct needs *needs)
{
	if (param->type == SCT_TYPE_STR) {
		needs->texts |= 1u << param->arg;
		return true;
	}
	return sct_type_is_int(param->type) &&
	       (param->source == SCT_SOURCE_ARG ||
		param->source == SCT_SOURCE_CONST);
}

static bool insn_at_hand(const struct sct_insn *insn,
			 const struct sct_view *view, struct needs *needs)
{
	if (insn->op != SCT_OP_LDV && !SCT_OP_IS_TEXT(insn->op))
		return true;
	if (insn->a == SCT_VAR_PARAMS)
		return param_at_hand(&view->params[insn->b - 1], needs);
	needs->comm |= insn->a == SCT_VAR_COMM;
	return insn->op == SCT_OP_LDV || insn->a == SCT_VAR_COMM;
}

static bool filter_at_hand(const struct sct_bound_rule *bound, u32 insns,
			   struct needs *needs)
{
	if (bound->guarded && !param_at_hand(&bound->view->guard, needs))
		return false;
	for (u32 i = 0; i < insns; i++) {
		if (!insn_at_hand(&bound->code[i], bound->view, needs))
			return false;
	}
	return true;
}

static bool only_logs(const struct sct_rule *rule)
{
	return rule->action == SCT_ACTION_LOG &&
	       rule->rate_scope == SCT_RATE_NONE &&
	       !(rule->flags & SCT_RULE_MUST);
}

static bool all_at_hand(const struct sct_live *live,
			const struct sct_bound_rule *bound, u32 count,
			struct needs *needs)
{
	u64 steps = 0;

	for (; count; count--, bound++) {
		const struct sct_rule *rule = &live->rules[bound->rule];

		steps += SCT_COST_RULE +
			 sct_code_cost(bound->code, rule->insn_count,
				       live->pool, SCT_SMALL_TEXT);
		if (steps > MAX_STEPS || !only_logs(rule) ||
		    !bound->layout->at_hand ||
		    !filter_at_hand(bound, rule->insn_count, needs))
			return false;
		needs->texts |= bound->layout->texts;
		needs->comm |= bound->layout->comm;
	}
	return true;
}

/* Does each event carry each string that is read, once?  Then their sizes add up. */
static bool same_texts(const struct sct_bound_rule *bound, u32 count, u8 texts)
{
	for (; count; count--, bound++) {
		if (bound->layout->texts != texts ||
		    bound->layout->text_count != hweight8(texts))
			return false;
	}
	return true;
}

/*
 * Can the prefilters replace the filters of the call's rules?  They are asked in file
 * order up to the first that passes the call, whose rule then acts, and no other one.
 * So each prefilter has to say all that its filter does, and no rule may say
 * `continue`: the rules behind it would have to be asked as well.
 */
static bool prefilters_decide(const struct sct_call_rules *rules,
			      const struct sct_required *needs, const char *pool)
{
	const struct sct_bound_rule *bound = rules->bound_rules[SCT_PHASE_BEFORE];
	u32 count = rules->count[SCT_PHASE_BEFORE];

	if (rules->kind != SCT_RULES_PLAIN && rules->kind != SCT_RULES_NAMED)
		return false;
	for (; count; count--, bound++, needs++) {
		if (bound->goes_on || !sct_exact_fits(needs, bound->layout, pool))
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
		sct_put_rule(&exacts[i].head, 0, bound, call);
		word += sct_exact_words(&needs[i]);
	}
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
	if (!prefilters_decide(rules, needs, live->pool))
		return true;
	if (rules->kind == SCT_RULES_PLAIN &&
	    compare_texts(needs, rules->prefilter_count))
		rules->kind = SCT_RULES_EXACT;
	return make_exacts(live, rules, needs, call);
}

/**
 * sct_fast_log_prepare - find out whether a call may be logged in passing
 * @live: the table that is being built
 * @rules: of the call, with prefilters; fast_log and what goes with it are set
 * @needs: of the rules
 * @id: the call
 *
 * Not where a spinlock sleeps: the log has one.
 *
 * Return: false without memory.
 */
bool sct_fast_log_prepare(struct sct_live *live, struct sct_call_rules *rules,
			  const struct sct_required *needs, struct sct_call_id id)
{
	const struct sct_bound_rule *bound_rules = rules->bound_rules[SCT_PHASE_BEFORE];
	const struct sct_call call = { .abi = id.abi, .nr = id.nr };
	u32 count = rules->count[SCT_PHASE_BEFORE];
	struct needs all = { };

	if (IS_ENABLED(CONFIG_PREEMPT_RT) || rules->index ||
	    rules->count[SCT_PHASE_AFTER] || count > MAX_RULES ||
	    !all_at_hand(live, bound_rules, count, &all) ||
	    !same_texts(bound_rules, count, all.texts))
		return true;
	rules->fast_log = true;
	rules->fast_log_texts = all.texts;
	rules->fast_log_comm = all.comm;
	return prepare_exact(live, rules, needs, &call);
}
