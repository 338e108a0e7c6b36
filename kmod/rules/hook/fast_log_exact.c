// SPDX-License-Identifier: GPL-2.0-only
/*
 * Logging in passing (passing.c) a call whose rules are all of the kind that exact.h tells
 * of: the prefilters have decided already, and what is left to do is to write the event.
 */
#include "event/deliver.h"
#include "event/record.h"
#include "hook/fast_log_exact.h"
#include "lib/openers.h"
#include "lib/text.h"
#include "log/log.h"

static __always_inline u8 *put_regs(u8 *at, const struct sct_layout_field *field,
				    const struct sct_layout_field *end,
				    const struct pt_regs *regs)
{
	for (; field < end; field++)
		at = sct_put_reg(at, field, regs);
	return at;
}

/* The event's string. */
struct text {
	struct sct_field head;
	const u64 *words;		/* NULL: there is none */
	u32 count;
};

/* All but the name; returns where that goes. */
static __always_inline u8 *put_exact(struct sct_event *event,
				     const struct sct_exact *exact,
				     const struct pt_regs *regs,
				     struct text string)
{
	const struct sct_layout_field *text = exact->fields + exact->text;
	const u64 *word = string.words;
	u8 *at = (u8 *)(event + 1);

	at = put_regs(at, exact->fields, text, regs);
	if (!word)
		return at;
	at = sct_put_field(at, string.head);
	for (const u64 *end = word + string.count; word < end;
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
				      const struct sct_live *live,
				      const struct sct_event *known)
{
	const u64 *from = (const u64 *)&known->rule;
	u64 *to = (u64 *)&event->rule;

	/* From rule to what is behind verdict. */
	BUILD_BUG_ON(offsetof(struct sct_event, pid) !=
		     offsetof(struct sct_event, rule) + 2 * sizeof(u64));
	to[0] = from[0];
	to[1] = from[1];
	/* A table has its generation when it is in force, not before. */
	event->generation = live->generation;
	sct_put_task(event);
	event->field_count = known->field_count;
	event->suppressed = 0;
	event->reserved2 = 0;
	event->retval = 0;
}

static __always_inline void log_exact(const struct sct_live *live,
				      const struct sct_exact *exact,
				      const struct pt_regs *regs, u32 size,
				      struct text text, struct sct_comm comm)
{
	u64 who = __kuid_val(current_uid()), now;
	struct sct_event *event;
	struct sct_ring_cpu *rc;
	u8 *at;

	size += ALIGN(comm.len, sizeof(u64));
	event = sct_log_reserve(who, size, live->generation, &rc);
	if (likely(event)) {
		at = put_exact(event, exact, regs, text);
		if (exact->comm)
			put_name(at, exact, comm);
		put_known(event, live, &exact->head);
		event->rule_seq = sct_rule_stats_next_seq(live->stats, rc->index,
							  exact->rule);
		now = event->rec.time_ns;
	} else {
		sct_deliver_lose(live->stats, rc->index, who, exact->rule, 0);
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

static __always_inline struct text compared_text(const struct sct_exact *exact)
{
	return (struct text){ exact->text_head, exact->words,
			      exact->data_words };
}

/* What the event says of the caller's name, which looked like @seen. */
static __always_inline struct sct_comm name_for(const struct sct_exact *exact,
						struct sct_name seen)
{
	if (!exact->comm)
		return (struct sct_comm){ };
	if (exact->name_len)
		return (struct sct_comm){
			.name.begin = exact->name.begin,
			.name.end = exact->name.end,
			.len = exact->name_len,
		};
	return sct_trim_name(seen);
}

/**
 * sct_fast_log_exact - log a call that a rule of exact.h matches
 * @live: the table in force
 * @exact: the rule; it does not read
 * @regs: registers of the call
 *
 * Between sct_nofault_begin() and sct_nofault_end().
 */
void sct_fast_log_exact(const struct sct_live *live,
			const struct sct_exact *exact,
		       const struct pt_regs *regs)
{
	struct sct_name name;

	sct_nofault_comm(&name.begin, &name.end);
	sct_fast_log_exact_named(live, exact, regs, name);
}

/**
 * sct_fast_log_exact_named - the same where the prefilters have looked at the name
 * @live: the table in force
 * @exact: the rule
 * @regs: registers of the call
 * @name: of the caller, as they saw it
 */
void sct_fast_log_exact_named(const struct sct_live *live,
			      const struct sct_exact *exact,
			     const struct pt_regs *regs, struct sct_name name)
{
	if (unlikely(sct_has_open(SCT_OPENED_LOG)))
		count_opener(live, exact);
	else
		log_exact(live, exact, regs, exact->size, compared_text(exact),
			  name_for(exact, name));
}

/**
 * sct_fast_log_reading - the same of a rule that has a string to read
 * @live: the table in force
 * @exact: the rule; it reads
 * @regs: registers of the call
 * @name: of the caller
 *
 * Between sct_nofault_begin() and sct_nofault_end().
 *
 * Return: false if that is not there at once, or is long; then nothing has happened.
 */
bool sct_fast_log_reading(const struct sct_live *live,
			  const struct sct_exact *exact,
			 const struct pt_regs *regs, struct sct_name name)
{
	u64 words[SCT_SMALL_TEXT / sizeof(u64)] sct_uninitialized;
	const char __user *from = sct_nofault_pointer(regs, exact->at,
						   exact->shift);
	struct text text = { .head = exact->text_head, .words = words };
	long len;

	if (unlikely(!from))
		return false;
	len = sct_read_words(words, from, sizeof(words));
	if (unlikely(len < 0))
		return false;
	if (unlikely(sct_has_open(SCT_OPENED_LOG))) {
		count_opener(live, exact);
		return true;
	}
	text.head.len = len;
	text.count = (len + sizeof(u64) - 1) / sizeof(u64);
	log_exact(live, exact, regs,
		  exact->size + text.count * (u32)sizeof(u64), text,
		  name_for(exact, name));
	return true;
}
