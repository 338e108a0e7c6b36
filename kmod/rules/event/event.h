/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How the parts of an event are written: for event.c, which makes any, and for
 * fast_log.c, which makes those whose fields are all at hand.
 */
#ifndef SCT_EVENT_H
#define SCT_EVENT_H

#include <linux/cred.h>

#include "event/deliver.h"
#include "lib/text.h"

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
sct_put_rule(struct sct_event *event, const struct sct_live *live,
	     const struct sct_bound_rule *bound, const struct sct_call *call)
{
	/* Loaded side by side and stored side by side, they go in one go. */
	u32 rule = bound->rule, view = bound->view_index;
	u16 nr = call->nr;
	u8 abi = call->abi, phase = call->phase;

	event->generation = live->generation;
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

u8 *sct_put_other(u8 *at, const struct sct_event_args *args,
		  const struct sct_layout_field *from);

#endif /* SCT_EVENT_H */
