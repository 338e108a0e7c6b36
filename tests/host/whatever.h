/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Whatever the verifier accepts must evaluate within its bounds: shared by the
 * test with damaged tables and by the fuzzer.
 */
#ifndef WHATEVER_H
#define WHATEVER_H

#include "fake_call.h"
#include "verify/verify.h"

/* How often a prefilter spared the evaluation. */
static u32 closed_prefilters;

/* Every byte that an event would carry of a parameter. */
static inline u32 slot_sum(struct sct_call *call, const struct sct_param *param)
{
	struct sct_text text;
	u32 sum = 0;
	s64 value;
	u8 state;

	if (param->source == SCT_SOURCE_NONE)
		return 0;
	if (sct_type_is_number(param->type))
		return sct_call_param(call, param, &value) ? value : 0;
	state = sct_call_bytes(call, param, &text);
	if (state != SCT_TEXT_OK && state != SCT_TEXT_CUT)
		return state;
	for (u32 i = 0; i < text.len; i++)
		sum += (u8)text.data[i];
	return sum;
}

/*
 * Verifies the table; if it is accepted, evaluates each rule on each of its
 * calls and touches all that a reader of the log or table would.  Sanitizers
 * watch.
 *
 * Return: was it accepted?
 */
static inline bool verify_and_use(const void *bytes, size_t size)
{
	const struct sct_table *t = bytes;
	struct sct_fault fault;
	volatile u32 sum = 0;

	if (!sct_verify(bytes, size, &fault))
		return false;
	for (u32 i = 0; i < t->bindings.count; i++) {
		const struct sct_binding *b = &sct_bindings_of(t)[i];
		const struct sct_rule *rule = &sct_rules_of(t)[b->rule];
		const struct sct_view *view = &sct_views_of(t)[b->view];
		struct sct_bound_rule bound = {
			.code = rule->insn_count ?
				sct_insns_of(t) + rule->insn : NULL,
			.view = view,
			.guarded = view->guard.source != SCT_SOURCE_NONE,
			.unreadable_matches =
				rule->flags & SCT_RULE_UNREADABLE_MATCHES,
		};
		struct sct_required needs = sct_required_of(bound.code, view,
						      bound.unreadable_matches,
						      rule->phase ==
						      SCT_PHASE_AFTER);
		struct sct_prefilter prefilter = sct_prefilter_make(&needs, b->abi,
						     sct_pool_of(t));
		struct sct_call call;
		bool matches, open;

		fake_texts(view);
		open = sct_prefilter_passes(&prefilter, &fake.regs) &&
		       fake_name_open(&needs, sct_pool_of(t));
		fake_call(&call, b->abi, view, sct_pool_of(t));
		matches = sct_bound_rule_matches(&bound, &call);
		if (matches && !open)
			abort();	/* a closed prefilter must mean no */
		closed_prefilters += !open;
		sum += matches;
		for (u32 n = 0; n < SCT_MAX_SLOTS; n++)
			sum += slot_sum(&call, &view->params[n]);
	}
	for (u32 i = 0; i < t->rules.count; i++) {
		const struct sct_rule *rule = &sct_rules_of(t)[i];

		sum += strlen(sct_pool_of(t) + rule->name.off);
		if (rule->format.len)
			sum += strlen(sct_pool_of(t) + rule->format.off);
	}
	(void)sum;
	return true;
}

#endif /* WHATEVER_H */
