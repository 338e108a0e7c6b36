/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What is counted and limited of the events of each rule of a table.
 *
 * It outlives the table: an event that waits for room in the log may be written,
 * or counted as lost, when its table is long gone.
 */
#ifndef SCT_RULE_STATS_H
#define SCT_RULE_STATS_H

#include <linux/atomic.h>
#include <linux/refcount.h>

#include "log/rate.h"

struct sct_rule_stats {
	refcount_t refs;
	u64 generation;
	u32 rule_count;
	u64 **seq;		/* [cpu][rule]: numbers given out; under the CPU's
				 * lock of the log
				 */
	atomic64_t *unmade;	/* [rule]: not made, for want of room */
	struct sct_rate **rate;	/* [rule]: its limit, or NULL */
	size_t memory;
};

struct sct_rule_stats *sct_rule_stats_create(const struct sct_rule *rules, u32 count);
void sct_rule_stats_put(struct sct_rule_stats *stats);
void sct_rule_stats_count(const struct sct_rule_stats *stats, u32 rule,
			  struct sct_rule_count *count);

static inline void sct_rule_stats_get(struct sct_rule_stats *stats)
{
	refcount_inc(&stats->refs);
}

/* Under the CPU's lock of the log: the rule has one more event there. */
static inline u64 sct_rule_stats_next_seq(struct sct_rule_stats *stats, u32 cpu, u32 rule)
{
	u64 seq = stats->seq[cpu][rule];

	WRITE_ONCE(stats->seq[cpu][rule], seq + 1);
	return seq;
}

#endif /* SCT_RULE_STATS_H */
