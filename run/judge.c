// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the rules say of a call: the evaluator, the events and the log are the modules'.
 *
 * Where a module evaluates in rounds, because it must not sleep (kmod/rules/hook/rounds.c),
 * here the caller stands still and the supervisor may take its time.  But as there,
 * all that the events say is found out before any rule acts: a rule never sees what
 * another one's action has changed.
 */
#include "judge.h"
#include "lib/actions.h"
#include "log.h"
#include "log/rate.h"
#include "peer.h"
#include "question.h"

#define MAX_MATCHES	64	/* rules with continue = yes; those behind act at once */

struct run_counts run_counts;

static u32 rate_id(const struct sct_rule *rule)
{
	if (rule->rate_scope == SCT_RATE_PID)
		return task_tgid_nr(run_current);
	if (rule->rate_scope == SCT_RATE_UID)
		return current_uid();
	return 0;
}

static bool within_rate(struct sct_event_args *args)
{
	const struct sct_rule *rule = args->rule;

	if (rule->rate_scope == SCT_RATE_NONE)
		return true;
	return sct_rate_allow(args->stats->rate[args->bound->rule], rule, rate_id(rule),
			      ktime_get_ns(), &args->suppressed);
}

/* Room in the log; for an event that must be there, when the reader has made some. */
static struct sct_record *reserve(const struct sct_event_args *args, u32 size)
{
	bool must = args->rule->flags & SCT_RULE_MUST;
	u64 who = current_uid() | (must ? SCT_WHO_MUST : 0);

	return run_log_reserve(who, size, args->stats->generation,
			       must ? args->rule->must_timeout_ms : 0);
}

/* Return: 0; or -errno that the call must fail with, for want of this event. */
static int log_event(struct sct_event_args *args)
{
	const struct sct_rule *rule = args->rule;
	struct sct_record *record;
	u32 size;

	if (!within_rate(args))
		return 0;
	size = sct_event_size(args);
	if (size > sct_ring_max_record(run_ring)) {
		args->max_text = sct_event_text_share(sct_ring_max_record(run_ring));
		size = sct_event_size(args);
	}
	record = reserve(args, size);
	if (record) {
		struct sct_event *event = (struct sct_event *)record;

		sct_event_write(event, args);
		event->rule_seq = sct_rule_stats_next_seq(args->stats, 0,
							  args->bound->rule);
		run_counts.events++;
		return 0;
	}
	sct_ring_lose(run_ring, 0, current_uid(), 1);
	sct_rule_stats_next_seq(args->stats, 0, args->bound->rule);
	return rule->flags & SCT_RULE_TIMEOUT_FAILS ? -rule->error : 0;
}

static bool makes_event(const struct sct_rule *rule)
{
	return rule->action == SCT_ACTION_LOG || rule->flags & SCT_RULE_LOG;
}

/* Somebody is to be asked, and there is somebody. */
static bool asks(const struct sct_rule *rule)
{
	return rule->action == SCT_ACTION_SUSPEND && rule->deadline_ms && run_peer_answers();
}

/* What matches, in order. */
struct matches {
	const struct sct_bound_rule *bound[MAX_MATCHES];
	bool undecided[MAX_MATCHES];
	u32 count;
};

static struct sct_event_args args_of(const struct run_table *t,
				     const struct sct_bound_rule *bound,
				     struct sct_call *call)
{
	return (struct sct_event_args){
		.stats = t->stats, .bound = bound, .rule = &t->rules[bound->rule],
		.call = call, .max_text = SCT_MAX_STRING,
	};
}

static void collect(const struct run_table *t, const struct run_rules *rules,
		    struct sct_call *call, struct matches *m)
{
	m->count = 0;
	for (u32 i = 0; i < rules->count[call->phase] && m->count < MAX_MATCHES; i++) {
		const struct sct_bound_rule *bound = &rules->bound[call->phase][i];
		struct sct_event_args args;

		if (sct_bound_rule_decide(bound, call) != SCT_MATCH)
			continue;
		args = args_of(t, bound, call);
		if (makes_event(args.rule) || asks(args.rule))
			sct_event_size(&args);
		m->undecided[m->count] = call->undecided == bound->index;
		m->bound[m->count++] = bound;
		if (!bound->goes_on)
			break;
	}
}

static bool same_call(const struct run_mark *mark, const struct run_task *task)
{
	return mark->set && mark->call == task->call_index &&
	       mark->ip == task->ip && mark->sp == task->sp &&
	       !memcmp(&mark->regs, &task->regs, sizeof(task->regs));
}

/*
 * A call that was stopped comes a second time, from the same place and with the same
 * arguments; then it is let through (kmod/rules/hook/suspend.c).
 */
static bool suspend_over(struct run_task *task)
{
	bool over = same_call(&task->mark, task);

	task->mark.set = false;
	return over;
}

struct run_ruling run_ruling_of(u8 verdict, int error, int signal)
{
	struct run_ruling ruling = { .verdict = RUN_DENY, .ret = -EINTR };

	if (verdict == SCT_VERDICT_ALLOWED) {
		ruling.verdict = RUN_LET;
	} else if (verdict == SCT_VERDICT_FAILED) {
		ruling.ret = -error;
		run_counts.denied++;
	} else {
		ruling.signal = signal;
		run_counts.killed++;
	}
	return ruling;
}

/* There is nobody here who could be asked: what happens is the rule's default. */
static bool leave_unanswered(const struct sct_rule *rule, struct run_ruling *ruling)
{
	*ruling = run_ruling_of(rule->unanswered, rule->error, rule->signal);
	return true;
}

/* Return: false if the call shall run this time, and nothing is to be said of it. */
static bool refuse(const struct sct_rule *rule, struct run_task *task,
		   struct run_ruling *ruling)
{
	ruling->verdict = RUN_DENY;
	switch ((enum sct_action)rule->action) {
	case SCT_ACTION_FAIL:
		ruling->ret = -rule->error;
		run_counts.denied++;
		return true;
	case SCT_ACTION_KILL:
		ruling->ret = -EINTR;	/* seen only by who outlives the signal */
		ruling->signal = rule->signal;
		run_counts.killed++;
		return true;
	case SCT_ACTION_SUSPEND:
		if (rule->deadline_ms)
			return leave_unanswered(rule, ruling);
		if (suspend_over(task)) {
			ruling->verdict = RUN_LET;
			return false;
		}
		ruling->verdict = RUN_SUSPEND;
		run_counts.suspended++;
		return true;
	case SCT_ACTION_LOG:
		break;
	}
	ruling->ret = -EPERM;		/* verify.c lets no other number through */
	return true;
}

/* Return: true if no further rule is to be asked. */
static bool act_before(struct sct_event_args *args, struct run_task *task,
		       struct run_ruling *ruling)
{
	const struct sct_rule *rule = args->rule;
	int err;

	if (asks(rule) && run_question_put(args, task)) {
		ruling->verdict = RUN_ASKED;
		return true;
	}
	if (rule->action != SCT_ACTION_LOG) {
		if (!refuse(rule, task, ruling))
			return true;
		args->verdict = rule->deadline_ms ? rule->unanswered :
					sct_action_info(rule->action).verdict;
		args->retval = args->verdict == SCT_VERDICT_FAILED ? ruling->ret : 0;
		if (makes_event(rule))
			log_event(args);
		return true;
	}
	err = log_event(args);
	if (err) {
		ruling->verdict = RUN_DENY;
		ruling->ret = err;
	}
	return err || !args->bound->goes_on;
}

/**
 * run_judge_before - the before-rules on a call
 * @table: the rules
 * @task: the caller, at its call; task->call is begun
 *
 * Return: what is to become of the call; AND_ASK: task->call goes on.
 */
struct run_ruling run_judge_before(const struct run_table *table, struct run_task *task)
{
	const struct run_rules *rules = table->calls[task->call_index];
	struct run_ruling ruling = { .verdict = RUN_LET };
	struct sct_call *call = &task->call;
	struct matches m;

	run_counts.calls++;
	call->sleeps = true;
	sct_call_begin_round(call, table->pool, NULL);
	collect(table, rules, call, &m);
	if (rules->snapshot)
		sct_snapshot_take(rules->snapshot, call);
	for (u32 i = 0; i < m.count; i++) {
		struct sct_event_args args = args_of(table, m.bound[i], call);

		call->undecided = m.undecided[i] ? m.bound[i]->index : SCT_NO_RULE;
		if (act_before(&args, task, &ruling))
			break;
	}
	if (ruling.verdict == RUN_LET && rules->count[SCT_PHASE_AFTER])
		ruling.verdict = RUN_AND_ASK;
	return ruling;
}

/**
 * run_judge_after - the after-rules on a call
 * @table: the rules
 * @task: the caller, whose call has returned
 * @retval: what it returned
 */
void run_judge_after(const struct run_table *table, struct run_task *task, s64 retval)
{
	const struct run_rules *rules = table->calls[task->call_index];
	struct sct_call *call = &task->call;
	struct matches m;

	sct_call_begin_after(call, retval, task->late);
	sct_call_begin_round(call, table->pool, NULL);
	collect(table, rules, call, &m);
	for (u32 i = 0; i < m.count; i++) {
		struct sct_event_args args = args_of(table, m.bound[i], call);

		call->undecided = m.undecided[i] ? m.bound[i]->index : SCT_NO_RULE;
		args.retval = call->retval;
		log_event(&args);
	}
}
