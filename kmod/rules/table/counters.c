// SPDX-License-Identifier: GPL-2.0-only
/* See counters.h. */
#include <linux/cpumask.h>
#include <linux/log2.h>

#include "lib/rules_internal.h"
#include "table/counters.h"

/* What the hit counters of a table may take; with more rules, CPUs share. */
#define HITS_BYTES	(32ul << 20)

static u32 shards_for(u32 bound_rules)
{
	u32 shards = roundup_pow_of_two(nr_cpu_ids);

	while (shards > 1 &&
	       (u64)shards * bound_rules * sizeof(struct sct_hits) > HITS_BYTES)
		shards /= 2;
	return shards;
}

static u64 __percpu *by_call(u32 calls)
{
	return __alloc_percpu_gfp(calls * sizeof(u64), sizeof(u64),
				  GFP_KERNEL | __GFP_NOWARN);
}

/**
 * sct_counts_create - counters of a new table, all zero
 * @counts: set; for sct_counts_destroy(), also on error
 * @calls: how many slots
 * @bound_rules: how many bound_rules
 *
 * Return: 0 or -ENOMEM.
 */
int sct_counts_create(struct sct_counts *counts, u32 calls, u32 bound_rules)
{
	counts->calls = calls;
	counts->bound_rules = bound_rules;
	counts->shards = shards_for(bound_rules);
	counts->visits[SCT_PHASE_BEFORE] = by_call(calls);
	counts->visits[SCT_PHASE_AFTER] = by_call(calls);
	counts->refused = by_call(calls);
	counts->hits = sct_alloc((size_t)counts->shards * bound_rules + 1,
				 sizeof(*counts->hits));
	return counts->visits[SCT_PHASE_BEFORE] &&
	       counts->visits[SCT_PHASE_AFTER] && counts->refused &&
	       counts->hits ? 0 : -ENOMEM;
}

void sct_counts_destroy(struct sct_counts *counts)
{
	free_percpu(counts->visits[SCT_PHASE_BEFORE]);
	free_percpu(counts->visits[SCT_PHASE_AFTER]);
	free_percpu(counts->refused);
	sct_free(counts->hits);
}

/**
 * sct_counts_bytes - memory that counters take
 * @counts: the counters
 */
size_t sct_counts_bytes(const struct sct_counts *counts)
{
	return 3ul * counts->calls * sizeof(u64) * num_possible_cpus() +
	       (size_t)counts->shards * counts->bound_rules *
	       sizeof(struct sct_hits);
}
