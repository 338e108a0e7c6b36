// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a rule does when it has matched.
 *
 * Some tasks are spared, unless the rule includes them: a rule that would fail,
 * kill or stop them lets the call run, and if it logs, the event says "allowed".
 * They are the system's init, without which nobody can mend anything, and whoever
 * has the control device open, without whom the rule cannot be taken back.
 */
#include "event/deliver.h"
#include "event/log_event.h"
#include "hook/act.h"
#include "hook/ask.h"
#include "hook/kill.h"
#include "hook/suspend.h"
#include "lib/actions.h"
#include "lib/openers.h"

/* Does the rule let the caller's call run although it matches? */
bool sct_is_spared(const struct sct_rule *rule)
{
	if (rule->flags & SCT_RULE_INCLUDE_INIT)
		return false;
	return is_global_init(current) || sct_has_open(SCT_OPENED_CTRL);
}

static void deny_call(struct sct_visit *visit, long ret)
{
	visit->action = SCT_VISIT_DENY;
	visit->ret = ret;
}

static bool log_before(const struct sct_live *live, const struct sct_hit *hit,
		       struct sct_call *call, struct sct_visit *visit)
{
	const struct sct_rule *rule = &live->rules[hit->bound->rule];
	int err = sct_log_event(live->stats, rule, hit, call,
				SCT_VERDICT_ALLOWED, 0, NULL);

	if (err)
		deny_call(visit, err);
	return err || !hit->bound->goes_on;
}

/*
 * Refuses the call, as the rule says.  Return: false if it shall run this time, and
 * nothing is to be said of it.
 */
static bool refuse_call(const struct sct_rule *rule, struct sct_call *call,
			struct sct_visit *visit)
{
	switch ((enum sct_action)rule->action) {
	case SCT_ACTION_FAIL:
		deny_call(visit, -(long)rule->error);
		return true;
	case SCT_ACTION_KILL:
		deny_call(visit, -EINTR);	/* seen only by who outlives the signal */
		return true;
	case SCT_ACTION_SUSPEND:
		if (sct_suspend_over(call))
			return false;	/* logged when it was stopped */
		deny_call(visit, sct_suspend(call));
		return true;
	case SCT_ACTION_LOG:		/* log_before() */
		break;
	}
	deny_call(visit, -EPERM);		/* verify.c lets no other number through */
	return true;
}

/**
 * sct_act_before - do what a before-rule says
 * @live: its table
 * @hit: the rule, which matches; what its event says has been found out
 * @call: the call
 * @visit: set where the call shall not run
 *
 * Return: true if no further rule is to be asked.
 */
bool sct_act_before(const struct sct_live *live, const struct sct_hit *hit,
		    struct sct_call *call, struct sct_visit *visit)
{
	const struct sct_rule *rule = &live->rules[hit->bound->rule];
	u8 verdict = SCT_VERDICT_ALLOWED;
	int err = 0;

	if (rule->action == SCT_ACTION_LOG)
		return log_before(live, hit, call, visit);
	if (!sct_is_spared(rule)) {
		if (rule->deadline_ms) {
			sct_ask(live, hit, call, visit);
			return true;
		}
		if (!refuse_call(rule, call, visit))
			return true;
		verdict = sct_action_info(rule->action).verdict;
	}
	if (rule->flags & SCT_RULE_LOG)
		err = sct_log_event(live->stats, rule, hit, call, verdict,
				    verdict == SCT_VERDICT_FAILED ? visit->ret : 0,
				    NULL);
	if (err && verdict == SCT_VERDICT_ALLOWED)
		deny_call(visit, err);
	if (verdict == SCT_VERDICT_KILLED)
		sct_kill_caller(call, rule->signal);
	return true;
}

/**
 * sct_act_after - do what an after-rule says: log
 * @live: its table
 * @hit: the rule, which matches; likewise
 * @call: the call, with its return value
 *
 * Return: true if no further rule is to be asked.
 */
bool sct_act_after(const struct sct_live *live, const struct sct_hit *hit,
		   struct sct_call *call)
{
	const struct sct_rule *rule = &live->rules[hit->bound->rule];

	sct_log_event(live->stats, rule, hit, call, SCT_VERDICT_ALLOWED,
		      call->retval, NULL);
	return !(rule->flags & SCT_RULE_CONTINUE);
}
