// SPDX-License-Identifier: GPL-2.0-only
/*
 * Counts and limits of the events of each rule.
 *
 * Memory: for each rule, 8 bytes for each CPU and 16 more; for one with a rate
 * limit, what rate.c says.
 */
#include <linux/cpumask.h>

#include "lib/rules_internal.h"
#include "log/rule_stats.h"

static void stats_free(struct sct_rule_stats *stats)
{
	for (u32 i = 0; stats->seq && i < nr_cpu_ids; i++)
		sct_free(stats->seq[i]);
	for (u32 i = 0; stats->rate && i < stats->rule_count; i++)
		sct_free(stats->rate[i]);
	sct_free(stats->seq);
	sct_free(stats->unmade);
	sct_free(stats->rate);
	sct_free(stats);
}

void sct_rule_stats_put(struct sct_rule_stats *stats)
{
	if (stats && refcount_dec_and_test(&stats->refs))
		stats_free(stats);
}

static bool make_seqs(struct sct_rule_stats *stats)
{
	for (u32 i = 0; i < nr_cpu_ids; i++) {
		stats->seq[i] = sct_alloc(stats->rule_count + 1ul, sizeof(u64));
		if (!stats->seq[i])
			return false;
		stats->memory += stats->rule_count * sizeof(u64);
	}
	return true;
}

static bool make_rates(struct sct_rule_stats *stats, const struct sct_rule *rules)
{
	u32 limited = 0;

	for (u32 i = 0; i < stats->rule_count; i++)
		limited += rules[i].rate_scope > SCT_RATE_RULE;
	for (u32 i = 0; i < stats->rule_count; i++) {
		if (rules[i].rate_scope == SCT_RATE_NONE)
			continue;
		stats->rate[i] = sct_rate_create(&rules[i], limited);
		if (!stats->rate[i])
			return false;
		stats->memory += sizeof(struct sct_rate) +
				 stats->rate[i]->slot_count *
				 sizeof(struct sct_rate_slot);
		cond_resched();
	}
	return true;
}

/**
 * sct_rule_stats_create - begin to count for a table
 * @rules: its rules
 * @count: how many
 *
 * Return: all zero, with one reference; NULL if there is no memory.
 */
struct sct_rule_stats *sct_rule_stats_create(const struct sct_rule *rules, u32 count)
{
	struct sct_rule_stats *stats = sct_alloc(1, sizeof(*stats));

	if (!stats)
		return NULL;
	refcount_set(&stats->refs, 1);
	stats->rule_count = count;
	stats->memory = sizeof(*stats) + count * 2 * sizeof(u64);
	stats->seq = sct_alloc(nr_cpu_ids, sizeof(*stats->seq));
	stats->unmade = sct_alloc(count + 1ul, sizeof(*stats->unmade));
	stats->rate = sct_alloc(count + 1ul, sizeof(*stats->rate));
	if (!stats->seq || !stats->unmade || !stats->rate ||
	    !make_seqs(stats) || !make_rates(stats, rules)) {
		stats_free(stats);
		return NULL;
	}
	return stats;
}

/* events, dropped and suppressed of a rule */
void sct_rule_stats_count(const struct sct_rule_stats *stats, u32 rule,
			  struct sct_rule_count *count)
{
	u64 given = 0;

	for (u32 i = 0; i < nr_cpu_ids; i++)
		given += READ_ONCE(stats->seq[i][rule]);
	count->dropped = atomic64_read(&stats->unmade[rule]);
	count->events = given;
	if (stats->rate[rule])
		count->suppressed = READ_ONCE(stats->rate[rule]->suppressed);
}
