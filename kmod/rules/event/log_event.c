// SPDX-License-Identifier: GPL-2.0-only
/* A rule acts: its event is made, if its rate limit lets it, and delivered. */
#include <linux/cred.h>
#include <linux/sched.h>

#include "event/deliver.h"
#include "event/log_event.h"
#include "lib/openers.h"
#include "log/log.h"

/* Whom the rule's rate limit counts. */
static u32 rate_id(const struct sct_rule *rule)
{
	if (rule->rate_scope == SCT_RATE_PID)
		return task_tgid_nr(current);
	if (rule->rate_scope == SCT_RATE_UID)
		return __kuid_val(current_uid());
	return 0;
}

/**
 * sct_log_within_rate - does a rule's rate limit let one more event pass?
 * @stats: of its table
 * @rule: the rule
 * @index: its index in the table
 * @suppressed: if so, how many it did not since the last one; else untouched
 */
bool sct_log_within_rate(struct sct_rule_stats *stats, const struct sct_rule *rule,
			 u32 index, u32 *suppressed)
{
	if (likely(rule->rate_scope == SCT_RATE_NONE))
		return true;
	return sct_rate_allow(stats->rate[index], rule, rate_id(rule), ktime_get_ns(),
			      suppressed);
}

static bool may_log(struct sct_rule_stats *stats, const struct sct_rule *rule,
		    u32 index)
{
	if (rule->action != SCT_ACTION_LOG && !(rule->flags & SCT_RULE_LOG))
		return false;
	return rule->rate_scope == SCT_RATE_NONE ||
	       !sct_rate_exhausted(stats->rate[index], rule, rate_id(rule),
				   ktime_get_ns());
}

/**
 * sct_log_prepare - find out what the event of a rule says
 * @stats: of its table
 * @rule: the rule, which matches and has not acted
 * @bound: the same, bound to the call
 * @call: the call; call->wants is set if not all is at hand
 *
 * Return: the bytes of the event; 0: there will be none.
 */
u32 sct_log_prepare(struct sct_rule_stats *stats, const struct sct_rule *rule,
		    const struct sct_bound_rule *bound, struct sct_call *call)
{
	const struct sct_event_args args = {
		.stats = stats, .bound = bound, .rule = rule, .call = call,
		.max_text = SCT_MAX_STRING,
	};

	call->wants = SCT_WANT_NOTHING;
	/* A question says what is asked for, whether it is logged or not. */
	if (!rule->deadline_ms && (sct_has_open(SCT_OPENED_LOG) ||
				   !may_log(stats, rule, bound->rule)))
		return 0;
	return sct_event_size(&args);
}

/**
 * sct_log_event - log that a rule acted
 * @stats: of its table
 * @rule: the rule
 * @hit: the same, with the size of its event, if that is known
 * @call: the call
 * @verdict: SCT_VERDICT_*
 * @retval: what the event says the call returned
 * @asked: what somebody was asked, and answered; or NULL
 *
 * A process that reads the log is not logged: each of its reads would be its own
 * next event.
 *
 * Return: 0; or -errno that the call must fail with, for want of this event.
 */
int sct_log_event(struct sct_rule_stats *stats, const struct sct_rule *rule,
		  const struct sct_hit *hit, struct sct_call *call, u8 verdict,
		  s64 retval, const struct sct_asked *asked)
{
	struct sct_event_args args = {
		.stats = stats, .bound = hit->bound, .rule = rule, .call = call,
		.verdict = verdict, .retval = retval, .max_text = SCT_MAX_STRING,
		.asked = asked,
	};
	u32 size;

	if (sct_has_open(SCT_OPENED_LOG) ||
	    !sct_log_within_rate(stats, rule, hit->bound->rule, &args.suppressed))
		return 0;
	size = hit->size && !asked ? hit->size : sct_event_size(&args);
	if (unlikely(size > sct_log_max_record())) {
		args.max_text = sct_event_text_share(sct_log_max_record());
		size = sct_event_size(&args);
	}
	return sct_deliver(&args, size);
}
