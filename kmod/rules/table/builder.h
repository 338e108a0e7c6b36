/* SPDX-License-Identifier: GPL-2.0-only */
/* Between build.c, for calls, and build_operations.c. */
#ifndef SCT_BUILDER_H
#define SCT_BUILDER_H

#include "table/live.h"
#include "verify/cost.h"

/* What a table is being built of. */
struct builder {
	struct sct_live *live;
	const struct sct_table *table;
	struct sct_bound_rule *bound;		/* the next that is free */
	struct sct_prefilter *prefilter;
	struct sct_required *needs;	/* of the rules of one call, by position */
	struct sct_rule_cost *cost;	/* by rule */
	u32 look;			/* of the table, the next */
};

/* How much there is to allocate. */
struct extent {
	u32 calls;
	u32 bound_rules;
	u32 longest;		/* rules on one call */
};

bool sct_fill_bound_rule(struct builder *builder, u32 rule_index, u32 view_index,
			 u8 abi);
void sct_measure_operations(const struct sct_table *t, struct extent *extent);
bool sct_fill_costs(struct builder *b, struct sct_call_rules *call);
bool sct_fill_operations(struct builder *b, u16 slot);

#endif /* SCT_BUILDER_H */
