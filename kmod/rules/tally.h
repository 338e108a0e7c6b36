/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What is counted and limited of the events of each rule of a table.
 *
 * It outlives the table: an event that waits for room in the log may be written,
 * or counted as lost, when its table is long gone.
 */
#ifndef SCT_TALLY_H
#define SCT_TALLY_H

#include <linux/atomic.h>
#include <linux/refcount.h>

#include "rate.h"

struct sct_tally {
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

struct sct_tally *sct_tally_create(const struct sct_rule *rules, u32 count);
void sct_tally_put(struct sct_tally *tally);
void sct_tally_count(const struct sct_tally *tally, u32 rule,
		     struct sct_rule_count *count);

static inline void sct_tally_get(struct sct_tally *tally)
{
	refcount_inc(&tally->refs);
}

/* Under the CPU's lock of the log: the rule has one more event there. */
static inline u64 sct_tally_next_seq(struct sct_tally *tally, u32 cpu, u32 rule)
{
	u64 seq = tally->seq[cpu][rule];

	WRITE_ONCE(tally->seq[cpu][rule], seq + 1);
	return seq;
}

#endif /* SCT_TALLY_H */
