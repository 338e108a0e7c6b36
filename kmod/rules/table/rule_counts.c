// SPDX-License-Identifier: GPL-2.0-only
/* The counters of a table, read: how often each rule was evaluated, and matched. */
#include <linux/cpumask.h>
#include <linux/sched.h>

#include "table/rule_counts.h"

static u64 sum_of_cpus(u64 __percpu *counter, u32 slot)
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
	u64 reach = sum_of_cpus(live->counts.visits[phase], slot);

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
		.evaluations = sum_of_cpus(counts->visits[SCT_PHASE_BEFORE], slot) +
			       sum_of_cpus(counts->visits[SCT_PHASE_AFTER], slot),
		.refused = sum_of_cpus(counts->refused, slot),
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
