/* SPDX-License-Identifier: GPL-2.0-only */
/* A rule table, verified, and the rules of each call in file order. */
#ifndef RUN_TABLE_H
#define RUN_TABLE_H

#include "call/snapshot.h"
#include "event/record.h"
#include "verify/verify.h"

#define RUN_CALLS	(SCT_NR_ABIS * SCT_MAX_NR)

/* A call as one number, as the modules have it. */
static inline u32 run_call_index(u32 abi, u32 nr)
{
	return abi * SCT_MAX_NR + nr;
}

struct run_rules {
	struct sct_bound_rule *bound[SCT_NR_PHASES];
	u32 count[SCT_NR_PHASES];
	struct sct_snapshot *snapshot;	/* NULL without after-rules */
	u8 holds;			/* bit per register: a refusing rule reads its string */
	const struct sct_param *address;	/* ... or this socket address; or NULL */
};

struct run_table {
	const struct sct_table *image;
	const struct sct_rule *rules;
	const char *pool;
	struct sct_rule_stats *stats;
	struct run_rules *calls[RUN_CALLS];	/* NULL: no rules */
	bool holds;				/* some of them refuse by a string */
};

/* Return: NULL, or what is wrong: static text */
const char *run_table_build(struct run_table *table, const void *image, size_t size,
			    struct sct_fault *fault);

/* strict.c */
const char *run_strict_fault(const struct run_table *table, bool attached);

static inline u32 run_call_abi(u32 call)
{
	return call / SCT_MAX_NR;
}

/* calls.c */
bool run_call_returns(u32 call);
bool run_call_changes_uid(u32 call);
bool run_call_executes(u32 call);

#endif /* RUN_TABLE_H */
