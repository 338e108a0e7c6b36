// SPDX-License-Identifier: GPL-2.0-only
/*
 * SUSPEND with a deadline, if a program runs us that can be asked (peer.c): the caller stays
 * at its stop, and an event says so.  What comes of it, an answer or the rule's default,
 * the same event says once more.
 *
 * A call that is allowed is not judged again, as the modules do (kmod/rules/hook/ask.c):
 * strings and addresses that a rule has read are held meanwhile (hold.c).
 */
#include <stdlib.h>

#include "log.h"
#include "peer.h"
#include "question.h"

/* The event that says what is asked for, until it says what came of it. */
struct run_question {
	struct run_question *next;
	struct run_task *task;
	const struct sct_rule *rule;
	struct sct_rule_stats *stats;
	u64 id;
	u64 since_ns;
	u64 end_ns;
	u8 record[] __attribute__((__aligned__(8)));
};

static struct run_question *questions;
static u64 last_id;

static struct sct_event *event_of(struct run_question *q)
{
	return (struct sct_event *)q->record;
}

static struct sct_asked *asked_of(struct run_question *q)
{
	return (struct sct_asked *)(event_of(q) + 1);
}

/* Into the log, as it is now. */
static void deliver(struct run_question *q)
{
	struct sct_event *made = event_of(q), *event;

	event = (struct sct_event *)run_log_reserve(made->uid, made->rec.len, made->generation, 0);
	made->rule_seq = sct_rule_stats_next_seq(q->stats, 0, made->rule);
	if (!event)
		return;
	memcpy(&event->rec + 1, &made->rec + 1, made->rec.len - sizeof(made->rec));
	run_counts.events++;
}

/**
 * run_question_put - ask about a call
 * @args: what is asked for; its rule has a deadline
 * @task: the caller, which is to wait
 *
 * Return: false without memory.
 */
bool run_question_put(struct sct_event_args *args, struct run_task *task)
{
	static const struct sct_asked none;
	struct run_question *q;
	u32 size;

	args->asked = &none;
	args->verdict = SCT_VERDICT_SUSPENDED;
	size = sct_event_size(args);
	if (size > sct_ring_max_record(run_ring)) {
		args->max_text = sct_event_text_share(sct_ring_max_record(run_ring));
		size = sct_event_size(args);
	}
	q = calloc(1, sizeof(*q) + size);
	if (!q)
		return false;
	q->task = task;
	q->rule = args->rule;
	q->stats = args->stats;
	q->id = ++last_id;
	q->since_ns = ktime_get_ns();
	q->end_ns = q->since_ns + args->rule->deadline_ms * 1000000ull;
	sct_event_write(event_of(q), args);
	event_of(q)->rec.len = size;
	asked_of(q)->id = q->id;
	asked_of(q)->why = SCT_ASK_NEW;
	deliver(q);
	q->next = questions;
	questions = q;
	run_counts.suspended++;
	return true;
}

/* It is over; its event says what came of it, if the rule logs. */
static void say(struct run_question *q, u8 verdict, int error)
{
	struct sct_event *event = event_of(q);

	if (!(q->rule->flags & SCT_RULE_LOG))
		return;
	event->verdict = verdict;
	event->retval = verdict == SCT_VERDICT_FAILED ? -error : 0;
	asked_of(q)->waited_ms = (ktime_get_ns() - q->since_ns) / 1000000;
	deliver(q);
}

static void take_out(struct run_question *q)
{
	struct run_question **link = &questions;

	while (*link != q)
		link = &(*link)->next;
	*link = q->next;
}

/* A task that waits is gone: somebody has killed it. */
void run_question_drop(struct run_task *task)
{
	struct run_question *q = questions;

	while (q && q->task != task)
		q = q->next;
	if (!q)
		return;
	asked_of(q)->why = SCT_ASK_DIED;
	say(q, SCT_VERDICT_KILLED, 0);
	take_out(q);
	free(q);
}

bool run_questions_wait(void)
{
	return questions;
}

static void settle(struct run_question *q, const struct sct_answer *answer, u8 why,
		   run_settle settle, void *context)
{
	struct run_ruling ruling = run_ruling_of(answer->verdict, answer->error,
						 answer->signal);

	asked_of(q)->why = why;
	if (why == SCT_ASK_ANSWERED)
		run_peer_sign(asked_of(q));
	say(q, answer->verdict, answer->error);
	take_out(q);
	settle(context, q->task, &ruling);
	free(q);
}

static struct sct_answer default_of(const struct sct_rule *rule)
{
	return (struct sct_answer){
		.verdict = rule->unanswered, .error = rule->error, .signal = rule->signal,
	};
}

/* The answers that have come, and the calls whose time is over. */
void run_questions_look(run_settle then, void *context)
{
	struct run_question *q, *next;
	struct sct_answer answer;

	while (run_peer_answer(&answer)) {
		for (q = questions; q && q->id != answer.id; q = q->next)
			;
		if (q)
			settle(q, &answer, SCT_ASK_ANSWERED, then, context);
	}
	for (q = questions; q; q = next) {
		next = q->next;
		answer = default_of(q->rule);
		if (!run_peer_answers())
			settle(q, &answer, SCT_ASK_NO_WAIT, then, context);
		else if (ktime_get_ns() >= q->end_ns)
			settle(q, &answer, SCT_ASK_DEADLINE, then, context);
	}
}

/* We go: no call waits any longer. */
void run_questions_end(run_settle then, void *context)
{
	while (questions) {
		struct sct_answer answer = default_of(questions->rule);

		settle(questions, &answer, SCT_ASK_NO_RULES, then, context);
	}
}
