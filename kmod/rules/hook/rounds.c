// SPDX-License-Identifier: GPL-2.0-only
/*
 * One round of a phase: the rules on a call are evaluated, and then those that
 * match act.
 *
 * A rule acts when it is certain that none will want a value that is not at hand
 * (call_record.h): otherwise the round ends as if it had not been, for the call comes
 * again, perhaps to another table.  A LOG rule that goes on does not end the list;
 * so what matches is collected first.  Most often that is one rule.
 *
 * Where more rules match than there is room to remember, the others are evaluated
 * a second time: all that they ask for is in the record by then.
 *
 * Where there will be no other round (sct_round_at_hand()), what is not at hand is
 * unreadable.
 */
#include <linux/sched/signal.h>

#include "event/deliver.h"
#include "event/log_event.h"
#include "hook/act.h"
#include "hook/ask.h"
#include "hook/rounds.h"
#include "hook/walk.h"
#include "lib/degraded.h"

#define MAX_HITS	6

/* What matches, in order. */
struct hits {
	u32 count;
	bool more;			/* behind the last of these */
	bool unread;			/* something was not at hand */
	bool dying;			/* the caller: nothing is decided */
	u32 long_steps;			/* of the call, behind the last of these */
	struct sct_hit hit[MAX_HITS];
};

/*
 * All rules of a call take a few milliseconds at most (abi/sct_abi_cost.h); others
 * need not wait so long for the CPU, nor does who is being killed wait for the
 * decision: his call does not run, so that no rule is missed that would refuse it.
 */
#define RULES_AT_ONCE	16u

static noinline bool pause_or_die(const struct sct_call *call)
{
	cond_resched();
	return call->phase == SCT_PHASE_BEFORE && fatal_signal_pending(current);
}

/*
 * Is @last: there will be no other round.
 *
 * Return: false if the call wants something, and it is not.
 */
static bool collect_hits(const struct sct_live *live, struct sct_walk *walk,
			 struct sct_call *call, bool last, struct hits *hits)
{
	const struct sct_bound_rule *bound;
	u32 asked = 0;

	hits->count = 0;
	hits->more = false;
	hits->unread = false;
	hits->dying = false;
	if (unlikely(call->wants && !last))
		return false;
	while ((bound = sct_walk_next(walk))) {
		struct sct_hit hit = { .bound = bound };
		int match;

		if (unlikely(!(++asked % RULES_AT_ONCE) && !last &&
			     pause_or_die(call))) {
			hits->dying = true;
			return true;
		}
		match = sct_bound_rule_decide(bound, call);
		if (match == SCT_NOMATCH)
			continue;
		if (unlikely(match == SCT_WANTS)) {
			if (!last)
				return false;
			hits->unread = true;
			match = sct_bound_rule_unreadable(bound, call);
			if (match == SCT_NOMATCH)
				continue;
		}
		hit.lost = match == SCT_LOST;
		hit.undecided = call->undecided == bound->index;
		if (likely(!hit.lost))
			hit.size = sct_log_prepare(live->stats,
						   &live->rules[bound->rule],
						   bound, call);
		if (unlikely(call->wants)) {
			if (!last)
				return false;
			hits->unread = true;
		}
		if (likely(hits->count < MAX_HITS)) {
			hits->hit[hits->count++] = hit;
			hits->long_steps = call->long_steps;
		} else {
			hits->more = true;
		}
		if (!hit.lost && !bound->goes_on)
			break;
	}
	return true;
}

/* Acts, or counts what is lost; true if no further rule is to act. */
static bool act_on_hit(const struct sct_live *live, const struct sct_hit *hit,
		       struct sct_call *call, struct sct_visit *visit)
{
	if (unlikely(hit->lost)) {
		sct_deliver_undecided(live->stats,
				      &live->rules[hit->bound->rule],
				      hit->bound);
		return false;
	}
	call->undecided = hit->undecided ? hit->bound->index : SCT_NO_RULE;
	sct_count_hit(&live->counts, hit->bound->index, ktime_get_coarse_ns());
	if (call->phase == SCT_PHASE_BEFORE)
		return sct_act_before(live, hit, call, visit);
	return sct_act_after(live, hit, call);
}

/* Those behind @last. */
static noinline void commit_more(const struct sct_live *live,
				 const struct sct_call_rules *rules,
				 const struct sct_bound_rule *last,
				 struct sct_call *call, struct sct_visit *visit)
{
	struct sct_walk walk sct_uninitialized;
	const struct sct_bound_rule *bound;

	sct_walk_start(&walk, rules, call->phase, call);
	while ((bound = sct_walk_next(&walk))) {
		struct sct_hit hit = { .bound = bound };
		int match;

		if (bound <= last)
			continue;
		match = sct_bound_rule_decide(bound, call);
		if (unlikely(match == SCT_WANTS))
			match = sct_bound_rule_unreadable(bound, call);
		hit.lost = match == SCT_LOST;
		hit.undecided = call->undecided == bound->index;
		if (match != SCT_NOMATCH && act_on_hit(live, &hit, call, visit))
			break;
	}
}

static void commit_hits(const struct sct_live *live,
			const struct sct_call_rules *rules, const struct hits *hits,
			struct sct_call *call, struct sct_visit *visit)
{
	for (u32 i = 0; i < hits->count; i++) {
		if (act_on_hit(live, &hits->hit[i], call, visit))
			return;
	}
	if (likely(!hits->more))
		return;
	call->long_steps = hits->long_steps;
	commit_more(live, rules, hits->hit[MAX_HITS - 1].bound, call, visit);
}

static void note_lack(const struct sct_call *call)
{
	if (unlikely(call->lacks))
		sct_degrade(SCT_DEGRADED_NO_MEMORY);
}

/* Will a call run of which this is the last rule that acts? */
static bool may_run(const struct sct_live *live, const struct hits *hits)
{
	u32 last = hits->count - 1;

	return !hits->count || hits->hit[last].lost ||
	       live->rules[hits->hit[last].bound->rule].action == SCT_ACTION_LOG;
}

/* Return: false if the call wants something: then nothing has happened. */
static __always_inline bool round_of(const struct sct_live *live,
				     const struct sct_call_rules *rules,
				     struct sct_call *call, bool last,
				     struct hits *hits)
{
	struct sct_walk walk sct_uninitialized;

	sct_call_begin_round(call, live->pool, sct_live_hash(live));
	sct_walk_start(&walk, rules, call->phase, call);
	return collect_hits(live, &walk, call, last, hits);
}

/*
 * The call was allowed, and is judged again: does the rule that asked match it as it did?
 * Then all that it and those before it had to say has been said.
 */
static bool stays_allowed(const struct sct_live *live, const struct hits *hits,
			  struct sct_call *call)
{
	return hits->count && !hits->more &&
	       sct_ask_holds(live, &hits->hit[hits->count - 1], call);
}

static void commit_before(const struct sct_live *live,
			  const struct sct_call_rules *rules,
			  const struct hits *hits, struct sct_call *call,
			  struct sct_visit *visit)
{
	visit->action = SCT_VISIT_RESUME;
	if (unlikely(call->answered) && stays_allowed(live, hits, call))
		return;
	commit_hits(live, rules, hits, call, visit);
	note_lack(call);
	if (visit->action == SCT_VISIT_DENY)
		sct_count_refusal(&live->counts, rules - live->calls);
}

static void commit_after(const struct sct_live *live,
			 const struct sct_call_rules *rules,
			 const struct hits *hits, struct sct_call *call)
{
	sct_count_after(&live->counts, rules - live->calls);
	commit_hits(live, rules, hits, call, NULL);
	note_lack(call);
}

/**
 * sct_round_before - a round of the before-phase
 * @live: the table in force
 * @rules: of the call
 * @call: the call
 * @visit: set, to RESUME unless a rule says otherwise
 *
 * In the read section; page faults are disabled.
 *
 * Return: true; false if the call wants a value (call->wants), and nothing has
 * happened.
 */
bool sct_round_before(const struct sct_live *live,
		      const struct sct_call_rules *rules, struct sct_call *call,
		      struct sct_visit *visit)
{
	struct hits hits sct_uninitialized;

	if (!round_of(live, rules, call, false, &hits))
		return false;
	if (unlikely(hits.dying)) {
		*visit = (struct sct_visit){
			.action = SCT_VISIT_DENY, .ret = -EINTR,	/* nobody sees it */
		};
		sct_count_refusal(&live->counts, rules - live->calls);
		return true;
	}
	if (unlikely(rules->snapshot) && may_run(live, &hits)) {
		call->wants = SCT_WANT_NOTHING;
		sct_snapshot_take(rules->snapshot, call);
		if (unlikely(call->wants))
			return false;
	}
	commit_before(live, rules, &hits, call, visit);
	return true;
}

/**
 * sct_round_after - a round of the after-phase
 * @live: the table in force
 * @rules: of the call
 * @call: the call, with its return value
 *
 * Return: as for sct_round_before()
 */
bool sct_round_after(const struct sct_live *live,
		     const struct sct_call_rules *rules, struct sct_call *call)
{
	struct hits hits sct_uninitialized;

	if (!round_of(live, rules, call, false, &hits))
		return false;
	commit_after(live, rules, &hits, call);
	return true;
}

/**
 * sct_round_at_hand - the only round of a phase, or its last
 * @live: the table in force
 * @rules: of the call
 * @call: the call, in either phase
 * @visit: set in the before-phase, as by sct_round_before()
 *
 * Never sleeps: it may be called with locks held, with page faults disabled.  An
 * event that must wait for room is put aside in call->wait, as in the other rounds.
 *
 * Return: false if a value was not at hand, and was taken as unreadable.
 */
bool sct_round_at_hand(const struct sct_live *live,
		       const struct sct_call_rules *rules, struct sct_call *call,
		       struct sct_visit *visit)
{
	struct hits hits sct_uninitialized;

	round_of(live, rules, call, true, &hits);
	if (call->phase == SCT_PHASE_AFTER)
		commit_after(live, rules, &hits, call);
	else
		commit_before(live, rules, &hits, call, visit);
	return !hits.unread;
}
