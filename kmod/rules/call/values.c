// SPDX-License-Identifier: GPL-2.0-only
/*
 * Values that need memory of their own: found out once, then kept in a list
 * until the call is over.  The verifier has counted what the views of a call can
 * ask for (SCT_MAX_VALUES), and no value has more than SCT_MAX_STRING bytes, but
 * for the arguments of a command, which may have SCT_MAX_ARGV.
 *
 * What the call itself puts into user memory (LEN_AT, LEN_RETVAL) is read after
 * it for rules of that phase, all else before it.
 *
 * User memory is read in the caller's context, and may fault and sleep.
 */
#include <linux/sched/signal.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "call/call.h"
#include "lib/path_buf.h"
#include "call/path.h"

#define STRINGS_AT_ONCE	1024u

static struct sct_value *find(const struct sct_call *call,
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
	struct sct_value *v = kmalloc(struct_size(v, data, room),
				      GFP_KERNEL | __GFP_NOWARN);

	return v ? add_value(call, key, v, room) : NULL;
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

/* A value that is nothing but a state; @v if there is one already. */
static struct sct_value *keep_state(struct sct_call *call,
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

static bool is_address(const struct sct_value_key *key)
{
	return (u8)key->what == SCT_TYPE_SADDR;
}

/* Address lengths are int: more bits of the register are not looked at. */
static u64 clean_len(const struct sct_value_key *key, u64 len)
{
	return is_address(key) ? (u32)len : len;
}

/*
 * How many bytes the buffer has; false if that cannot be read.  A call that
 * failed has written none.
 */
static bool buffer_len(const struct sct_call *call,
		       const struct sct_param *param, u64 *len)
{
	bool failed = call->phase == SCT_PHASE_AFTER && call->retval < 0;
	unsigned long reg = sct_call_arg(call->regs, call->abi, param->arg2);
	u32 at;

	switch (param->mode) {
	case SCT_LEN_ARG:
		*len = reg;
		return true;
	case SCT_LEN_RETVAL:
		*len = failed ? 0 : call->retval;
		return true;
	default:		/* AT */
		if (get_user(at, (const u32 __user *)reg))
			return false;
		*len = failed ? 0 : at;
		return true;
	}
}

static struct sct_value *new_buffer(struct sct_call *call,
				    const struct sct_value_key *key, u64 len)
{
	u32 max = is_address(key) ? SCT_SADDR_MAX : SCT_MAX_STRING;
	u32 room = min_t(u64, len, max);
	struct sct_value *v;

	v = sct_value_new(call, key, is_address(key) ? SCT_SADDR_ROOM : room);
	if (v)
		v->room = room;
	return v;
}

/*
 * @v: where the call's result goes, if its room was found out before the call.
 *
 * A buffer that can be read in part is like one that was cut: the call may use
 * that part.  An address is read whole or not at all.
 */
static struct sct_value *read_buffer(struct sct_call *call,
				     const struct sct_param *param,
				     const struct sct_value_key *key,
				     struct sct_value *v)
{
	unsigned long addr = sct_call_arg(call->regs, call->abi, param->arg);
	unsigned long unread;
	u64 len;
	u32 n;

	if (!addr)
		return keep_state(call, key, v, SCT_TEXT_NULL);
	if (!buffer_len(call, param, &len))
		return keep_state(call, key, v, SCT_TEXT_FAULT);
	len = clean_len(key, len);
	if (!v)
		v = new_buffer(call, key, len);
	if (!v)
		return NULL;
	n = min_t(u64, len, v->room);
	unread = copy_from_user(v->data, (const void __user *)addr, n);
	if (unread && (unread == n || is_address(key)))
		return keep_state(call, key, v, SCT_TEXT_FAULT);
	v->len = n - unread;
	v->state = v->len < len ? SCT_TEXT_CUT : SCT_TEXT_OK;
	return v;
}

static bool read_pointer(const struct sct_call *call, unsigned long array,
			 u32 i, unsigned long *pointer)
{
	u32 half;

	if (call->abi == SCT_ABI_X86_64)
		return !get_user(*pointer,
				 (const unsigned long __user *)array + i);
	if (get_user(half, (const u32 __user *)array + i))
		return false;
	*pointer = half;
	return true;
}

/* A list of strings, as far as it has been joined. */
struct join {
	unsigned long array;
	u32 next;		/* string in the array */
	unsigned long within;	/* where the one before goes on, or 0 */
	char *buf;
	u32 room;		/* bytes of buf; one more is there */
	u32 used;
};

/* Return: CUT if the room is full; then more room may be given. */
static u8 join_string(struct join *join, unsigned long string)
{
	u32 room = join->room - join->used;
	long n = strncpy_from_user(join->buf + join->used,
				   (const char __user *)string, room + 1);

	if (n < 0)
		return SCT_TEXT_FAULT;
	if (n > room) {
		join->used = join->room;
		join->within = string + room;
		return SCT_TEXT_CUT;
	}
	join->used += n;
	join->within = 0;
	return SCT_TEXT_OK;
}

/*
 * Each string but the first takes at least one byte, which bounds their number.
 *
 * Return: OK at the end of the list
 */
static u8 join_strings(const struct sct_call *call, struct join *join)
{
	u8 state = SCT_TEXT_OK;

	if (join->within)
		state = join_string(join, join->within);
	while (state == SCT_TEXT_OK) {
		unsigned long string;

		if (!read_pointer(call, join->array, join->next, &string))
			return SCT_TEXT_FAULT;
		if (!string)
			return SCT_TEXT_OK;
		if (join->used == join->room)
			return SCT_TEXT_CUT;
		if (join->next++)
			join->buf[join->used++] = ' ';
		state = join_string(join, string);
		if (join->next % STRINGS_AT_ONCE)
			continue;
		if (fatal_signal_pending(current))
			return SCT_TEXT_CUT;
		cond_resched();
	}
	return state;
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
		return keep_state(call, key, NULL, state);
	v = sct_value_new(call, key, len);
	if (v) {
		memcpy(v->data, data, len);
		v->len = len;
		v->state = state;
	}
	return v;
}

/*
 * The list is longer than most: what there is of it, with more.  The memory is the
 * caller's to pay for; without it, the list has been cut.
 */
static struct sct_value *read_long_argv(struct sct_call *call,
					const struct sct_value_key *key,
					struct join *join)
{
	const char *begin = join->buf;
	struct sct_value *v;
	u8 state;

	v = kvmalloc(struct_size(v, data, SCT_MAX_ARGV + 1),
		     GFP_KERNEL_ACCOUNT | __GFP_NOWARN);
	if (!v)
		return sct_value_copy(call, key, SCT_TEXT_CUT, begin,
				      join->used);
	memcpy(v->data, begin, join->used);
	join->buf = v->data;
	join->room = SCT_MAX_ARGV;
	state = join_strings(call, join);
	add_value(call, key, v, SCT_MAX_ARGV);
	if (state == SCT_TEXT_FAULT)
		return keep_state(call, key, v, state);
	v->len = join->used;
	v->state = state;
	return v;
}

static struct sct_value *read_argv(struct sct_call *call,
				   const struct sct_param *param,
				   const struct sct_value_key *key)
{
	struct join join = {
		.array = sct_call_arg(call->regs, call->abi, param->arg),
		.room = SCT_MAX_STRING,
	};
	struct sct_value *v;
	char *buf;
	u8 state;

	if (!join.array)
		return keep_state(call, key, NULL, SCT_TEXT_NULL);
	BUILD_BUG_ON(SCT_MAX_STRING + 1 > PATH_MAX);
	buf = sct_path_buf_get();
	if (!buf)
		return NULL;
	join.buf = buf;
	state = join_strings(call, &join);
	if (unlikely(state == SCT_TEXT_CUT))
		v = read_long_argv(call, key, &join);
	else
		v = sct_value_copy(call, key, state, buf, join.used);
	sct_path_buf_put(buf);
	return v;
}

/* Paths and string variables are made in a buffer of PATH_MAX bytes. */
static struct sct_value *read_text(struct sct_call *call,
				   const struct sct_param *param, u8 var,
				   const struct sct_value_key *key)
{
	char *buf = sct_path_buf_get();
	struct sct_text text = { };
	struct sct_value *v;
	u8 state;

	if (!buf)
		return NULL;
	if (!param)
		state = sct_var_text(call, var, buf, &text);
	else if (param->type == SCT_TYPE_PATH)
		state = sct_path_param(call, param, buf, &text);
	else
		state = sct_fd_param(call, param, buf, &text);
	v = sct_value_copy(call, key, state, text.data, text.len);
	sct_path_buf_put(buf);
	return v;
}

/* Without memory for a value it counts as unreadable. */
static u8 give(struct sct_call *call, const struct sct_value *v,
	       struct sct_text *text)
{
	if (!v) {
		call->big |= SCT_NO_VALUES;
		return SCT_TEXT_FAULT;
	}
	*text = (struct sct_text){ .data = v->data, .len = v->len };
	return v->state;
}

/**
 * sct_call_read_value - the value of a parameter that is kept
 * @call: the call
 * @param: the parameter; for a part of an address, all of it is given
 * @text: set for OK and CUT
 *
 * Return: enum sct_text_state, never UNREAD.
 */
u8 sct_call_read_value(struct sct_call *call, const struct sct_param *param,
		       struct sct_text *text)
{
	const struct sct_value_key key = sct_value_key(param);
	struct sct_value *v = find(call, &key);

	if (v && v->state != SCT_TEXT_UNREAD)
		return give(call, v, text);
	if (call->late || call->big & SCT_NO_VALUES)
		return SCT_TEXT_FAULT;
	if (sct_type_has_length(param->type))
		v = read_buffer(call, param, &key, v);
	else if (param->type == SCT_TYPE_ARGV)
		v = read_argv(call, param, &key);
	else
		v = read_text(call, param, 0, &key);
	return give(call, v, text);
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

	return find(call, &key);
}

/**
 * sct_values_prepare - find out what an after-rule needs from before the call
 * @call: the call, which has not run yet
 * @param: a kept parameter of a view of that rule
 */
void sct_values_prepare(struct sct_call *call, const struct sct_param *param)
{
	const struct sct_value_key key = sct_value_key(param);
	struct sct_text text;
	u64 len;

	if (!sct_type_has_length(param->type) || param->mode == SCT_LEN_ARG)
		sct_call_read_value(call, param, &text);
	/* The call takes no more than the caller has room for. */
	else if (param->mode == SCT_LEN_AT && !find(call, &key) &&
		 buffer_len(call, param, &len))
		new_buffer(call, &key, clean_len(&key, len));
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

	struct sct_value *v = find(call, &key);

	if (!v && !(call->big & SCT_NO_VALUES))
		v = read_text(call, NULL, var, &key);
	return give(call, v, text);
}
