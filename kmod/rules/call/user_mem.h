/* SPDX-License-Identifier: GPL-2.0-only */
/* Strings and numbers in user memory; user_mem.c. */
#ifndef SCT_USER_MEM_H
#define SCT_USER_MEM_H

#include "call/call_record.h"

/* in the host tests a fake with scripted memory */
u8 sct_call_read_text(struct sct_call *call, u8 arg);
bool sct_call_read_deref(struct sct_call *call, u32 key, u64 *value);
bool sct_call_read_jail(struct sct_call *call, bool *jail);

/*
 * The string of argument register @arg; *@text is set for OK and CUT.
 *
 * Return: enum sct_text_state, never UNREAD.
 */
static inline u8 sct_call_text(struct sct_call *call, u8 arg,
			       struct sct_text *text)
{
	u8 state = call->text_state[arg];

	if (state == SCT_TEXT_UNREAD)
		state = sct_call_read_text(call, arg);
	*text = call->text[arg];
	return state;
}

#endif /* SCT_USER_MEM_H */
