// SPDX-License-Identifier: GPL-2.0-only
/*
 * SUSPEND with a deadline: the rule matches, and somebody is asked what is to happen.
 *
 * Here the question is put; the caller waits when its visit is over (phases.c,
 * event/question.c).  Where it cannot wait, because too many do already, or without
 * memory, the rule's default is what happens.
 *
 * Who is allowed to go on is judged again, by all rules that are in force then and
 * with values that are read anew: who has exchanged what the question was about has it
 * asked again.  Not for ever: after SCT_MAX_ASKED_AGAIN times the default decides.
 */
#include "event/log_event.h"
#include "event/question.h"
#include "hook/ask.h"
#include "hook/kill.h"
#include "lib/openers.h"

static struct sct_question *question_of(const struct sct_live *live,
					const struct sct_hit *hit, struct sct_call *call)
{
	static const struct sct_asked none;
	struct sct_event_args args = {
		.stats = live->stats, .bound = hit->bound,
		.rule = &live->rules[hit->bound->rule], .call = call,
		.verdict = SCT_VERDICT_SUSPENDED, .max_text = SCT_MAX_STRING,
		.asked = &none,
	};

	return sct_question_create(&args);
}

/* Nobody is asked (any more): the event says what comes of the call. */
static void decide(const struct sct_live *live, const struct sct_hit *hit,
		   struct sct_call *call, const struct sct_reply *reply,
		   struct sct_visit *visit)
{
	const struct sct_rule *rule = &live->rules[hit->bound->rule];
	long ret = reply->verdict == SCT_VERDICT_FAILED ? -(long)reply->error : 0;
	struct sct_asked asked = { };
	int err = 0;

	sct_question_say(&asked, reply);
	if (reply->verdict != SCT_VERDICT_ALLOWED)
		*visit = (struct sct_visit){ .action = SCT_VISIT_DENY,
					     .ret = ret ?: -EINTR };
	if (rule->flags & SCT_RULE_LOG)
		err = sct_log_event(live->stats, rule, hit, call, reply->verdict, ret,
				    &asked);
	if (err && reply->verdict == SCT_VERDICT_ALLOWED)
		*visit = (struct sct_visit){ .action = SCT_VISIT_DENY, .ret = err };
	if (reply->verdict == SCT_VERDICT_KILLED)
		sct_kill_caller(call, reply->signal);
}

/* Return: false if the call must fail for want of the event. */
static bool log_question(const struct sct_live *live, const struct sct_hit *hit,
			 struct sct_call *call, struct sct_question *q,
			 struct sct_visit *visit)
{
	int err;

	if (!(q->rule.flags & SCT_RULE_LOG))
		return true;
	q->logs = !sct_has_open(SCT_OPENED_LOG);
	err = sct_log_event(live->stats, &q->rule, hit, call, SCT_VERDICT_SUSPENDED, 0,
			    sct_question_asked(q));
	if (err)
		*visit = (struct sct_visit){ .action = SCT_VISIT_DENY, .ret = err };
	return !err;
}

/* Why nobody can be asked; SCT_ASK_NEW: somebody can. */
static u8 obstacle(const struct sct_call *call, struct sct_question *q)
{
	if (call->answered)
		q->again = call->answered->again + 1;
	if (!call->may_ask)
		return SCT_ASK_NO_WAIT;
	if (q->again > SCT_MAX_ASKED_AGAIN)
		return SCT_ASK_UNSTEADY;
	return sct_question_put(q) ? SCT_ASK_NEW : SCT_ASK_FULL;
}

/**
 * sct_ask - have somebody decide about a call
 * @live: the table in force
 * @hit: the rule, which matches and has a deadline
 * @call: the call; its question is set if it is to wait
 * @visit: set where it is not to run
 */
void sct_ask(const struct sct_live *live, const struct sct_hit *hit,
	     struct sct_call *call, struct sct_visit *visit)
{
	const struct sct_rule *rule = &live->rules[hit->bound->rule];
	struct sct_question *q = question_of(live, hit, call);
	struct sct_reply reply = sct_rule_default(rule, SCT_ASK_NO_WAIT);
	bool waits = false;

	if (!q) {
		decide(live, hit, call, &reply, visit);
		return;
	}
	/* What was allowed was something else. */
	if (call->answered && call->answered->reply.why == SCT_ASK_ANSWERED)
		sct_question_asked(q)->why = SCT_ASK_AGAIN;
	if (sct_question_remembered(q, &reply)) {
		decide(live, hit, call, &reply, visit);
	} else {
		reply.why = obstacle(call, q);
		waits = reply.why == SCT_ASK_NEW;
		if (!waits)
			decide(live, hit, call, &reply, visit);
		else
			waits = log_question(live, hit, call, q, visit);
	}
	if (waits)
		call->question = q;
	else
		sct_question_free(q);
}

/**
 * sct_ask_holds - is that what the call has been allowed?
 * @live: the table in force
 * @hit: the last rule that matches
 * @call: the call, judged again
 */
bool sct_ask_holds(const struct sct_live *live, const struct sct_hit *hit,
		   struct sct_call *call)
{
	struct sct_question *now;
	bool same;

	if (!live->rules[hit->bound->rule].deadline_ms || hit->lost ||
	    call->answered->reply.verdict != SCT_VERDICT_ALLOWED)
		return false;
	now = question_of(live, hit, call);
	if (!now)
		return false;
	same = sct_question_same(now, call->answered);
	sct_question_free(now);
	return same;
}
