// SPDX-License-Identifier: GPL-2.0-only
/*
 * A visit in passing: of a call whose rules look at no more than what is at hand,
 * registers, short strings, numbers of the task, and do no more than log and refuse.
 *
 * It happens where the prefilters are asked (syscall.c), with preemption disabled, and so
 * needs neither a read section nor a second look at which call it is.  Strings are
 * read before anything else; one that is not there at once, or is long, leaves
 * the call to the full visit, which reads it anew.  From then on everything is
 * known, nothing sleeps, and nothing is left to another visit: no rule acts twice, and
 * each may act as soon as it has matched.
 *
 * A call with after-rules is kept in memory with its strings, and comes back here when it
 * has run; whether the rules that are in force then can be asked in passing is
 * found out then.
 *
 * Rules match as in a full visit.  For the simplest rules that log there is a still
 * shorter way: fast_log_exact.c.
 */
#include "event/deliver.h"
#include "event/log_event.h"
#include "event/record.h"
#include "hook/act.h"
#include "hook/kept.h"
#include "hook/passing.h"
#include "hook/walk.h"
#include "lib/actions.h"
#include "lib/openers.h"
#include "lib/text.h"
#include "log/log.h"
#include "table/table.h"

/* False if a string is not there at once, or is too long. */
static __always_inline bool read_texts(struct sct_call *call, u32 args)
{
	char *at = call->small;
	u32 room = SCT_SMALL_TEXT;

	for (; args; args &= args - 1) {
		u32 arg = __builtin_ctz(args);
		unsigned long addr = sct_call_arg(call->regs, call->abi, arg);
		struct sct_text *text = &call->text[arg];
		long n;

		text->data = at;
		text->len = 0;
		call->text_state[arg] = SCT_TEXT_NULL;
		if (unlikely(!addr))
			continue;
		n = sct_read_words((u64 *)at, (const char __user *)addr, room);
		if (unlikely(n < 0))
			return false;
		text->len = n;
		call->text_state[arg] = SCT_TEXT_OK;
		n = ALIGN(n, sizeof(u64));
		at += n;
		room -= n;
	}
	call->small_used = at - call->small;
	return true;
}

static noinline u8 *put_other(u8 *at, const struct sct_bound_rule *bound,
			      struct sct_call *call,
			      const struct sct_layout_field *field)
{
	const struct sct_event_args args = {
		.bound = bound, .call = call, .max_text = SCT_SMALL_TEXT,
	};

	return sct_put_other(at, &args, field);
}

static __always_inline void put_fields(u8 *at, const struct sct_bound_rule *bound,
				       struct sct_call *call)
{
	const struct sct_layout_field *field = bound->layout->fields;
	const struct sct_layout_field *end = field + bound->layout->field_count;
	const struct pt_regs *regs = call->regs;

	for (; field < end; field++) {
		if (field->kind == SCT_PLAN_REG)
			at = sct_put_reg(at, field, regs);
		else if (field->kind == SCT_PLAN_TEXT &&
			 likely(call->text_state[field->at] == SCT_TEXT_OK))
			at = sct_put_whole(at, field->head,
					   call->text[field->at].data,
					   call->text[field->at].len);
		else if (field->kind == SCT_PLAN_COMM)
			at = sct_put_whole(at, field->head, call->comm,
					   call->comm_len);
		else
			at = put_other(at, bound, call, field);
	}
}

/* What an event says besides its fields. */
struct outcome {
	u8 verdict;
	u32 suppressed;
	s64 retval;
};

static __always_inline u32 event_size(const struct sct_layout *layout, struct sct_call *call)
{
	u32 size = layout->fixed_size;

	for (u32 args = layout->texts; args; args &= args - 1)
		size += ALIGN(call->text[__builtin_ctz(args)].len, sizeof(u64));
	if (layout->comm) {
		if (call->comm_len == SCT_COMM_UNREAD)
			call->comm_len = sct_read_comm(call->comm);
		size += ALIGN(call->comm_len, sizeof(u64));
	}
	return size;
}

/* Return: the time of the event; 0 if it is lost. */
static u64 write_event(const struct sct_live *live, const struct sct_bound_rule *bound,
		       struct sct_call *call, struct outcome outcome)
{
	u64 who = __kuid_val(current_uid());
	struct sct_ring_cpu *rc;
	struct sct_event *event;
	u64 now = 0;

	event = sct_log_reserve(who, event_size(bound->layout, call), live->generation,
				&rc);
	if (likely(event)) {
		put_fields((u8 *)(event + 1), bound, call);
		sct_put_rule(event, live->generation, bound, call);
		sct_put_task(event);
		sct_put_outcome(event, outcome.verdict, 0, outcome.suppressed,
				outcome.retval);
		event->rule_seq = sct_rule_stats_next_seq(live->stats, rc->index,
							  bound->rule);
		now = event->rec.time_ns;
	} else {
		sct_deliver_lose(live->stats, rc->index, who, bound->rule,
				 outcome.suppressed);
	}
	sct_log_commit(rc);
	return now;
}

/* Return: likewise; 0 also if there shall be none. */
static __always_inline u64 log_rule(const struct sct_live *live,
				    const struct sct_bound_rule *bound,
				    struct sct_call *call, u8 verdict, s64 retval)
{
	struct outcome outcome = { .verdict = verdict, .retval = retval };

	if (unlikely(sct_has_open(SCT_OPENED_LOG)))
		return 0;
	if (unlikely(live->rules[bound->rule].rate_scope != SCT_RATE_NONE) &&
	    !sct_log_within_rate(live->stats, &live->rules[bound->rule], bound->rule,
				 &outcome.suppressed))
		return 0;
	return write_event(live, bound, call, outcome);
}

/* Return: the time at which that was logged, or 0. */
static noinline u64 refuse(const struct sct_live *live, const struct sct_bound_rule *bound,
			   struct sct_call *call, struct sct_visit *visit)
{
	const struct sct_rule *rule = &live->rules[bound->rule];
	u8 verdict = SCT_VERDICT_ALLOWED;

	if (!sct_is_spared(rule)) {
		visit->action = SCT_VISIT_DENY;
		visit->ret = -(long)rule->error;
		verdict = SCT_VERDICT_FAILED;
	}
	if (!(rule->flags & SCT_RULE_LOG))
		return 0;
	return log_rule(live, bound, call, verdict,
			verdict == SCT_VERDICT_FAILED ? visit->ret : 0);
}

/* A rule matches; true if no further rule is to be asked. */
static __always_inline bool act(const struct sct_live *live,
				const struct sct_bound_rule *bound,
				struct sct_call *call, struct sct_visit *visit)
{
	u64 now;

	if (unlikely(bound->refuses))
		now = refuse(live, bound, call, visit);
	else
		now = log_rule(live, bound, call, SCT_VERDICT_ALLOWED, call->retval);
	sct_count_hit(&live->counts, bound->index,
		      likely(now) ? now : ktime_get_coarse_ns());
	return !bound->goes_on;
}

/* Return: true if no further rule is to be asked. */
static __always_inline bool ask_rule(const struct sct_live *live,
				     const struct sct_bound_rule *bound,
				     struct sct_call *call, struct sct_visit *visit)
{
	/* Before the call RETVAL is 0, and the range is all. */
	return (u64)call->retval - bound->result_low <= bound->result_span &&
	       sct_bound_rule_matches(bound, call) && act(live, bound, call, visit);
}

/*
 * In a frame of its own: the candidates are nearly as large as the call, and calls
 * without an index need none.
 */
static noinline bool ask_indexed(const struct sct_live *live,
				 const struct sct_call_rules *rules,
				 struct sct_call *call, struct sct_visit *visit)
{
	const struct sct_bound_rule *bound;
	struct sct_walk walk sct_uninitialized;

	sct_walk_start(&walk, rules, call->phase, call);
	if (sct_candidates_count(&walk.cands) > SCT_PASSING_RULES)
		return false;
	while ((bound = sct_walk_next_indexed(&walk))) {
		if (ask_rule(live, bound, call, visit))
			break;
	}
	return true;
}

/* Return: false if there are too many rules to be asked in passing. */
static __always_inline bool ask_rules(const struct sct_live *live,
				      const struct sct_call_rules *rules,
				      struct sct_call *call, struct sct_visit *visit)
{
	const struct sct_bound_rule *bound = rules->bound_rules[call->phase];
	const struct sct_bound_rule *end = bound + rules->count[call->phase];

	if (unlikely(rules->index))
		return ask_indexed(live, rules, call, visit);
	for (; bound < end; bound++) {
		if (ask_rule(live, bound, call, visit))
			break;
	}
	return true;
}

/**
 * sct_pass_refusal - what a rule that matches does, which refuses and logs nothing
 * @live: the table in force
 * @rules: of the call
 * @bound: the rule
 *
 * Between sct_nofault_begin() and sct_nofault_end().
 *
 * Return: what is to happen to the call.
 */
struct sct_visit sct_pass_refusal(const struct sct_live *live,
				  const struct sct_call_rules *rules,
				  const struct sct_bound_rule *bound)
{
	struct sct_visit visit = { .action = SCT_VISIT_RESUME };

	refuse(live, bound, NULL, &visit);
	sct_count_hit(&live->counts, bound->index, ktime_get_coarse_ns());
	if (likely(visit.action == SCT_VISIT_DENY))
		sct_count_refusal(&live->counts, rules - live->calls);
	return visit;
}

#define FULL_VISIT	((struct sct_visit){ .action = SCT_VISIT_FULL })

/**
 * sct_pass_with_after - visit a call in passing that has after-rules
 * @live: the table in force
 * @rules: of the call, good for this
 * @regs: its registers
 * @abi: SCT_ABI_*
 * @nr: its number
 *
 * Return: as sct_pass_before()
 */
struct sct_visit sct_pass_with_after(const struct sct_live *live,
				     const struct sct_call_rules *rules,
				     struct pt_regs *regs, unsigned int abi,
				     unsigned int nr)
{
	struct sct_visit visit = { .action = SCT_VISIT_RESUME };
	struct sct_kept *kept = sct_kept_create(regs, abi, nr);

	if (unlikely(!kept))
		return FULL_VISIT;
	kept->call.pool = live->pool;
	kept->texts = rules->texts;
	if (!read_texts(&kept->call, rules->texts) ||
	    (rules->count[SCT_PHASE_BEFORE] &&
	     !ask_rules(live, rules, &kept->call, &visit))) {
		sct_kept_free(kept);
		return FULL_VISIT;
	}
	if (unlikely(visit.action == SCT_VISIT_DENY)) {
		sct_count_refusal(&live->counts, rules - live->calls);
		sct_kept_free(kept);
		return visit;
	}
	visit.action = SCT_VISIT_AFTER;
	visit.frame = &kept->frame.frame;
	sct_hijack_await(visit.frame, abi, nr);
	return visit;
}

/**
 * sct_pass_before - visit a call in passing
 * @live: the table in force
 * @rules: of the call, good for this; none is asked after it
 * @regs: its registers
 * @abi: SCT_ABI_*
 * @nr: its number
 *
 * Between sct_nofault_begin() and sct_nofault_end().
 *
 * Return: what is to happen to the call; FULL if it needs a full visit: then nothing
 * has happened.
 */
struct sct_visit sct_pass_before(const struct sct_live *live,
				 const struct sct_call_rules *rules,
				 struct pt_regs *regs, unsigned int abi,
				 unsigned int nr)
{
	struct sct_visit visit = { .action = SCT_VISIT_RESUME };
	struct sct_call call sct_uninitialized;

	sct_call_init(&call, regs, abi, nr);
	call.pool = live->pool;
	if (!read_texts(&call, rules->texts) ||
	    !ask_rules(live, rules, &call, &visit))
		return FULL_VISIT;
	if (visit.action == SCT_VISIT_DENY)
		sct_count_refusal(&live->counts, rules - live->calls);
	return visit;
}

/* Does one of the after-rules match a call that returns this?  The index knows better. */
static __always_inline bool result_may_match(const struct sct_call_rules *rules, s64 result)
{
	const struct sct_bound_rule *bound = rules->bound_rules[SCT_PHASE_AFTER];

	for (u32 n = rules->count[SCT_PHASE_AFTER]; n; n--, bound++) {
		if ((u64)result - bound->result_low <= bound->result_span)
			return true;
	}
	return false;
}

/* Return: false if that needs a full visit. */
static noinline bool ask_after(const struct sct_live *live,
			       const struct sct_call_rules *rules, struct sct_call *call,
			       long ret)
{
	/* Its strings are in the record: wherever they were, nobody reads there again. */
	sct_call_begin_after(call, ret, true);
	sct_call_begin_round(call, live->pool, sct_live_hash(live));
	return ask_rules(live, rules, call, NULL);
}

/**
 * sct_pass_after - visit a call in passing that has run
 * @frame: of the call, which is in no list any more
 * @ret: what it returned
 *
 * With preemption disabled.
 *
 * Return: true if the frame has been freed; false if it needs a full visit: then
 * nothing has happened.
 */
bool sct_pass_after(struct sct_frame *frame, long ret)
{
	struct sct_kept *kept = container_of(frame, struct sct_kept, frame.frame);
	const struct sct_live *live = rcu_dereference_sched(sct_table_in_force);
	struct sct_call *call = &kept->call;
	const struct sct_call_rules *rules;

	if (unlikely(!live))
		return false;
	rules = sct_live_rules(live, sct_call_index(call->abi, call->nr));
	/* Values with memory of their own: freeing them may sleep. */
	if (unlikely(!rules->passing || rules->texts & ~kept->texts || call->big))
		return false;
	if ((rules->index || result_may_match(rules, sct_result_seen(call->abi, ret))) &&
	    unlikely(!ask_after(live, rules, call, ret)))
		return false;
	sct_count_after(&live->counts, rules - live->calls);
	sct_kept_free(kept);
	return true;
}
