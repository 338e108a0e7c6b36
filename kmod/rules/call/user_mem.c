// SPDX-License-Identifier: GPL-2.0-only
/*
 * User memory of a call: read once, in the caller's context.
 *
 * Where nothing may sleep, page faults are disabled: a page that is not there at
 * once makes the value wanted (call_record.h).  sct_call_fetch() may fault and sleep.
 *
 * A string goes to the small buffer in struct sct_call; one that does not fit
 * goes on in a buffer of its own, from where the small one ended, so that no
 * byte is read twice.
 *
 * Short strings are read word by word (text.h).  If that faults, what has been read is
 * dropped, and strncpy_from_user() reads the string from its start and decides what a
 * fault means.
 */
#include <linux/openat2.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include <asm/unistd.h>

#include "call/call_gfp.h"
#include "call/user_mem.h"
#include "lib/text.h"

static u8 text_done(struct sct_call *call, u8 arg, u8 state, const char *data,
		    u32 len)
{
	call->text[arg] = (struct sct_text){ .data = data, .len = len };
	call->text_state[arg] = state;
	return state;
}

/* It cannot be read; perhaps only not at once. */
static u8 text_fault(struct sct_call *call, u8 arg)
{
	if (sct_call_want(call, SCT_WANT_TEXT, arg))
		return SCT_TEXT_WANTED;
	return text_done(call, arg, SCT_TEXT_FAULT, "", 0);
}

static u8 no_memory_for_text(struct sct_call *call, u8 arg)
{
	if (sct_call_want(call, SCT_WANT_TEXT, arg))
		return SCT_TEXT_WANTED;
	call->lacks = true;
	return text_done(call, arg, SCT_TEXT_FAULT, "", 0);
}

static u8 read_long_text(struct sct_call *call, u8 arg, const char __user *from,
			 const char *start, u32 have)
{
	char *buf = kmalloc(SCT_MAX_STRING + 1, sct_call_gfp(call));
	long n;

	if (!buf)
		return no_memory_for_text(call, arg);
	memcpy(buf, start, have);
	n = strncpy_from_user(buf + have, from + have,
			      SCT_MAX_STRING + 1 - have);
	if (n < 0) {
		kfree(buf);
		return text_fault(call, arg);
	}
	call->big |= 1u << arg;
	if (have + n > SCT_MAX_STRING)
		return text_done(call, arg, SCT_TEXT_CUT, buf, SCT_MAX_STRING);
	return text_done(call, arg, SCT_TEXT_OK, buf, have + n);
}

/**
 * sct_call_read_text - read the string argument @arg
 * @call: the call
 * @arg: argument register, whose string nobody has read yet
 *
 * A string that needs memory which there is not counts as unreadable.
 *
 * Return: enum sct_text_state; text and state are in @call then, if it is not
 * WANTED.
 */
u8 sct_call_read_text(struct sct_call *call, u8 arg)
{
	unsigned long addr = sct_call_arg(call->regs, call->abi, arg);
	const char __user *from = (const char __user *)addr;
	char *small = call->small + call->small_used;
	u32 room = SCT_SMALL_TEXT - call->small_used;
	long n;

	if (!addr)
		return text_done(call, arg, SCT_TEXT_NULL, small, 0);
	if (call->late)
		return text_done(call, arg, SCT_TEXT_FAULT, small, 0);
	if (!room)
		return read_long_text(call, arg, from, small, 0);
	BUILD_BUG_ON(offsetof(struct sct_call, small) % sizeof(u64) ||
		     SCT_SMALL_TEXT % sizeof(u64));
	n = sct_read_words((u64 *)small, from, room);
	if (unlikely(n < 0))
		n = strncpy_from_user(small, from, room);
	if (unlikely(n < 0))
		return text_fault(call, arg);
	if (unlikely(n == room))	/* no NUL so far */
		return read_long_text(call, arg, from, small, n);
	call->small_used += ALIGN(n, sizeof(u64));
	return text_done(call, arg, SCT_TEXT_OK, small, n);
}

/* Is there anything: has the call filled it in, if it should have? */
static bool is_there(const struct sct_call *call, u32 key, unsigned long addr)
{
	s64 least = key & SCT_DEREF_SOME ? 1 : 0;

	return addr && (!(key & SCT_DEREF_FILLED) || call->retval >= least);
}

/**
 * sct_call_read_deref - a number in user memory
 * @call: the call; it has run if the number is FILLED
 * @key: where, and how wide; sct_deref_key()
 * @value: set; zero-extended; 0 if the pointer is NULL or the call filled in nothing
 *
 * Return: false if it cannot be read, or is wanted.
 */
bool sct_call_read_deref(struct sct_call *call, u32 key, u64 *value)
{
	unsigned long addr = sct_call_arg(call->regs, call->abi,
					  sct_deref_arg(key));
	u64 fetched = 0;
	u8 i;

	if (!is_there(call, key, addr)) {
		*value = 0;
		return true;
	}

	for (i = 0; i < call->deref_count; i++) {
		if (call->deref_key[i] == key)
			goto known;
	}
	/* A table that came between the phases may ask for yet another. */
	if (unlikely(i == SCT_MAX_DEREFS))
		return false;
	addr += sct_deref_offset(key);
	if (call->late ||
	    copy_from_user(&fetched, (const void __user *)addr,
			   sct_deref_width(key))) {
		if (!call->late && sct_call_want(call, SCT_WANT_DEREF, key))
			return false;
		call->deref_faults |= 1u << i;
		fetched = 0;
	}
	call->deref_key[i] = key;
	call->deref_value[i] = fetched;
	call->deref_count++;
known:
	*value = call->deref_value[i];
	return !(call->deref_faults & 1u << i);
}

/**
 * sct_call_read_jail - does openat2() take its directory for the root?
 * @call: any call
 * @jail: set; false of any other
 *
 * Return: false if it cannot be told.
 */
bool sct_call_read_jail(struct sct_call *call, bool *jail)
{
	static const struct sct_param resolve = {
		.type = SCT_TYPE_U64, .arg = 2,
		.value = offsetof(struct open_how, resolve),
	};
	u64 flags;

	*jail = false;
	if (call->nr != __NR_openat2)
		return true;
	if (!sct_call_read_deref(call, sct_deref_key(&resolve), &flags))
		return false;
	*jail = flags & RESOLVE_IN_ROOT;
	return true;
}
