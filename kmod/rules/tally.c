// SPDX-License-Identifier: GPL-2.0-only
/*
 * Counts and limits of the events of each rule.
 *
 * Memory: for each rule, 8 bytes for each CPU and 16 more; for one with a rate
 * limit, what rate.c says.
 */
#include <linux/cpumask.h>

#include "rules_internal.h"
#include "tally.h"

static void tally_free(struct sct_tally *tally)
{
	for (u32 i = 0; tally->seq && i < nr_cpu_ids; i++)
		sct_free(tally->seq[i]);
	for (u32 i = 0; tally->rate && i < tally->rule_count; i++)
		sct_free(tally->rate[i]);
	sct_free(tally->seq);
	sct_free(tally->unmade);
	sct_free(tally->rate);
	sct_free(tally);
}

void sct_tally_put(struct sct_tally *tally)
{
	if (tally && refcount_dec_and_test(&tally->refs))
		tally_free(tally);
}

static bool make_seqs(struct sct_tally *tally)
{
	for (u32 i = 0; i < nr_cpu_ids; i++) {
		tally->seq[i] = sct_alloc(tally->rule_count + 1ul, sizeof(u64));
		if (!tally->seq[i])
			return false;
		tally->memory += tally->rule_count * sizeof(u64);
	}
	return true;
}

static bool make_rates(struct sct_tally *tally, const struct sct_rule *rules)
{
	u32 limited = 0;

	for (u32 i = 0; i < tally->rule_count; i++)
		limited += rules[i].rate_scope > SCT_RATE_RULE;
	for (u32 i = 0; i < tally->rule_count; i++) {
		if (rules[i].rate_scope == SCT_RATE_NONE)
			continue;
		tally->rate[i] = sct_rate_create(&rules[i], limited);
		if (!tally->rate[i])
			return false;
		tally->memory += sizeof(struct sct_rate) +
				 tally->rate[i]->slot_count *
				 sizeof(struct sct_rate_slot);
		cond_resched();
	}
	return true;
}

/**
 * sct_tally_create - begin to count for a table
 * @rules: its rules
 * @count: how many
 *
 * Return: all zero, with one reference; NULL if there is no memory.
 */
struct sct_tally *sct_tally_create(const struct sct_rule *rules, u32 count)
{
	struct sct_tally *tally = sct_alloc(1, sizeof(*tally));

	if (!tally)
		return NULL;
	refcount_set(&tally->refs, 1);
	tally->rule_count = count;
	tally->memory = sizeof(*tally) + count * 2 * sizeof(u64);
	tally->seq = sct_alloc(nr_cpu_ids, sizeof(*tally->seq));
	tally->unmade = sct_alloc(count + 1ul, sizeof(*tally->unmade));
	tally->rate = sct_alloc(count + 1ul, sizeof(*tally->rate));
	if (!tally->seq || !tally->unmade || !tally->rate ||
	    !make_seqs(tally) || !make_rates(tally, rules)) {
		tally_free(tally);
		return NULL;
	}
	return tally;
}

/* events, dropped and suppressed of a rule */
void sct_tally_count(const struct sct_tally *tally, u32 rule,
		     struct sct_rule_count *count)
{
	u64 given = 0;

	for (u32 i = 0; i < nr_cpu_ids; i++)
		given += READ_ONCE(tally->seq[i][rule]);
	count->dropped = atomic64_read(&tally->unmade[rule]);
	count->events = given;
	if (tally->rate[rule])
		count->suppressed = READ_ONCE(tally->rate[rule]->suppressed);
}
