// SPDX-License-Identifier: GPL-2.0-only
/*
 * Makes the record of an event: the fixed part, then the parameters as the rule
 * sees them, then the variables that it asked for, by number.
 *
 * All user memory is read first, as that may sleep.  Then the record's size is
 * known, and it is written in one go where it stays.
 */
#include <linux/cred.h>
#include <linux/sched.h>
#include <linux/string.h>

#include "log.h"
#include "openers.h"

/* The most bytes that the fields other than strings of user memory may take. */
#define FIELD_INT_SIZE	(sizeof(struct sct_field) + sizeof(u64))

static const u8 var_types[] = {
	[SCT_VAR_PID] = SCT_TYPE_S32,
	[SCT_VAR_TID] = SCT_TYPE_S32,
	[SCT_VAR_PPID] = SCT_TYPE_S32,
	[SCT_VAR_UID] = SCT_TYPE_U32,
	[SCT_VAR_EUID] = SCT_TYPE_U32,
	[SCT_VAR_SUID] = SCT_TYPE_U32,
	[SCT_VAR_FSUID] = SCT_TYPE_U32,
	[SCT_VAR_GID] = SCT_TYPE_U32,
	[SCT_VAR_EGID] = SCT_TYPE_U32,
	[SCT_VAR_SGID] = SCT_TYPE_U32,
	[SCT_VAR_FSGID] = SCT_TYPE_U32,
	[SCT_VAR_COMM] = SCT_TYPE_STR,
	[SCT_VAR_RETVAL] = SCT_TYPE_S64,
};

/* A record in the making: first to measure (out is NULL), then to write. */
struct writer {
	u8 *out;
	u32 len;
	u32 fields;
	u32 max_text;		/* bytes that a string may have */
};

static void put_field(struct writer *w, const struct sct_field *field,
		      const void *data)
{
	u32 padded = ALIGN(field->len, 8);

	if (w->out) {
		u8 *at = w->out + w->len;

		memcpy(at, field, sizeof(*field));
		at += sizeof(*field);
		memset(at + padded - 8, 0, padded ? 8 : 0);
		memcpy(at, data, field->len);
	}
	w->len += sizeof(*field) + padded;
	w->fields++;
}

static void put_int(struct writer *w, struct sct_field field, s64 value)
{
	field.len = sizeof(value);
	put_field(w, &field, &value);
}

static void put_text(struct writer *w, struct sct_field field, u8 state,
		     const struct sct_text *text)
{
	field.type = SCT_TYPE_STR;
	if (state == SCT_TEXT_NULL) {
		field.flags = SCT_FIELD_NULL;
	} else if (state == SCT_TEXT_FAULT) {
		field.flags = SCT_FIELD_FAULT;
	} else {
		field.len = min(text->len, w->max_text);
		if (state == SCT_TEXT_CUT || text->len > w->max_text)
			field.flags = SCT_FIELD_CUT;
	}
	put_field(w, &field, text->data);
}

static void put_param(struct writer *w, struct sct_call *call, u32 i)
{
	const struct sct_param *param = &call->view->params[i];
	struct sct_field field = {
		.var = SCT_VAR_PARAMS, .index = i + 1, .type = param->type,
	};
	s64 value = 0;

	if (param->source == SCT_SOURCE_NONE)
		return;
	if (param->type == SCT_TYPE_STR) {
		struct sct_text text;
		u8 state = sct_call_text(call, param->arg, &text);

		put_text(w, field, state, &text);
		return;
	}
	if (!sct_call_param(call, param, &value))
		field.flags = SCT_FIELD_FAULT;
	put_int(w, field, value);
}

static void put_var(struct writer *w, struct sct_call *call, u8 var)
{
	struct sct_field field = { .var = var, .type = var_types[var] };
	struct sct_text text;

	if (var == SCT_VAR_COMM) {
		sct_call_comm(call, &text);
		put_text(w, field, SCT_TEXT_OK, &text);
	} else if (var == SCT_VAR_RETVAL) {
		put_int(w, field, call->retval);
	} else {
		put_int(w, field, sct_task_int(var));
	}
}

static void put_fields(struct writer *w, struct sct_call *call,
		       const struct sct_rule *rule)
{
	for (u32 i = 0; i < call->view->param_count; i++)
		put_param(w, call, i);
	for (u8 var = 0; var < ARRAY_SIZE(var_types); var++) {
		if (rule->captures & 1ull << var)
			put_var(w, call, var);
	}
}

/* Measures; if the strings are too long for a record, they share the room. */
static void measure(struct writer *w, struct sct_call *call,
		    const struct sct_rule *rule)
{
	u32 max = sct_log_max_record();

	*w = (struct writer){ .len = sizeof(struct sct_event),
			      .max_text = SCT_MAX_STRING };
	put_fields(w, call, rule);
	if (w->len <= max)
		return;
	max -= sizeof(struct sct_event) +
	       (SCT_MAX_PARAMS + ARRAY_SIZE(var_types)) * 2 * FIELD_INT_SIZE;
	*w = (struct writer){ .len = sizeof(struct sct_event),
			      .max_text = max / SCT_MAX_PARAMS };
	put_fields(w, call, rule);
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
 */
void sct_log_event(const struct sct_live *live, const struct sct_item *item,
		   struct sct_call *call, u8 verdict, s64 retval)
{
	const struct sct_rule *rule = &live->rules[item->rule];
	struct sct_event *event;
	struct writer w;
	u32 cpu;

	if (sct_opener(SCT_OPENED_LOG))
		return;
	measure(&w, call, rule);
	event = sct_log_reserve(w.len, &cpu);
	event->generation = live->generation;
	event->rule = item->rule;
	event->view = item->view - live->views;
	event->nr = call->nr;
	event->abi = call->abi;
	event->phase = call->phase;
	event->verdict = verdict;
	memset(event->reserved, 0, sizeof(event->reserved));
	event->pid = task_tgid_nr(current);
	event->tid = task_pid_nr(current);
	event->uid = __kuid_val(current_uid());
	event->field_count = w.fields;
	event->retval = retval;

	w.out = (u8 *)event;
	w.len = sizeof(*event);
	w.fields = 0;
	put_fields(&w, call, rule);
	sct_log_commit(cpu);
}
