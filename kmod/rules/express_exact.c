// SPDX-License-Identifier: GPL-2.0-only
/*
 * The express visit of a call whose rules are all of the kind that exact.h tells
 * of: the gates have decided already, and what is left to do is to write the event.
 */
#include "event.h"
#include "express.h"
#include "log.h"
#include "openers.h"
#include "tally.h"

/*
 * Do the gates decide?  The first that is open is the last that is asked: a rule
 * that goes on needs a filter that runs, for those behind it.
 */
static bool gates_decide(const struct sct_call_rules *rules,
			 const struct sct_needs *needs, const char *pool)
{
	const struct sct_item *item = rules->items[SCT_PHASE_BEFORE];
	u32 count = rules->count[SCT_PHASE_BEFORE];

	if (rules->kind != SCT_RULES_PLAIN && rules->kind != SCT_RULES_NAMED)
		return false;
	for (; count; count--, item++, needs++) {
		if (item->goes_on || !sct_exact_fits(needs, item->plan, pool))
			return false;
	}
	return true;
}

static bool make_exacts(struct sct_live *live, struct sct_call_rules *rules,
			const struct sct_needs *needs,
			const struct sct_call *call)
{
	const struct sct_item *item = rules->items[SCT_PHASE_BEFORE];
	u32 count = rules->count[SCT_PHASE_BEFORE], words = 0;
	struct sct_exact *exacts;
	size_t bytes;
	u64 *word;

	for (u32 i = 0; i < count; i++)
		words += sct_exact_words(&needs[i]);
	bytes = count * sizeof(*exacts) + words * sizeof(*word);
	exacts = sct_alloc(1, bytes);
	if (!exacts)
		return false;
	word = (u64 *)(exacts + count);
	for (u32 i = 0; i < count; i++, item++) {
		sct_exact_make(&exacts[i], &needs[i], item->plan,
			       &rules->gates[i], live->pool, word);
		exacts[i].rule = item->rule;
		exacts[i].index = item->index;
		sct_put_rule(&exacts[i].head, live, item, call);
		word += sct_exact_words(&needs[i]);
	}
	rules->exacts = exacts;
	live->memory += bytes;
	return true;
}

/**
 * sct_exact_prepare - find out whether a call is good for this
 * @live: the table that is being built
 * @rules: of the call, good for express visits; kind and exacts are set
 * @needs: of the rules
 * @call: the call, as far as it is known
 *
 * Return: false without memory.
 */
bool sct_exact_prepare(struct sct_live *live, struct sct_call_rules *rules,
		       const struct sct_needs *needs,
		       const struct sct_call *call)
{
	if (!gates_decide(rules, needs, live->pool))
		return true;
	rules->kind = rules->kind == SCT_RULES_NAMED ? SCT_RULES_EXACT_NAMED :
						       SCT_RULES_EXACT;
	return make_exacts(live, rules, needs, call);
}

static __always_inline u8 *put_regs(u8 *at, const struct sct_plan_field *field,
				    const struct sct_plan_field *end,
				    const struct pt_regs *regs)
{
	for (; field < end; field++)
		at = sct_put_reg(at, field, regs);
	return at;
}

/* All but the name; returns where that goes. */
static __always_inline u8 *put_exact(struct sct_event *event,
				     const struct sct_exact *exact,
				     const struct pt_regs *regs)
{
	const struct sct_plan_field *text = exact->fields + exact->text;
	const u64 *word = exact->words;
	u8 *at = (u8 *)(event + 1);

	at = put_regs(at, exact->fields, text, regs);
	if (!word)
		return at;
	at = sct_put_field(at, exact->text_head);
	for (const u64 *end = word + exact->data_words; word < end;
	     at += sizeof(*word))
		*(u64 *)at = *word++;
	return put_regs(at, text + 1, exact->fields + exact->regs_end, regs);
}

/* The last field, behind which there is only padding. */
static __always_inline void put_name(u8 *at, const struct sct_exact *exact,
				     struct sct_comm comm)
{
	struct sct_field field = exact->fields[exact->regs_end].head;

	field.len = comm.len;
	at = sct_put_field(at, field);
	if (comm.len)
		((u64 *)at)[0] = comm.name.begin;
	if (comm.len > sizeof(u64))
		((u64 *)at)[1] = comm.name.end;
}

/* The fixed part, but for rule_seq. */
static __always_inline void put_known(struct sct_event *event,
				      const struct sct_event *known)
{
	const u64 *from = (const u64 *)&known->generation;
	u64 *to = (u64 *)&event->generation;

	/* From generation to what is behind verdict. */
	BUILD_BUG_ON(offsetof(struct sct_event, pid) !=
		     offsetof(struct sct_event, generation) + 3 * sizeof(u64));
	to[0] = from[0];
	to[1] = from[1];
	to[2] = from[2];
	sct_put_task(event);
	event->field_count = known->field_count;
	event->suppressed = 0;
	event->reserved2 = 0;
	event->retval = 0;
}

static __always_inline void log_exact(const struct sct_live *live,
				      const struct sct_exact *exact,
				      const struct pt_regs *regs,
				      struct sct_comm comm)
{
	u64 who = __kuid_val(current_uid()), now;
	u32 size = exact->size + ALIGN(comm.len, sizeof(u64));
	struct sct_event *event;
	struct sct_ring_cpu *rc;
	u8 *at;

	event = sct_log_reserve(who, size, live->generation, &rc);
	if (likely(event)) {
		at = put_exact(event, exact, regs);
		if (exact->comm)
			put_name(at, exact, comm);
		put_known(event, &exact->head);
		event->rule_seq = sct_tally_next_seq(live->tally, rc->index,
						     exact->rule);
		now = event->rec.time_ns;
	} else {
		sct_deliver_lose(live->tally, rc->index, who, exact->rule, 0);
		now = ktime_get_coarse_ns();
	}
	sct_log_commit(rc);
	sct_count_hit(&live->counts, exact->index, now);
}

static noinline void count_opener(const struct sct_live *live,
				  const struct sct_exact *exact)
{
	sct_count_hit(&live->counts, exact->index, ktime_get_coarse_ns());
}

/**
 * sct_express_exact - log a call that a rule of exact.h matches
 * @live: the table in force
 * @exact: the rule
 * @regs: registers of the call
 *
 * Between sct_peek_begin() and sct_peek_end().
 */
void sct_express_exact(const struct sct_live *live,
		       const struct sct_exact *exact,
		       const struct pt_regs *regs)
{
	struct sct_comm comm = { };
	struct sct_name name;

	if (unlikely(sct_opener(SCT_OPENED_LOG))) {
		count_opener(live, exact);
		return;
	}
	if (exact->comm) {
		sct_peek_comm(&name.begin, &name.end);
		comm = sct_trim_name(name);
	}
	log_exact(live, exact, regs, comm);
}

/**
 * sct_express_exact_named - the same where the gates have looked at the name
 * @live: the table in force
 * @exact: the rule
 * @regs: registers of the call
 * @name: of the caller, as they saw it
 */
void sct_express_exact_named(const struct sct_live *live,
			     const struct sct_exact *exact,
			     const struct pt_regs *regs, struct sct_name name)
{
	struct sct_comm comm = { };

	if (unlikely(sct_opener(SCT_OPENED_LOG))) {
		count_opener(live, exact);
		return;
	}
	if (exact->comm)
		comm = sct_trim_name(name);
	log_exact(live, exact, regs, comm);
}
