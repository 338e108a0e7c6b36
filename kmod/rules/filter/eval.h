/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SCT_EVAL_H
#define SCT_EVAL_H

#include "call/call.h"
#include "filter/match.h"

struct sct_layout;

/* A rule, bound to a call: what a visit needs of it. */
struct sct_bound_rule {
	const struct sct_insn *code;	/* NULL: no filter */
	const struct sct_view *view;
	const struct sct_layout *layout;	/* of its events */
	u32 rule;			/* index in the table */
	u32 view_index;			/* likewise; behind rule, as in an event */
	u32 index;			/* among all bound_rules */
	bool guarded;			/* the view has a guard */
	bool unreadable_matches;
	bool goes_on;			/* to the next rule when it has matched */
	bool refuses;			/* it does not only log */
	u16 free_text;			/* see sct_call.free_text */
	/* An after-rule needs RETVAL - result_low <= result_span. */
	u64 result_low;
	u64 result_span;
};

/* A rule that matches a call and is to act. */
struct sct_hit {
	const struct sct_bound_rule *bound;
	u32 size;			/* bytes of its event, or 0 */
	bool undecided;			/* it matches as something is unreadable */
	bool lost;			/* it does not match, but perhaps would: SCT_LOST */
};

int sct_eval(const struct sct_insn *code, struct sct_call *call);
int sct_decide_written(const struct sct_text *text, u8 op, const char *str,
		       u32 len);
int sct_view_admits(const struct sct_view *view, struct sct_call *call);

/*
 * What it means for a rule that its filter met a value that cannot be read.  Where that is
 * for want of steps, a rule that only logs must not end the list: the caller could have
 * seen to it that it comes before one that refuses.
 */
static inline int sct_bound_rule_unreadable(const struct sct_bound_rule *bound,
					    struct sct_call *call)
{
	if (unlikely(!call->long_steps) && !bound->refuses)
		return SCT_LOST;
	if (bound->unreadable_matches) {
		call->undecided = bound->index;
		return SCT_MATCH;
	}
	return call->lacks ? SCT_LOST : SCT_NOMATCH;
}

/*
 * Does a rule match a call?  call->pool is that of the rule's table.
 *
 * Return: enum sct_match, but not UNREADABLE.
 */
static inline int sct_bound_rule_decide(const struct sct_bound_rule *bound,
					struct sct_call *call)
{
	int match = SCT_MATCH;

	call->view = bound->view;
	call->free_text = bound->free_text;
	if (bound->guarded)
		match = sct_view_admits(bound->view, call);
	if (match == SCT_MATCH && bound->code)
		match = sct_eval(bound->code, call);
	if (unlikely(match == SCT_UNREADABLE))
		return call->wants ? SCT_WANTS :
				     sct_bound_rule_unreadable(bound, call);
	return match;
}

/* The same where all that it needs is at hand, or else unreadable. */
static inline bool sct_bound_rule_matches(const struct sct_bound_rule *bound,
					  struct sct_call *call)
{
	int match = sct_bound_rule_decide(bound, call);

	if (unlikely(match == SCT_WANTS))
		match = sct_bound_rule_unreadable(bound, call);
	return match == SCT_MATCH;
}

#endif /* SCT_EVAL_H */
