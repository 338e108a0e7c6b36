// SPDX-License-Identifier: GPL-2.0-only
/*
 * Buffers, socket addresses and argument vectors: what a call has of them in user
 * memory.
 *
 * What the call itself puts there (LEN_AT, LEN_RETVAL) is read after it for rules
 * of that phase, all else before it.
 *
 * NULL for a value: where nothing may sleep, it is not at hand; else there is no
 * memory for it.
 */
#include <linux/sched/signal.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "call/buffers.h"
#include "call/call_gfp.h"
#include "call/list.h"
#include "lib/path_buf.h"

/* Of a value whose length nobody could read before the call. */
#define ROOM_UNKNOWN	0xffffffffu

/* Pointers in memory are narrower than registers for x32. */
static bool has_wide_pointers(unsigned int abi)
{
	return !sct_abi_is_narrow(abi) && abi != SCT_ABI_X32;
}

static bool read_pointer(const struct sct_call *call, unsigned long array,
			 u32 i, unsigned long *pointer)
{
	u32 half;

	if (has_wide_pointers(call->abi))
		return !get_user(*pointer,
				 (const unsigned long __user *)array + i);
	if (get_user(half, (const u32 __user *)array + i))
		return false;
	*pointer = half;
	return true;
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
	unsigned long in = sct_call_arg(call->regs, call->abi, param->arg);
	u32 at;

	switch (param->mode) {
	case SCT_LEN_ARG:
		*len = reg;
		return true;
	case SCT_LEN_RETVAL:
		*len = failed ? 0 : call->retval;
		return true;
	case SCT_LEN_IN:
		if (get_user(at, (const u32 __user *)(in + (param->value >> 16))))
			return false;
		*len = at;
		return true;
	default:		/* AT */
		if (get_user(at, (const u32 __user *)reg))
			return false;
		*len = failed ? 0 : at;
		return true;
	}
}

/* Where it is: in a register or, by way of a structure, in memory; false if unreadable. */
static bool buffer_address(const struct sct_call *call, const struct sct_param *param,
			   unsigned long *addr)
{
	*addr = sct_call_arg(call->regs, call->abi, param->arg);
	if (param->mode != SCT_LEN_IN || !*addr)
		return true;
	return read_pointer(call, *addr + (u16)param->value, 0, addr);
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

/* User memory cannot be read; where it may only be away, that is no value yet. */
static struct sct_value *unreadable(struct sct_call *call,
				    const struct sct_value_key *key,
				    struct sct_value *v)
{
	if (!call->sleeps)
		return NULL;
	return sct_value_state(call, key, v, SCT_TEXT_FAULT);
}

/* The first @n bytes at @addr, of @len. */
static struct sct_value *fill(struct sct_call *call, struct sct_value *v,
			      unsigned long addr, u64 len)
{
	const struct sct_value_key *key = &v->key;
	u32 n = min_t(u64, len, v->room);
	unsigned long unread;

	unread = copy_from_user(v->data, (const void __user *)addr, n);
	if (unread && (unread == n || is_address(key) ||
		       !call->sleeps))
		return unreadable(call, key, v);
	v->len = n - unread;
	v->state = v->len < len ? SCT_TEXT_CUT : SCT_TEXT_OK;
	return v;
}

/**
 * sct_buffer_read - the bytes or the address of a parameter
 * @call: the call
 * @param: the parameter
 * @v: where the call's result goes, if sct_buffer_prepare() has found its room
 *	out before the call, or NULL
 *
 * A buffer that can be read in part is like one that was cut: the call may use
 * that part.  An address is read whole or not at all.
 *
 * Return: the value, or NULL, see above.
 */
struct sct_value *sct_buffer_read(struct sct_call *call,
				  const struct sct_param *param,
				  struct sct_value *v)
{
	const struct sct_value_key key = sct_value_key(param);
	struct sct_value *fresh = NULL;
	unsigned long addr;
	u64 len;

	if (v && v->room == ROOM_UNKNOWN) {
		sct_value_drop(call, v);
		v = NULL;
	}
	if (!buffer_address(call, param, &addr))
		return unreadable(call, &key, v);
	if (!addr)
		return sct_value_state(call, &key, v, SCT_TEXT_NULL);
	if (!buffer_len(call, param, &len))
		return unreadable(call, &key, v);
	len = clean_len(&key, len);
	if (!v) {
		fresh = new_buffer(call, &key, len);
		v = fresh;
	}
	if (!v)
		return NULL;
	v = fill(call, v, addr, len);
	if (!v && fresh)
		sct_value_drop(call, fresh);
	return v;
}

/**
 * sct_buffer_prepare - find out how much room the call's result has
 * @call: the call, which has not run yet
 * @param: a parameter of LEN_AT
 *
 * The call takes no more than the caller has room for.
 */
void sct_buffer_prepare(struct sct_call *call, const struct sct_param *param)
{
	const struct sct_value_key key = sct_value_key(param);
	struct sct_value *v;
	u64 len;

	if (sct_value_find(call, &key) ||
	    !sct_call_arg(call->regs, call->abi, param->arg))
		return;
	if (buffer_len(call, param, &len)) {
		v = new_buffer(call, &key, clean_len(&key, len));
		if (!v && !sct_call_want_param(call, SCT_WANT_ROOM, param))
			call->lacks = true;
		return;
	}
	if (sct_call_want_param(call, SCT_WANT_ROOM, param))
		return;
	v = sct_value_new(call, &key, 0);
	if (v)
		v->room = ROOM_UNKNOWN;
	else
		call->lacks = true;
}

#define STRINGS_AT_ONCE	1024u

/* A list of strings, as far as it has been read: with a NUL between them. */
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
			join->buf[join->used++] = 0;
		state = join_string(join, string);
		if (join->next % STRINGS_AT_ONCE || !call->sleeps)
			continue;
		if (fatal_signal_pending(current))
			return SCT_TEXT_CUT;
		cond_resched();
	}
	return state;
}

/* The strings are in @v, or else only where they have been read to. */
static struct sct_value *keep_list(struct sct_call *call,
				   const struct sct_value_key *key,
				   struct sct_value *v, const struct join *join,
				   u8 state)
{
	if (!v) {
		v = sct_value_new(call, key,
				  join->used + sct_list_ends_size(join->used));
		if (!v)
			return NULL;
		memcpy(v->data, join->buf, join->used);
	}
	sct_list_join(v->data, join->used, join->next);
	v->len = join->used;
	v->state = state;
	return v;
}

/* Most lists that are long are not very long: each time, there is room for so much more. */
#define ROOM_GROWS	16u

/*
 * The list is longer than most: what there is of it, with more.  The memory is the
 * caller's to pay for; without it, the list has been cut.
 */
static struct sct_value *read_long_argv(struct sct_call *call,
					const struct sct_value_key *key,
					struct join *join)
{
	struct sct_value *v = NULL;
	u8 state = SCT_TEXT_CUT;

	while (state == SCT_TEXT_CUT && join->room < SCT_MAX_ARGV) {
		u32 room = min(join->room * ROOM_GROWS, SCT_MAX_ARGV);
		struct sct_value *more =
			sct_value_new_long(call, key, room + sct_list_ends_size(room));

		if (!more)
			break;
		memcpy(more->data, join->buf, join->used);
		if (v)
			sct_value_drop(call, v);
		v = more;
		join->buf = v->data;
		join->room = room;
		state = join_strings(call, join);
		if (fatal_signal_pending(current))
			break;
	}
	if (state == SCT_TEXT_FAULT)
		return unreadable(call, key, v);
	return keep_list(call, key, v, join, state);
}

/**
 * sct_argv_read - an argument vector as one text
 * @call: the call
 * @param: the parameter
 *
 * Return: the value, or NULL, see above.
 */
struct sct_value *sct_argv_read(struct sct_call *call,
				const struct sct_param *param)
{
	const struct sct_value_key key = sct_value_key(param);
	struct join join = {
		.array = sct_call_arg(call->regs, call->abi, param->arg),
		.room = SCT_MAX_STRING,
	};
	struct sct_value *v = NULL;
	char *buf;
	u8 state;

	if (!join.array)
		return sct_value_state(call, &key, NULL, SCT_TEXT_NULL);
	BUILD_BUG_ON(SCT_MAX_STRING + 1 > PATH_MAX);
	buf = sct_path_buf_get(sct_call_gfp(call));
	if (!buf)
		return NULL;
	join.buf = buf;
	state = join_strings(call, &join);
	if (state == SCT_TEXT_FAULT)
		v = unreadable(call, &key, NULL);
	else if (state == SCT_TEXT_OK)
		v = keep_list(call, &key, NULL, &join, state);
	else if (call->sleeps)	/* else it is wanted */
		v = read_long_argv(call, &key, &join);
	sct_path_buf_put(buf);
	return v;
}

