// SPDX-License-Identifier: GPL-2.0-only
/*
 * Logging in passing: of a call whose rules do no more than log what is at hand:
 * registers, short strings, numbers of the task.
 *
 * It happens where the prefilters are asked (syscall.c), with preemption disabled, and so
 * needs neither a read section nor a second look at which call it is.  Strings are
 * read before anything else; one that is not there at once, or is long, leaves
 * the call to the full visit, which reads it anew.  From then on everything is
 * known, nothing sleeps, and nothing is left to another visit: no rule logs twice.
 *
 * Rules match and events are made by the same functions as in a full visit.  For
 * the simplest rules there is a still shorter way: fast_log_exact.c.
 */
#include "event/deliver.h"
#include "event/record.h"
#include "hook/fast_log.h"
#include "lib/openers.h"
#include "lib/text.h"
#include "log/log.h"

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

/* Return: the time of the event; 0 if it is lost. */
static __always_inline u64 log_event(const struct sct_live *live,
				     const struct sct_bound_rule *bound,
				     struct sct_call *call)
{
	u32 size = bound->layout->fixed_size + call->small_used;
	u64 who = __kuid_val(current_uid());
	struct sct_ring_cpu *rc;
	struct sct_event *event;
	u64 now = 0;

	if (bound->layout->comm)
		size += ALIGN(call->comm_len, sizeof(u64));
	event = sct_log_reserve(who, size, live->generation, &rc);
	if (likely(event)) {
		put_fields((u8 *)(event + 1), bound, call);
		sct_put_rule(event, live->generation, bound, call);
		sct_put_task(event);
		sct_put_outcome(event, SCT_VERDICT_ALLOWED, 0, 0, 0);
		event->rule_seq = sct_rule_stats_next_seq(live->stats, rc->index,
							  bound->rule);
		now = event->rec.time_ns;
	} else {
		sct_deliver_lose(live->stats, rc->index, who, bound->rule, 0);
	}
	sct_log_commit(rc);
	return now;
}

/* A rule matches. */
static __always_inline void log_match(const struct sct_live *live,
				      const struct sct_bound_rule *bound,
				      struct sct_call *call)
{
	u64 now = 0;

	if (likely(!sct_has_open(SCT_OPENED_LOG)))
		now = log_event(live, bound, call);
	sct_count_hit(&live->counts, bound->index,
		      likely(now) ? now : ktime_get_coarse_ns());
}

/**
 * sct_fast_log - visit a call in passing
 * @live: the table in force
 * @rules: of the call, good for this
 * @regs: its registers
 * @abi: SCT_ABI_*
 * @nr: its number
 *
 * Between sct_nofault_begin() and sct_nofault_end().
 *
 * Return: false if it needs a full visit; then nothing has happened.
 */
bool sct_fast_log(const struct sct_live *live,
		  const struct sct_call_rules *rules, struct pt_regs *regs,
		 unsigned int abi, unsigned int nr)
{
	const struct sct_bound_rule *bound = rules->bound_rules[SCT_PHASE_BEFORE];
	const struct sct_bound_rule *end = bound + rules->count[SCT_PHASE_BEFORE];
	struct sct_call call sct_uninitialized;

	sct_call_init(&call, regs, abi, nr);
	if (!read_texts(&call, rules->fast_log_texts))
		return false;
	if (rules->fast_log_comm)
		call.comm_len = sct_read_comm(call.comm);
	call.pool = live->pool;
	for (; bound < end; bound++) {
		if (!sct_bound_rule_matches(bound, &call))
			continue;
		log_match(live, bound, &call);
		if (!bound->goes_on)
			break;
	}
	return true;
}
