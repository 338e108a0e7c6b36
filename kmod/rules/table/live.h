/* SPDX-License-Identifier: GPL-2.0-only */
/* A rule table as a visit uses it: the rules of each call, ready to be asked. */
#ifndef SCT_LIVE_H
#define SCT_LIVE_H

#include <linux/rcupdate.h>

#include "call/snapshot.h"
#include "event/layout.h"
#include "filter/eval.h"
#include "filter/index.h"
#include "log/rule_stats.h"
#include "object/objects.h"
#include "table/counters.h"
#include "table/images.h"
#include "verify/verify.h"

struct sct_exact;

enum sct_rules_kind {
	SCT_RULES_NONE,		/* there are no rules */
	SCT_RULES_PLAIN,	/* the prefilters say all, and call nothing; or see many */
	SCT_RULES_EXACT,	/* so they do, and decide it (exact.h) */
	SCT_RULES_NAMED,	/* as PLAIN, with prefilters for the caller's name */
	SCT_RULES_TEXTS,	/* all are found by the string in the index */
	SCT_RULES_LOOKS,	/* all are found by looks */
	SCT_RULES_MIXED,
};

/* The rules on one call: those of a phase in file order, before-rules first. */
struct sct_call_rules {
	u64 __percpu *visits;
	const struct sct_prefilter *prefilters;	/* of the rules that the index does not find */
	u32 prefilter_count;
	u8 kind;			/* enum sct_rules_kind */
	bool passing;			/* visited in passing (hook/passing.c); then */
	u8 texts;			/* bit per argument register: its string is looked at */
	bool many;			/* the full visit asks them: one open prefilter */
	const struct sct_index *index;	/* NULL where there are few rules */
	const struct sct_bound_rule *bound_rules[SCT_NR_PHASES];
	u32 count[SCT_NR_PHASES];
	const struct sct_snapshot *snapshot;	/* NULL without after-rules */
	u32 cost[SCT_NR_PHASES];	/* abi/sct_abi_cost.h */
	const struct sct_snapshot *needs[SCT_NR_PHASES];	/* NULL: its rules cost little */
	const struct sct_comm_prefilter *names;	/* by prefilter; NULL: no rule has one */
	const struct sct_exact *exacts;	/* by prefilter; NULL: prefilters do not decide */
	const struct sct_path_prefilters *paths;	/* NULL: a rule needs no PATH */
	bool asks;			/* a rule may have its callers wait for an answer */
} __aligned(128);			/* an index into these is a shift */
static_assert(sizeof(struct sct_call_rules) == 128);

/* How many rules a visit in passing asks at most, of those that the index finds. */
#define SCT_PASSING_RULES	16u

/* A phase is evaluated so often, for values that its rules want one after the other. */
#define SCT_MAX_ROUNDS		64

/* What a visit uses.  Immutable once published. */
struct sct_live {
	struct rcu_head rcu;
	struct sct_image *image;
	u64 generation;
	size_t memory;			/* bytes, besides the image */
	u32 unseen_count;		/* calls that are there, but were not found */
	struct sct_call_id unseen;	/* the first of them */
	const struct sct_rule *rules;
	const struct sct_view *views;
	const char *pool;
	struct sct_rule_stats *stats;
	struct sct_counts counts;
	struct sct_bound_rule *bound_rules;
	struct sct_prefilter *prefilters;
	struct sct_layout *layouts;
	struct sct_call_rules *calls;	/* [0]: of calls without rules; operations last */
	struct sct_objects *objects;	/* NULL: no rule is about any */
	u32 operations;			/* bits: those with rules, SCT_ON_PROGRAMS; ... */
	u32 open_operations;		/* ... of which a rule may match what is no object */
	u16 operation_slot[SCT_NR_OPERATIONS];	/* index into calls; 0: no rules */
	u16 slot[SCT_CALLS];		/* of sct_call_index(): index into calls */
};

/* @call: sct_call_index() */
static __always_inline const struct sct_call_rules *
sct_live_rules(const struct sct_live *live, u32 call)
{
	return &live->calls[live->slot[call]];
}

static inline const struct sct_object_hash *sct_live_hash(const struct sct_live *live)
{
	return live->objects ? &live->objects->hash : NULL;
}

/* build.c */
int sct_hook_fault(int err, const struct sct_call_id *bad,
		   const struct sct_table *t, struct sct_fault *fault);
struct sct_live *sct_live_build(struct sct_image *image,
				struct sct_objects *objects,
				struct sct_call_set *calls,
				struct sct_fault *fault);
void sct_live_free(struct sct_live *live);

#endif /* SCT_LIVE_H */
