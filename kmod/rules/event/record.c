// SPDX-License-Identifier: GPL-2.0-only
/*
 * Makes the record of an event: the fixed part, then the parameters as the rule
 * sees them, the derived ones and the variables that it asked for, by number, as
 * the rule's layout lists them (layout.h).
 *
 * All that it says is found out first (sct_log_prepare()), which may come to want
 * something, before any rule of the call has acted.  Then the record's size is known,
 * and it is written in one go where it stays.
 */
#include <linux/bitops.h>
#include <linux/kernel.h>
#include <linux/sched.h>
#include <linux/string.h>

#include "call/list.h"
#include "call/var_kinds.h"
#include "event/record.h"

#define MAX_TEXT_FIELDS	(SCT_MAX_SLOTS + SCT_NR_STR_VARS)

/* What a string has in an event; it may be cut to @max bytes. */
static u32 text_len(u8 state, const struct sct_text *text, u32 max)
{
	if (state >= SCT_TEXT_NULL)
		return 0;
	return min(text->len, max);
}

static u32 max_bytes(const struct sct_event_args *args, u8 type)
{
	return type == SCT_TYPE_BYTES ?
		       min_t(u32, args->max_text, args->rule->max_data) :
		       args->max_text;
}

/* What precedes a text in an event. */
static u32 head_len(u8 type, u8 state)
{
	return type == SCT_TYPE_ARGV && state < SCT_TEXT_NULL ?
		       sizeof(struct sct_list) : 0;
}

/* A field that is no number. */
static u8 look_up_text(const struct sct_event_args *args,
		       const struct sct_layout_field *field,
		       struct sct_text *text)
{
	struct sct_call *call = args->call;

	if (field->kind == SCT_PLAN_TEXT)
		return sct_call_text(call, field->at, text);
	if (field->kind == SCT_PLAN_PARAM)
		return sct_call_bytes(call,
				      &args->bound->view->params[field->at],
				      text);
	return sct_call_var_text(call, field->head.var, text);
}

/* False if it cannot be read. */
static bool look_up_number(const struct sct_event_args *args,
			   const struct sct_layout_field *field, s64 *value)
{
	if (field->kind == SCT_PLAN_PARAM)
		return sct_call_param(args->call,
				      &args->bound->view->params[field->at],
				      value);
	*value = sct_call_var_int(args->call, field->head.var);
	return true;
}

/* Reads what is not at hand; returns its bytes, beyond those of a number. */
static u32 look_up(const struct sct_event_args *args,
		   const struct sct_layout_field *field)
{
	struct sct_text text sct_uninitialized;
	s64 value;
	u8 state;

	if (field->head.len) {
		look_up_number(args, field, &value);
		return 0;
	}
	state = look_up_text(args, field, &text);
	return ALIGN(head_len(field->head.type, state) +
			     text_len(state, &text,
				      max_bytes(args, field->head.type)),
		     8);
}

/**
 * sct_event_size - the size of an event's record
 * @args: the event
 *
 * Reads all user memory that the event needs, and may sleep for it.
 */
u32 sct_event_size(const struct sct_event_args *args)
{
	const struct sct_layout *layout = args->bound->layout;
	u32 size = layout->fixed_size + (args->asked ? sizeof(*args->asked) : 0);

	for (u64 fields = layout->looked_up; fields; fields &= fields - 1)
		size += look_up(args, &layout->fields[__ffs64(fields)]);
	return size;
}

/**
 * sct_event_text_share - what a string may have at most
 * @max_record: bytes that the record may have
 *
 * An equal share for each that an event may carry.
 */
u32 sct_event_text_share(u32 max_record)
{
	return ALIGN_DOWN((max_record - sizeof(struct sct_event) -
			   SCT_PLAN_MAX_FIELDS * (sizeof(struct sct_field) +
						  sizeof(u64))) /
			  MAX_TEXT_FIELDS, 8);
}

static u8 *put_text(u8 *at, struct sct_field field, u8 state,
		    const struct sct_text *text, u32 max)
{
	u32 padded;

	field.len = text_len(state, text, max);
	padded = ALIGN(field.len, 8);
	if (unlikely(state != SCT_TEXT_OK || field.len < text->len)) {
		field.flags = SCT_FIELD_CUT;
		if (state == SCT_TEXT_NULL)
			field.flags = SCT_FIELD_NULL;
		else if (state >= SCT_TEXT_FAULT)
			field.flags = SCT_FIELD_FAULT;
	}
	at = sct_put_field(at, field);
	if (padded)
		*(u64 *)(at + padded - 8) = 0;
	memcpy(at, text->data, field.len);
	return at + padded;
}

/* Strings with a NUL between them. */
static u8 *put_list(u8 *at, struct sct_field field, u8 state,
		    const struct sct_text *text, u32 max)
{
	const struct sct_list_ends *ends = sct_list_ends(text->data, text->len);
	const struct sct_list head = {
		.strings = sct_list_strings(ends),
		.bytes = text->len,
	};
	u32 len = text_len(state, text, max), padded;

	field.len = sizeof(head) + len;
	padded = ALIGN(field.len, 8);
	field.flags = SCT_FIELD_LIST;
	if (state == SCT_TEXT_CUT)
		field.flags |= SCT_FIELD_CUT | SCT_FIELD_MORE;
	else if (len < text->len)
		field.flags |= SCT_FIELD_CUT;
	at = sct_put_field(at, field);
	*(u64 *)(at + padded - 8) = 0;
	memcpy(at, &head, sizeof(head));
	memcpy(at + sizeof(head), text->data, len);
	sct_list_split((char *)at + sizeof(head), len, ends);
	return at + padded;
}

/* Any field; returns where the next one goes. */
u8 *sct_put_other(u8 *at, const struct sct_event_args *args,
		  const struct sct_layout_field *from)
{
	struct sct_text text sct_uninitialized;
	struct sct_field field = from->head;
	s64 value;
	u8 state;

	if (!field.len) {
		u32 max = max_bytes(args, field.type);

		state = look_up_text(args, from, &text);
		if (head_len(field.type, state))
			return put_list(at, field, state, &text, max);
		return put_text(at, field, state, &text, max);
	}
	if (!look_up_number(args, from, &value)) {
		field.flags = SCT_FIELD_FAULT;
		value = 0;
	}
	return sct_put_number(at, field, value);
}

/**
 * sct_event_write - make the record of an event
 * @event: memory for it; the record's header, and rule_seq, are the caller's
 * @args: what it says; all user memory has been read
 */
void sct_event_write(struct sct_event *event, const struct sct_event_args *args)
{
	const struct sct_layout *layout = args->bound->layout;
	const struct sct_layout_field *field = layout->fields;
	u8 *at = (u8 *)(event + 1);
	u8 flags = 0;

	if (unlikely(args->asked)) {
		memcpy(at, args->asked, sizeof(*args->asked));
		at += sizeof(*args->asked);
		flags = SCT_EVENT_ASKED;
	}
	if (args->call->undecided == args->bound->index)
		flags |= SCT_EVENT_UNREADABLE;
	for (u32 n = layout->field_count; n; n--, field++) {
		if (likely(field->kind == SCT_PLAN_REG))
			at = sct_put_reg(at, field, args->call->regs);
		else
			at = sct_put_other(at, args, field);
	}
	sct_put_rule(event, args->stats->generation, args->bound, args->call);
	sct_put_task(event);
	sct_put_outcome(event, args->verdict, flags, args->suppressed, args->retval);
}
