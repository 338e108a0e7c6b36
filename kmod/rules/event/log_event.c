// SPDX-License-Identifier: GPL-2.0-only
/* A rule acts: its event is made, if its rate limit lets it, and delivered. */
#include <linux/cred.h>
#include <linux/sched.h>

#include "event/deliver.h"
#include "event/log_event.h"
#include "lib/openers.h"
#include "log/log.h"

/* Does the rule's rate limit let one more event pass? */
static bool within_rate(struct sct_event_args *args)
{
	const struct sct_rule *rule = args->rule;
	u32 id = 0;

	if (likely(rule->rate_scope == SCT_RATE_NONE))
		return true;
	if (rule->rate_scope == SCT_RATE_PID)
		id = task_tgid_nr(current);
	else if (rule->rate_scope == SCT_RATE_UID)
		id = __kuid_val(current_uid());
	return sct_rate_allow(args->stats->rate[args->bound->rule], rule,
			      id, ktime_get_ns(), &args->suppressed);
}

/**
 * sct_log_event - log that a rule acted
 * @stats: of its table
 * @rule: the rule
 * @bound: the same, bound to the call
 * @call: the call; call->view is the rule's
 * @verdict: SCT_VERDICT_*
 * @retval: what the event says the call returned
 *
 * A process that reads the log is not logged: each of its reads would be its own
 * next event.
 *
 * Return: 0; or -errno that the call must fail with, for want of this event.
 */
int sct_log_event(struct sct_rule_stats *stats, const struct sct_rule *rule,
		  const struct sct_bound_rule *bound, struct sct_call *call,
		  u8 verdict, s64 retval)
{
	struct sct_event_args args = {
		.stats = stats, .bound = bound, .rule = rule, .call = call,
		.verdict = verdict, .retval = retval, .max_text = SCT_MAX_STRING,
	};
	u32 size;

	if (sct_has_open(SCT_OPENED_LOG) || !within_rate(&args))
		return 0;
	size = sct_event_size(&args);
	if (unlikely(size > sct_log_max_record())) {
		args.max_text = sct_event_text_share(sct_log_max_record());
		size = sct_event_size(&args);
	}
	return sct_deliver(&args, size);
}
