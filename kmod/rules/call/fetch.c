// SPDX-License-Identifier: GPL-2.0-only
/*
 * Finds out values of a call by what they are: those that rules ask for and, where
 * nobody minds how long it takes, the one that was wanted (call_record.h).
 */
#include "call/buffers.h"
#include "call/call_gfp.h"
#include "call/fetch.h"
#include "call/object_path.h"
#include "call/path.h"
#include "call/user_mem.h"
#include "lib/path_buf.h"

/* Paths and string variables are made in a buffer of PATH_MAX bytes. */
static struct sct_value *make_text(struct sct_call *call,
				   const struct sct_param *param, u8 var,
				   const struct sct_value_key *key)
{
	char *buf = sct_path_buf_get(sct_call_gfp(call));
	struct sct_text text = { };
	struct sct_value *v;
	u8 state;

	if (!buf)
		return NULL;
	if (!param)
		state = sct_var_text(var, buf, &text);
	else if (param->type == SCT_TYPE_PATH)
		state = sct_path_param(call, param, buf, &text);
	else if (param->type == SCT_TYPE_OBJPATH)
		state = sct_object_path(call, param, buf, &text);
	else
		state = sct_fd_param(call, param, buf, &text);
	v = sct_value_copy(call, key, state, text.data, text.len);
	sct_path_buf_put(buf);
	return v;
}

/* The address of an operation, of which the kernel has its own copy. */
static struct sct_value *object_address(struct sct_call *call,
					const struct sct_value_key *key)
{
	const struct sct_text *address = call->objects->address;
	struct sct_value *v;

	if (!address)
		return sct_value_state(call, key, NULL, SCT_TEXT_NULL);
	v = sct_value_new(call, key, SCT_SADDR_ROOM);
	if (v) {
		v->len = min(address->len, SCT_SADDR_MAX);
		memcpy(v->data, address->data, v->len);
		v->state = SCT_TEXT_OK;
	}
	return v;
}

static u8 give(const struct sct_value *v, struct sct_text *text)
{
	*text = (struct sct_text){ .data = v->data, .len = v->len };
	return v->state;
}

/* There is no memory for a value: it counts as unreadable. */
static u8 no_memory(struct sct_call *call)
{
	call->big |= SCT_NO_VALUES;
	call->lacks = true;
	return SCT_TEXT_FAULT;
}

static struct sct_value *make_value(struct sct_call *call,
				    const struct sct_param *param,
				    const struct sct_value_key *key,
				    struct sct_value *v)
{
	if (param->source == SCT_SOURCE_OBJECT && sct_type_is_address(param->type))
		return object_address(call, key);
	if (sct_type_has_length(param->type))
		return sct_buffer_read(call, param, v);
	if (sct_type_is_list(param->type))
		return sct_argv_read(call, param);
	/* Only a look-up that may sleep finds a path. */
	if (param->type == SCT_TYPE_PATH && !call->sleeps)
		return NULL;
	return make_text(call, param, 0, key);
}

/**
 * sct_call_read_value - the value of a parameter that is kept
 * @call: the call
 * @param: the parameter; for a part of an address or a list, all of it is given
 * @text: set for OK and CUT
 *
 * Return: enum sct_text_state, never UNREAD.
 */
u8 sct_call_read_value(struct sct_call *call, const struct sct_param *param,
		       struct sct_text *text)
{
	const struct sct_value_key key = sct_value_key(param);
	struct sct_value *v = sct_value_find(call, &key);

	if (v && v->state != SCT_TEXT_UNREAD)
		return give(v, text);
	if (call->late || call->big & SCT_NO_VALUES)
		return SCT_TEXT_FAULT;
	v = make_value(call, param, &key, v);
	if (v)
		return give(v, text);
	if (sct_call_want_param(call, SCT_WANT_VALUE, param))
		return SCT_TEXT_WANTED;
	return no_memory(call);
}

/**
 * sct_call_has_value - has the value of a parameter been found out already?
 * @call: the call
 * @param: a parameter that is kept
 */
bool sct_call_has_value(const struct sct_call *call,
			const struct sct_param *param)
{
	const struct sct_value_key key = sct_value_key(param);

	return sct_value_find(call, &key);
}

/**
 * sct_values_prepare - find out what an after-rule needs from before the call
 * @call: the call, which has not run yet
 * @param: a kept parameter of a view of that rule
 */
void sct_values_prepare(struct sct_call *call, const struct sct_param *param)
{
	struct sct_text text;

	if (!sct_type_has_length(param->type) || param->mode == SCT_LEN_ARG ||
	    param->mode == SCT_LEN_IN)
		sct_call_read_value(call, param, &text);
	else if (param->mode == SCT_LEN_AT)
		sct_buffer_prepare(call, param);
}

/**
 * sct_call_read_var - a string variable that is not cheap
 * @call: the call
 * @var: SCT_VAR_*
 * @text: set for OK and CUT
 *
 * Return: enum sct_text_state, never UNREAD.
 */
u8 sct_call_read_var(struct sct_call *call, u8 var, struct sct_text *text)
{
	const struct sct_value_key key = { .what = SCT_KEY_VAR | var };
	struct sct_value *v = sct_value_find(call, &key);

	if (v)
		return give(v, text);
	if (call->big & SCT_NO_VALUES)
		return SCT_TEXT_FAULT;
	v = make_text(call, NULL, var, &key);
	if (v)
		return give(v, text);
	if (sct_call_want(call, SCT_WANT_VAR, var))
		return SCT_TEXT_WANTED;
	return no_memory(call);
}

/**
 * sct_call_fetch - find out what is wanted, however long it takes
 * @call: the call
 *
 * In the caller's context, outside of any read section; may fault and sleep,
 * killable where the kernel's own access to that value is.  Afterwards the value
 * is in the record, or there that it cannot be read: it is not wanted again.
 */
void sct_call_fetch(struct sct_call *call)
{
	u8 want = call->wants;
	struct sct_text text;
	u64 value;

	call->wants = SCT_WANT_NOTHING;
	call->sleeps = true;
	switch ((enum sct_want)want) {
	case SCT_WANT_NOTHING:
		break;
	case SCT_WANT_TEXT:
		sct_call_text(call, call->want_id, &text);
		break;
	case SCT_WANT_DEREF:
		sct_call_read_deref(call, call->want_id, &value);
		break;
	case SCT_WANT_VALUE:
		sct_call_read_value(call, &call->want_param, &text);
		break;
	case SCT_WANT_ROOM:
		sct_values_prepare(call, &call->want_param);
		break;
	case SCT_WANT_VAR:
		sct_call_read_var(call, call->want_id, &text);
		break;
	}
	call->sleeps = false;
}
