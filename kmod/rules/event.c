// SPDX-License-Identifier: GPL-2.0-only
/*
 * Makes the record of an event: the fixed part, then the parameters as the rule
 * sees them, the derived ones and the variables that it asked for, by number.
 *
 * All user memory is read first, as that may sleep.  Then the record's size is
 * known, and it is written in one go where it stays.
 */
#include <linux/bitops.h>
#include <linux/cred.h>
#include <linux/kernel.h>
#include <linux/sched.h>
#include <linux/string.h>

#include "deliver.h"
#include "log.h"
#include "openers.h"
#include "tally.h"

/* What each of SCT_VARS has in an event; a call's parameters have their own types. */
#define TYPE_OF_PARAMS		0
#define TYPE_OF_PID		SCT_TYPE_S32
#define TYPE_OF_TID		SCT_TYPE_S32
#define TYPE_OF_PPID		SCT_TYPE_S32
#define TYPE_OF_UID		SCT_TYPE_U32
#define TYPE_OF_EUID		SCT_TYPE_U32
#define TYPE_OF_SUID		SCT_TYPE_U32
#define TYPE_OF_FSUID		SCT_TYPE_U32
#define TYPE_OF_GID		SCT_TYPE_U32
#define TYPE_OF_EGID		SCT_TYPE_U32
#define TYPE_OF_SGID		SCT_TYPE_U32
#define TYPE_OF_FSGID		SCT_TYPE_U32
#define TYPE_OF_COMM		SCT_TYPE_STR
#define TYPE_OF_RETVAL		SCT_TYPE_S64
#define TYPE_OF_LOGINUID	SCT_TYPE_U32
#define TYPE_OF_SESSION		SCT_TYPE_U32
#define TYPE_OF_PCOMM		SCT_TYPE_STR
#define TYPE_OF_EXE		SCT_TYPE_STR
#define TYPE_OF_CWD		SCT_TYPE_STR
#define TYPE_OF_TTY		SCT_TYPE_STR
#define TYPE_OF_CGROUP		SCT_TYPE_STR
#define TYPE_OF_CONTAINER	SCT_TYPE_STR
#define TYPE_OF_MNT_NS		SCT_TYPE_U32
#define TYPE_OF_PID_NS		SCT_TYPE_U32
#define TYPE_OF_NET_NS		SCT_TYPE_U32
#define TYPE_OF_USER_NS		SCT_TYPE_U32
#define TYPE_OF_UTS_NS		SCT_TYPE_U32
#define TYPE_OF_IPC_NS		SCT_TYPE_U32
#define TYPE_OF_CGROUP_NS	SCT_TYPE_U32
#define TYPE_OF_ABI		SCT_TYPE_U32
#define TYPE_OF_SYSCALL		SCT_TYPE_U32
#define TYPE_OF(n, id, kind, when)	[n] = TYPE_OF_##id,

static const u8 var_types[] = { SCT_VARS(TYPE_OF) };

#define MAX_TEXT_FIELDS	(SCT_MAX_SLOTS + 7)	/* slots, string variables */

#define INT_FIELD_SIZE	(sizeof(struct sct_field) + sizeof(u64))

/* What a string has in an event; it may be cut to @max bytes. */
static u32 text_len(u8 state, const struct sct_text *text, u32 max)
{
	if (state == SCT_TEXT_NULL || state == SCT_TEXT_FAULT)
		return 0;
	return min(text->len, max);
}

static u32 text_field_size(u8 state, const struct sct_text *text, u32 max)
{
	return sizeof(struct sct_field) + ALIGN(text_len(state, text, max), 8);
}

#define TEXT_BIT(n, id, kind, when)	(SCT_IS_##kind * (1ull << (n))) |
#define SCT_IS_INT	0ull
#define SCT_IS_STR	1ull
#define SCT_IS_ANY	0ull
#define TEXT_VARS	(SCT_VARS(TEXT_BIT) 0)

/**
 * sct_event_plan - what the events of a rule on a call have
 * @item: the rule; carried, looked_up, fixed_size and field_count are set
 * @rule: the rule of the table
 */
void sct_event_plan(struct sct_item *item, const struct sct_rule *rule)
{
	u32 fields = hweight64(rule->captures & ~TEXT_VARS);

	item->carried = 0;
	item->looked_up = 0;
	for (u32 i = 0; i < SCT_MAX_SLOTS; i++) {
		const struct sct_param *param = &item->view->params[i];

		if (param->source == SCT_SOURCE_NONE ||
		    (i >= SCT_MAX_PARAMS &&
		     !(rule->derived & 1u << (i - SCT_MAX_PARAMS))))
			continue;
		item->carried |= 1u << i;
		if (!sct_type_is_int(param->type) ||
		    param->source == SCT_SOURCE_DEREF)
			item->looked_up |= 1u << i;
		fields += sct_type_is_number(param->type);
	}
	item->fixed_size = sizeof(struct sct_event) + fields * INT_FIELD_SIZE;
	item->field_count = hweight16(item->carried) + hweight64(rule->captures);
}

static u32 max_bytes(const struct sct_event_args *args, u8 type)
{
	return type == SCT_TYPE_BYTES ?
		       min_t(u32, args->max_text, args->rule->max_data) :
		       args->max_text;
}

/* Reads what is not at hand, and tells its size beyond that of a number. */
static u32 param_size(const struct sct_event_args *args,
		      const struct sct_param *param)
{
	struct sct_text text sct_uninitialized;
	s64 value;
	u8 state;

	if (unlikely(sct_type_is_number(param->type))) {
		sct_call_param(args->call, param, &value);
		return 0;
	}
	state = sct_call_bytes(args->call, param, &text);
	return text_field_size(state, &text, max_bytes(args, param->type));
}

static u32 var_size(const struct sct_event_args *args, u8 var)
{
	struct sct_text text sct_uninitialized;
	u8 state = sct_call_var_text(args->call, var, &text);

	return text_field_size(state, &text, args->max_text);
}

/* The size of the record. */
static u32 event_size(const struct sct_event_args *args)
{
	const struct sct_param *params = args->item->view->params;
	u64 captures = args->rule->captures & TEXT_VARS;
	u32 size = args->item->fixed_size;

	for (u32 slots = args->item->looked_up; slots; slots &= slots - 1)
		size += param_size(args, &params[__builtin_ctz(slots)]);
	for (; captures; captures &= captures - 1)
		size += var_size(args, __ffs64(captures));
	return size;
}

/* What a string may have at most, for the record to fit: an equal share. */
static u32 text_share(void)
{
	u32 fields = SCT_MAX_SLOTS + ARRAY_SIZE(var_types);

	return ALIGN_DOWN((sct_log_max_record() - sizeof(struct sct_event) -
			   fields * INT_FIELD_SIZE) / MAX_TEXT_FIELDS, 8);
}

/* Each of these returns where the next field goes. */
static __always_inline u8 *put_field(u8 *at, struct sct_field field)
{
	*(struct sct_field *)at = field;
	return at + sizeof(field);
}

static __always_inline u8 *put_int(u8 *at, struct sct_field field, s64 value)
{
	field.len = sizeof(value);
	at = put_field(at, field);
	*(s64 *)at = value;
	return at + sizeof(value);
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
		else if (state == SCT_TEXT_FAULT)
			field.flags = SCT_FIELD_FAULT;
	}
	at = put_field(at, field);
	if (padded)
		*(u64 *)(at + padded - 8) = 0;
	memcpy(at, text->data, field.len);
	return at + padded;
}

/* Of what is not in a register. */
static u8 *put_looked_up(u8 *at, const struct sct_event_args *args,
			 const struct sct_param *param, struct sct_field field)
{
	struct sct_text text sct_uninitialized;
	s64 value;
	u8 state;

	if (!sct_type_is_number(param->type)) {
		state = sct_call_bytes(args->call, param, &text);
		return put_text(at, field, state, &text,
				max_bytes(args, param->type));
	}
	if (!sct_call_param(args->call, param, &value)) {
		field.flags = SCT_FIELD_FAULT;
		value = 0;
	}
	return put_int(at, field, value);
}

static u8 *put_params(u8 *at, const struct sct_event_args *args)
{
	const struct sct_item *item = args->item;
	struct sct_call *call = args->call;
	s64 value;

	for (u32 slots = item->carried; slots; slots &= slots - 1) {
		u32 i = __builtin_ctz(slots);
		const struct sct_param *param = &item->view->params[i];
		struct sct_field field = {
			.var = SCT_VAR_PARAMS, .index = i + 1,
			.type = param->type,
		};

		if (item->looked_up & 1u << i) {
			at = put_looked_up(at, args, param, field);
			continue;
		}
		/* In a register, or in the table: this cannot fail. */
		sct_call_param(call, param, &value);
		at = put_int(at, field, value);
	}
	return at;
}

static u8 *put_vars(u8 *at, const struct sct_event_args *args)
{
	struct sct_call *call = args->call;
	u64 captures = args->rule->captures;

	for (; captures; captures &= captures - 1) {
		u8 var = __ffs64(captures);
		struct sct_field field = { .var = var, .type = var_types[var] };
		struct sct_text text sct_uninitialized;
		u8 state;

		if (field.type != SCT_TYPE_STR) {
			at = put_int(at, field, sct_call_var_int(call, var));
			continue;
		}
		state = sct_call_var_text(call, var, &text);
		at = put_text(at, field, state, &text, args->max_text);
	}
	return at;
}

/**
 * sct_event_write - make the record of an event
 * @event: memory for it; the record's header, and rule_seq, are the caller's
 * @args: what it says; all user memory has been read
 */
void sct_event_write(struct sct_event *event, const struct sct_event_args *args)
{
	const struct sct_live *live = args->live;
	const struct sct_item *item = args->item;
	const struct sct_call *call = args->call;

	put_vars(put_params((u8 *)(event + 1), args), args);
	event->generation = live->generation;
	event->rule = item->rule;
	event->view = item->view - live->views;
	event->nr = call->nr;
	event->abi = call->abi;
	event->phase = call->phase;
	event->verdict = args->verdict;
	memset(event->reserved, 0, sizeof(event->reserved));
	event->suppressed = args->suppressed;
	event->reserved2 = 0;
	event->pid = task_tgid_nr(current);
	event->tid = task_pid_nr(current);
	event->uid = __kuid_val(current_uid());
	event->field_count = item->field_count;
	event->retval = args->retval;
}

/* Does the rule's rate limit let one more event pass? */
static bool within_rate(struct sct_event_args *args)
{
	const struct sct_rule *rule = args->rule;
	u32 id = 0;

	if (likely(rule->rate_scope == SCT_RATE_NONE))
		return true;
	if (rule->rate_scope == SCT_RATE_PID)
		id = task_tgid_nr(current);
	else if (rule->rate_scope == SCT_RATE_UID)
		id = __kuid_val(current_uid());
	return sct_rate_allow(args->live->tally->rate[args->item->rule], rule,
			      id, ktime_get_ns(), &args->suppressed);
}

/**
 * sct_log_event - log that a rule acted
 * @live: its table
 * @item: the rule
 * @call: the call; call->view is the rule's
 * @verdict: SCT_VERDICT_*
 * @retval: what the event says the call returned
 *
 * A process that reads the log is not logged: each of its reads would be its own
 * next event.
 *
 * Return: 0; or -errno that the call must fail with, for want of this event.
 */
int sct_log_event(const struct sct_live *live, const struct sct_item *item,
		  struct sct_call *call, u8 verdict, s64 retval)
{
	struct sct_event_args args = {
		.live = live, .item = item, .rule = &live->rules[item->rule],
		.call = call, .verdict = verdict, .retval = retval,
		.max_text = SCT_MAX_STRING,
	};
	u32 size;

	if (sct_opener(SCT_OPENED_LOG) || !within_rate(&args))
		return 0;
	size = event_size(&args);
	if (unlikely(size > sct_log_max_record())) {
		args.max_text = text_share();
		size = event_size(&args);
	}
	return sct_deliver(&args, size);
}
