/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the rules of a table have done.
 *
 * A call that comes by counts once, on its CPU; a rule that matches counts, too.
 * How often a rule was evaluated follows from both: as often as the call came
 * by, less the calls that a rule before it ended.
 */
#ifndef SCT_COUNTERS_H
#define SCT_COUNTERS_H

#include <linux/atomic.h>
#include <linux/percpu.h>
#include <linux/smp.h>
#include <linux/timekeeping.h>

#include "sct_abi.h"

struct sct_hits {
	atomic64_t count;
	u64 last_ns;		/* CLOCK_MONOTONIC, to a tick; 0: never */
};

struct sct_counts {
	/* By slot of a call. */
	u64 __percpu *visits[SCT_NR_PHASES];
	u64 __percpu *refused;
	/* By bound, `shards` times: CPUs share one where memory is dear. */
	struct sct_hits *hits;
	u32 shards;		/* a power of two */
	u32 bound_rules;
	u32 calls;
};

int sct_counts_create(struct sct_counts *counts, u32 calls, u32 bound_rules);
void sct_counts_destroy(struct sct_counts *counts);
size_t sct_counts_bytes(const struct sct_counts *counts);

static inline void sct_count_after(const struct sct_counts *counts, u32 slot)
{
	this_cpu_inc(counts->visits[SCT_PHASE_AFTER][slot]);
}

static inline void sct_count_refusal(const struct sct_counts *counts, u32 slot)
{
	this_cpu_inc(counts->refused[slot]);
}

/* A rule matched, at @now, CLOCK_MONOTONIC in ns. */
static inline void sct_count_hit(const struct sct_counts *counts, u32 bound,
				 u64 now)
{
	u32 shard = raw_smp_processor_id() & (counts->shards - 1);
	struct sct_hits *hits = &counts->hits[(size_t)shard * counts->bound_rules +
					      bound];

	atomic64_inc(&hits->count);
	WRITE_ONCE(hits->last_ns, now);
}

#endif /* SCT_COUNTERS_H */
