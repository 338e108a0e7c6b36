// SPDX-License-Identifier: GPL-2.0-only
/*
 * The express visit, of a call whose rules do no more than log what is at hand:
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
#include <linux/bitops.h>

#include "event/event.h"
#include "hook/fast_log.h"
#include "log/log.h"
#include "lib/openers.h"
#include "lib/ops.h"
#include "log/rule_stats.h"
#include "verify/cost.h"

/*
 * Bounds the time without preemption, by what the verifier counts with for texts
 * that are as short as they have to be here: some 15,000 instructions.  What may
 * take longer is left to the full visit.
 */
#define MAX_RULES	8u
#define MAX_STEPS	2048u

/* What the rules on a call look at. */
struct needs {
	u8 texts;		/* bit per argument register: its string */
	bool comm;
};

/* May a rule look at this without sleeping? */
static bool param_at_hand(const struct sct_param *param, struct needs *needs)
{
	if (param->type == SCT_TYPE_STR) {
		needs->texts |= 1u << param->arg;
		return true;
	}
	return sct_type_is_int(param->type) &&
	       (param->source == SCT_SOURCE_ARG ||
		param->source == SCT_SOURCE_CONST);
}

static bool insn_at_hand(const struct sct_insn *insn,
			 const struct sct_view *view, struct needs *needs)
{
	if (insn->op != SCT_OP_LDV && !SCT_OP_IS_TEXT(insn->op))
		return true;
	if (insn->a == SCT_VAR_PARAMS)
		return param_at_hand(&view->params[insn->b - 1], needs);
	needs->comm |= insn->a == SCT_VAR_COMM;
	return insn->op == SCT_OP_LDV || insn->a == SCT_VAR_COMM;
}

static bool filter_at_hand(const struct sct_bound_rule *bound, u32 insns,
			   struct needs *needs)
{
	if (bound->guarded && !param_at_hand(&bound->view->guard, needs))
		return false;
	for (u32 i = 0; i < insns; i++) {
		if (!insn_at_hand(&bound->code[i], bound->view, needs))
			return false;
	}
	return true;
}

static bool only_logs(const struct sct_rule *rule)
{
	return rule->action == SCT_ACTION_LOG &&
	       rule->rate_scope == SCT_RATE_NONE &&
	       !(rule->flags & SCT_RULE_MUST);
}

static bool all_at_hand(const struct sct_live *live,
			const struct sct_bound_rule *bound, u32 count,
			struct needs *needs)
{
	u64 steps = 0;

	for (; count; count--, bound++) {
		const struct sct_rule *rule = &live->rules[bound->rule];

		steps += SCT_COST_RULE +
			 sct_code_cost(bound->code, rule->insn_count,
				       live->pool, SCT_SMALL_TEXT);
		if (steps > MAX_STEPS || !only_logs(rule) ||
		    !bound->layout->at_hand ||
		    !filter_at_hand(bound, rule->insn_count, needs))
			return false;
		needs->texts |= bound->layout->texts;
		needs->comm |= bound->layout->comm;
	}
	return true;
}

/* Does each event carry each string that is read, once?  Then their sizes add up. */
static bool same_texts(const struct sct_bound_rule *bound, u32 count, u8 texts)
{
	for (; count; count--, bound++) {
		if (bound->layout->texts != texts ||
		    bound->layout->text_count != hweight8(texts))
			return false;
	}
	return true;
}

/**
 * sct_fast_log_prepare - find out whether a call is good for express visits
 * @live: the table that is being built
 * @rules: of the call, with prefilters; what express visits need is set
 * @needs: of the rules
 * @id: the call
 *
 * Not where a spinlock sleeps: the log has one.
 *
 * Return: false without memory.
 */
bool sct_fast_log_prepare(struct sct_live *live, struct sct_call_rules *rules,
			 const struct sct_required *needs, struct sct_call_id id)
{
	const struct sct_bound_rule *bound_rules = rules->bound_rules[SCT_PHASE_BEFORE];
	const struct sct_call call = { .abi = id.abi, .nr = id.nr };
	u32 count = rules->count[SCT_PHASE_BEFORE];
	struct needs all = { };

	if (IS_ENABLED(CONFIG_PREEMPT_RT) || rules->index ||
	    rules->count[SCT_PHASE_AFTER] || count > MAX_RULES ||
	    !all_at_hand(live, bound_rules, count, &all) ||
	    !same_texts(bound_rules, count, all.texts))
		return true;
	rules->fast_log = true;
	rules->fast_log_texts = all.texts;
	rules->fast_log_comm = all.comm;
	return sct_exact_prepare(live, rules, needs, &call);
}

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
		sct_put_rule(event, live, bound, call);
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
static __always_inline void act(const struct sct_live *live,
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
		act(live, bound, &call);
		if (!bound->goes_on)
			break;
	}
	return true;
}
