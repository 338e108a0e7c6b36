/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How the parts of an event's record are written: for record.c, which makes any,
 * and for hook/passing.c, which makes those whose fields are all at hand.
 */
#ifndef SCT_EVENT_RECORD_H
#define SCT_EVENT_RECORD_H

#include <linux/cred.h>

#include "event/layout.h"
#include "filter/eval.h"
#include "log/rule_stats.h"

/* An event that is to be written. */
struct sct_event_args {
	struct sct_rule_stats *stats;	/* of its table */
	const struct sct_bound_rule *bound;
	const struct sct_rule *rule;
	struct sct_call *call;
	s64 retval;
	u32 max_text;		/* bytes of a string */
	u32 suppressed;
	u8 verdict;
	const struct sct_asked *asked;	/* NULL: nobody is asked */
};

/* Each of these returns where the next field goes. */
static __always_inline u8 *sct_put_field(u8 *at, struct sct_field field)
{
	u64 word;

	/* As one word, not as what it consists of. */
	BUILD_BUG_ON(sizeof(field) != sizeof(word));
	memcpy(&word, &field, sizeof(word));
	*(u64 *)at = word;
	return at + sizeof(word);
}

static __always_inline u8 *sct_put_number(u8 *at, struct sct_field field,
					  u64 value)
{
	at = sct_put_field(at, field);
	*(u64 *)at = value;
	return at + sizeof(value);
}

static __always_inline u8 *sct_put_reg(u8 *at,
				       const struct sct_layout_field *field,
				       const struct pt_regs *regs)
{
	return sct_put_number(at, field->head,
			      sct_load_value(&field->load,
					     sct_load_raw(&field->load, regs)));
}

/* A string that is carried whole, from words with 0 behind it. */
static __always_inline u8 *sct_put_whole(u8 *at, struct sct_field field,
					 const char *data, u32 len)
{
	const u64 *word = (const u64 *)data;

	field.len = len;
	at = sct_put_field(at, field);
	for (u8 *end = at + len; at < end; at += sizeof(*word))
		*(u64 *)at = *word++;
	return at;
}

/* Of the fixed part, what is known since the table was built. */
static __always_inline void
sct_put_rule(struct sct_event *event, u64 generation,
	     const struct sct_bound_rule *bound, const struct sct_call *call)
{
	/* Loaded side by side and stored side by side, they go in one go. */
	u32 rule = bound->rule, view = bound->view_index;
	u16 nr = call->nr;
	u8 abi = call->abi, phase = call->phase;

	event->generation = generation;
	event->rule = rule;
	event->view = view;
	event->nr = nr;
	event->abi = abi;
	event->phase = phase;
	event->field_count = bound->layout->field_count;
}

/* Who makes the call. */
static __always_inline void sct_put_task(struct sct_event *event)
{
	event->pid = task_tgid_nr(current);
	event->tid = task_pid_nr(current);
	event->uid = __kuid_val(current_uid());
}

/* What comes of it. */
static __always_inline void sct_put_outcome(struct sct_event *event, u8 verdict,
					    u8 flags, u32 suppressed, s64 retval)
{
	event->verdict = verdict;
	event->flags = flags;
	memset(event->reserved, 0, sizeof(event->reserved));
	event->suppressed = suppressed;
	event->reserved2 = 0;
	event->retval = retval;
}

/* record.c */
u32 sct_event_size(const struct sct_event_args *args);
u32 sct_event_text_share(u32 max_record);
void sct_event_write(struct sct_event *event, const struct sct_event_args *args);
u8 *sct_put_other(u8 *at, const struct sct_event_args *args,
		  const struct sct_layout_field *from);

#endif /* SCT_EVENT_RECORD_H */
