/* SPDX-License-Identifier: GPL-2.0-only */
/* The rules of a phase that may match a call, one after the other, in file order. */
#ifndef SCT_WALK_H
#define SCT_WALK_H

#include "table/live.h"

struct sct_walk {
	const struct sct_bound_rule *at;
	const struct sct_bound_rule *end;
	const struct sct_bound_rule *bound_rules;	/* of the call, if indexed */
	struct sct_candidates cands;			/* likewise */
};

/* What the index looks at may be wanted: then it knows nothing. */
static __always_inline void sct_walk_start(struct sct_walk *walk,
					   const struct sct_call_rules *rules,
					   u32 phase, struct sct_call *call)
{
	walk->at = rules->bound_rules[phase];
	walk->end = walk->at + rules->count[phase];
	walk->bound_rules = NULL;
	if (likely(!rules->index))
		return;
	walk->bound_rules = rules->bound_rules[SCT_PHASE_BEFORE];
	sct_candidates_find(&walk->cands, rules->index, call,
			    rules->count[SCT_PHASE_BEFORE] +
			    rules->count[SCT_PHASE_AFTER]);
}

static inline const struct sct_bound_rule *sct_walk_next_indexed(struct sct_walk *walk)
{
	const struct sct_bound_rule *bound;
	u32 at;

	do {
		at = sct_candidates_next(&walk->cands);
		if (at == U32_MAX)
			return NULL;
		bound = &walk->bound_rules[at];
	} while (bound < walk->at);
	return bound < walk->end ? bound : NULL;
}

/* Return: the next rule; NULL at the end. */
static __always_inline const struct sct_bound_rule *sct_walk_next(struct sct_walk *walk)
{
	if (unlikely(walk->bound_rules))
		return sct_walk_next_indexed(walk);
	return walk->at < walk->end ? walk->at++ : NULL;
}

#endif /* SCT_WALK_H */
