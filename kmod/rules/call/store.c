// SPDX-License-Identifier: GPL-2.0-only
/*
 * Values that need memory of their own: found out once, then kept in a list
 * until the call is over.  The verifier has counted what the views of a call can
 * ask for (SCT_MAX_VALUES), and no value has more than SCT_MAX_STRING bytes, but
 * for the arguments of a command, which may have SCT_MAX_ARGV.
 */
#include <linux/mm.h>
#include <linux/slab.h>

#include "call/call_gfp.h"
#include "call/store.h"

struct sct_value *sct_value_find(const struct sct_call *call,
				 const struct sct_value_key *key)
{
	struct sct_value *v = NULL;

	if (call->big & SCT_HAS_VALUES)
		v = call->values;
	while (v && !sct_same_key(&v->key, key))
		v = v->next;
	return v;
}

static struct sct_value *add_value(struct sct_call *call,
				   const struct sct_value_key *key,
				   struct sct_value *v, u32 room)
{
	if (!v)
		return NULL;
	v->next = call->big & SCT_HAS_VALUES ? call->values : NULL;
	v->key = *key;
	v->room = room;
	v->len = 0;
	v->state = SCT_TEXT_UNREAD;
	call->values = v;
	call->big |= SCT_HAS_VALUES;
	return v;
}

/**
 * sct_value_new - room for a value
 * @call: the call that keeps it
 * @key: what it is
 * @room: bytes of its data
 *
 * Return: the value, still UNREAD and empty; NULL without memory.
 */
struct sct_value *sct_value_new(struct sct_call *call,
				const struct sct_value_key *key, u32 room)
{
	return add_value(call, key,
			 kmalloc(sizeof(struct sct_value) + room,
				 sct_call_gfp(call)), room);
}

/**
 * sct_value_new_long - the same of one that needs many pages
 * @call: the call that keeps it, and fetches
 * @key: what it is
 * @room: bytes of its data
 *
 * The memory is accounted to the caller, who chooses how long the value is.
 *
 * Return: as for sct_value_new()
 */
struct sct_value *sct_value_new_long(struct sct_call *call,
				     const struct sct_value_key *key, u32 room)
{
	return add_value(call, key,
			 kvmalloc(sizeof(struct sct_value) + room,
				  GFP_KERNEL_ACCOUNT | __GFP_NOWARN), room);
}

/* A value that is nothing but a state; @v if there is one already, or NULL. */
struct sct_value *sct_value_state(struct sct_call *call,
				  const struct sct_value_key *key,
				  struct sct_value *v, u8 state)
{
	if (!v)
		v = sct_value_new(call, key, 0);
	if (v) {
		v->len = 0;
		v->state = state;
	}
	return v;
}

/**
 * sct_value_copy - keep a value that is made of @len bytes
 * @call: the call that keeps it
 * @key: what it is
 * @state: OK or CUT; for another one there are no bytes
 * @data: the bytes
 * @len: at most SCT_MAX_STRING
 *
 * Return: the value; NULL without memory.
 */
struct sct_value *sct_value_copy(struct sct_call *call,
				 const struct sct_value_key *key, u8 state,
				 const char *data, u32 len)
{
	struct sct_value *v;

	if (state != SCT_TEXT_OK && state != SCT_TEXT_CUT)
		return sct_value_state(call, key, NULL, state);
	v = sct_value_new(call, key, len);
	if (v) {
		memcpy(v->data, data, len);
		v->len = len;
		v->state = state;
	}
	return v;
}

/* Forgets a value that is among those of @call. */
void sct_value_drop(struct sct_call *call, struct sct_value *v)
{
	struct sct_value **link = &call->values;

	while (*link != v)
		link = &(*link)->next;
	*link = v->next;
	kvfree(v);
}

/* Does the call put this value where it is read? */
static bool is_result(const struct sct_value_key *key)
{
	u8 mode = key->what >> 24;

	return sct_type_has_length(key->what) &&
	       (mode == SCT_LEN_AT || mode == SCT_LEN_RETVAL);
}

/**
 * sct_values_begin_after - the call has run
 * @call: it has values
 *
 * Variables of the task are to be found out again, and so is what the call has
 * put into the caller's memory.
 */
void sct_values_begin_after(struct sct_call *call)
{
	struct sct_value **link = &call->values, *v;

	while ((v = *link)) {
		if (v->key.what & SCT_KEY_VAR) {
			*link = v->next;
			kvfree(v);
			continue;
		}
		if (is_result(&v->key))
			v->state = SCT_TEXT_UNREAD;
		link = &v->next;
	}
}

void sct_values_free(struct sct_call *call)
{
	struct sct_value *v = call->values;

	while (v) {
		struct sct_value *next = v->next;

		kvfree(v);
		v = next;
	}
	call->big &= ~SCT_HAS_VALUES;
}
