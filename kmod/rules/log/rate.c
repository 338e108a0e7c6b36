// SPDX-License-Identifier: GPL-2.0-only
/* Rate limits; rate.h says what they mean. */
#include "lib/rules_internal.h"
#include "log/rate.h"

/* Memory: at most 256 slots for a rule, and 65536 in all, or 8 for each rule. */
#define MAX_SLOTS	256u
#define ALL_SLOTS	65536u

/**
 * sct_rate_create - the memory of a rule's limit
 * @rule: has one
 * @limited: how many rules of the table have one for each process or uid
 *
 * Return: freed by sct_free(); NULL if there is no memory.
 */
struct sct_rate *sct_rate_create(const struct sct_rule *rule, u32 limited)
{
	u32 slots = 1;
	struct sct_rate *rate;

	if (rule->rate_scope != SCT_RATE_RULE) {
		slots = MAX_SLOTS;
		while (slots > SCT_RATE_WAYS && (u64)slots * limited > ALL_SLOTS)
			slots /= 2;
	}
	rate = sct_alloc(1, sizeof(*rate) + slots * sizeof(rate->slot[0]));
	if (!rate)
		return NULL;
	spin_lock_init(&rate->lock);
	rate->slot_count = slots;
	return rate;
}

/* Which of two slots of other ids is the better one to take? */
static bool is_better(const struct sct_rate_slot *a,
		      const struct sct_rate_slot *b)
{
	if (!a->made || !b->made)
		return !a->made && b->made;
	return a->start_ns < b->start_ns;
}

/* Where an id may have its slot: the first of at most SCT_RATE_WAYS. */
static struct sct_rate_slot *set_of(struct sct_rate *rate, u32 id)
{
	u32 ways = min(rate->slot_count, SCT_RATE_WAYS);
	u32 set = (id * 0x9e3779b1u >> 16) % (rate->slot_count / ways);

	return &rate->slot[set * ways];
}

/* The id's slot; a new one has nothing in it but the id. */
static struct sct_rate_slot *slot_of(struct sct_rate *rate, u32 id)
{
	u32 ways = min(rate->slot_count, SCT_RATE_WAYS);
	struct sct_rate_slot *slot = set_of(rate, id);
	struct sct_rate_slot *best = slot;

	for (u32 i = 0; i < ways; i++) {
		if (slot[i].made && slot[i].id == id)
			return &slot[i];
		if (is_better(&slot[i], best))
			best = &slot[i];
	}
	rate->orphans += best->suppressed;
	*best = (struct sct_rate_slot){ .id = id };
	return best;
}

static u32 tell_suppressed(struct sct_rate *rate, struct sct_rate_slot *slot)
{
	u64 all = slot->suppressed + rate->orphans;
	u32 told = min(all, 0xffffffffull);

	slot->suppressed = 0;
	rate->orphans = all - told;
	return told;
}

/**
 * sct_rate_allow - may one more event be made?
 * @rate: the rule's memory
 * @rule: the rule
 * @id: process or uid; 0 if the limit is for all together
 * @now: CLOCK_MONOTONIC
 * @suppressed: set, if it may, to what was held back since the last one
 */
bool sct_rate_allow(struct sct_rate *rate, const struct sct_rule *rule, u32 id,
		    u64 now, u32 *suppressed)
{
	struct sct_rate_slot *slot;
	bool allowed;

	spin_lock(&rate->lock);
	slot = slot_of(rate, id);
	if (!slot->made || now - slot->start_ns >=
			   rule->rate_seconds * 1000000000ull) {
		slot->start_ns = now;
		slot->made = 0;
	}
	allowed = slot->made < rule->rate_count;
	if (allowed) {
		slot->made++;
		*suppressed = tell_suppressed(rate, slot);
	} else {
		slot->suppressed++;
		rate->suppressed++;
	}
	spin_unlock(&rate->lock);
	return allowed;
}

/**
 * sct_rate_exhausted - is it no use to make one more event now?
 * @rate: the rule's memory, which stays as it is
 * @rule: the rule
 * @id: as for sct_rate_allow()
 * @now: likewise
 */
bool sct_rate_exhausted(struct sct_rate *rate, const struct sct_rule *rule,
			u32 id, u64 now)
{
	u32 ways = min(rate->slot_count, SCT_RATE_WAYS);
	bool exhausted = false;

	spin_lock(&rate->lock);
	for (u32 i = 0; i < ways && !exhausted; i++) {
		const struct sct_rate_slot *slot = set_of(rate, id) + i;

		exhausted = slot->made >= rule->rate_count && slot->id == id &&
			    now - slot->start_ns <
				    rule->rate_seconds * 1000000000ull;
	}
	spin_unlock(&rate->lock);
	return exhausted;
}

/* The event that would have told it could not be made. */
void sct_rate_give_back(struct sct_rate *rate, u32 suppressed)
{
	spin_lock(&rate->lock);
	rate->orphans += suppressed;
	spin_unlock(&rate->lock);
}
