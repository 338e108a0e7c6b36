// SPDX-License-Identifier: GPL-2.0-only
/*
 * Parts of a list, each sought once for a call: an event has its size from a first look
 * at them and is written by a second one, under a lock, and rules ask again and again.
 *
 * Kept is where in the list a part is.  The key has no room for a variable's name, so
 * that stands with it.
 */
#include "call/list_find.h"
#include "call/list_part.h"
#include "call/store.h"

/* At the start of the value's data; the name of a variable comes behind it. */
struct place {
	u32 off;
	u32 len;
};

static struct sct_value *find_part(const struct sct_call *call,
				   const struct sct_value_key *key,
				   const char *name, u32 name_len)
{
	struct sct_value *v = sct_value_find(call, key);

	while (v && (!sct_same_key(&v->key, key) ||
		     memcmp(v->data + sizeof(struct place), name, name_len)))
		v = v->next;
	return v;
}

static u8 seek(struct sct_call *call, const struct sct_param *param,
	       const struct sct_text *list, u8 state, const char *name,
	       struct sct_text *text)
{
	if (param->type == SCT_TYPE_ENV)
		return sct_list_env(list, state, name, param->name.len,
				    &call->long_steps, text);
	return sct_list_item(list, state, param->value, &call->long_steps, text);
}

/* There is no memory for it: as in fetch.c, what is not there now is unreadable. */
static u8 no_memory(struct sct_call *call)
{
	call->big |= SCT_NO_VALUES;
	call->lacks = true;
	return SCT_TEXT_FAULT;
}

/**
 * sct_list_part - a string of a list, or the value of a variable
 * @call: the call
 * @param: an ITEM or an ENV
 * @list: the list's text
 * @state: OK or CUT, of the list
 * @text: set for OK and CUT
 *
 * Return: enum sct_text_state, never UNREAD.
 */
u8 sct_list_part(struct sct_call *call, const struct sct_param *param,
		 const struct sct_text *list, u8 state, struct sct_text *text)
{
	bool env = param->type == SCT_TYPE_ENV;
	u32 name_len = env ? param->name.len : 0;
	const char *name = env ? call->pool + param->name.off : "";
	const struct sct_value_key key = sct_part_key(param, name_len);
	struct sct_value *v = find_part(call, &key, name, name_len);
	struct place place = { };

	if (v) {
		memcpy(&place, v->data, sizeof(place));
		text->data = list->data + place.off;
		text->len = place.len;
		return v->state;
	}
	if (call->big & SCT_NO_VALUES)
		return SCT_TEXT_FAULT;
	v = sct_value_new(call, &key, sizeof(place) + name_len);
	if (!v)
		return no_memory(call);
	*text = (struct sct_text){ .data = list->data };
	v->state = seek(call, param, list, state, name, text);
	place.off = text->data - list->data;
	place.len = text->len;
	memcpy(v->data, &place, sizeof(place));
	memcpy(v->data + sizeof(place), name, name_len);
	return v->state;
}
