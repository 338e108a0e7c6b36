// SPDX-License-Identifier: GPL-2.0-only
/* See counters.h. */
#include <linux/cpumask.h>
#include <linux/log2.h>
#include <linux/sched.h>

#include "table/counters.h"
#include "table/table.h"

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

static u64 sum(u64 __percpu *counter, u32 slot)
{
	u64 total = 0;
	int cpu;

	for_each_possible_cpu(cpu)
		total += READ_ONCE(per_cpu_ptr(counter, cpu)[slot]);
	return total;
}

/* As the time of an event, it is counted without what the machine slept since. */
static u64 real_time(u64 ns)
{
	return ns ? ktime_to_ns(ktime_mono_to_real(ns_to_ktime(ns))) : 0;
}

static u64 add_hits(const struct sct_counts *counts, u32 bound,
		    struct sct_rule_count *rule)
{
	u64 total = 0;

	for (u32 shard = 0; shard < counts->shards; shard++) {
		const struct sct_hits *hits =
			&counts->hits[(size_t)shard * counts->bound_rules + bound];

		total += atomic64_read(&hits->count);
		rule->last_hit_ns = max(rule->last_hit_ns,
					real_time(READ_ONCE(hits->last_ns)));
	}
	rule->hits += total;
	return total;
}

static void add_phase(const struct sct_live *live, u32 slot, u32 phase,
		      struct sct_rule_count *rules)
{
	const struct sct_call_rules *call = &live->calls[slot];
	const struct sct_bound_rule *bound = call->bound_rules[phase];
	u64 reach = sum(live->counts.visits[phase], slot);

	for (u32 i = 0; i < call->count[phase]; i++, bound++) {
		struct sct_rule_count *rule = &rules[bound->rule];
		u64 hits = add_hits(&live->counts, bound - live->bound_rules, rule);

		rule->evaluations += reach;
		/* Other CPUs count on: a hit may be newer than the sum. */
		if (!(live->rules[bound->rule].flags & SCT_RULE_CONTINUE))
			reach -= min(reach, hits);
	}
}

/**
 * sct_counts_of_rules - evaluations, hits and last_hit_ns of all rules
 * @live: the table
 * @rules: by rule, zeroed; these three are added to
 */
void sct_counts_of_rules(const struct sct_live *live,
			 struct sct_rule_count *rules)
{
	for (u32 slot = 1; slot < live->counts.calls; slot++) {
		add_phase(live, slot, SCT_PHASE_BEFORE, rules);
		add_phase(live, slot, SCT_PHASE_AFTER, rules);
		cond_resched();
	}
}

static struct sct_call_count count_of_call(const struct sct_live *live, u8 abi,
					   u16 nr, u32 slot)
{
	const struct sct_counts *counts = &live->counts;

	return (struct sct_call_count){
		.nr = nr,
		.abi = abi,
		.evaluations = sum(counts->visits[SCT_PHASE_BEFORE], slot) +
			       sum(counts->visits[SCT_PHASE_AFTER], slot),
		.refused = sum(counts->refused, slot),
	};
}

/**
 * sct_counts_of_calls - what came of the calls that have rules
 * @live: the table
 * @calls: set, as far as there is space
 * @space: elements
 *
 * Return: how many calls there are.
 */
u32 sct_counts_of_calls(const struct sct_live *live,
			struct sct_call_count *calls, u32 space)
{
	u32 n = 0;

	for (u32 abi = 0; abi < SCT_NR_ABIS; abi++) {
		for (u32 nr = 0; nr < SCT_MAX_NR; nr++) {
			u32 slot = live->slot[sct_call_index(abi, nr)];

			if (slot && n++ < space)
				calls[n - 1] = count_of_call(live, abi, nr,
							     slot);
		}
	}
	return n;
}
