/* SPDX-License-Identifier: GPL-2.0-only */
/* Strings in user memory, word by word: half of what strncpy_from_user() costs. */
#ifndef SCT_TEXT_H
#define SCT_TEXT_H

#include <linux/uaccess.h>

#include "index.h"

/*
 * Reads whole words, @room bytes, a multiple of a word's, at most.  What is behind
 * the string in its last word becomes 0.
 *
 * Return: the length of the string; -1 if it cannot be read so, or is longer.
 */
static __always_inline long sct_read_words(u64 *to, const char __user *from,
					   u32 room)
{
	if (!user_read_access_begin(from, room))
		return -1;
	for (u32 at = 0; at < room; at += sizeof(*to), to++) {
		u64 word, ends;

		unsafe_get_user(word, (const u64 __user *)(from + at), end);
		ends = sct_word_ends(word);
		if (ends) {
			user_read_access_end();
			*to = word & sct_word_before(ends);
			return at + __builtin_ctzll(ends) / 8;
		}
		*to = word;
	}
end:
	user_read_access_end();
	return -1;
}

/* The task's name in two words, with 0 behind it; returns its length. */
static __always_inline u32 sct_read_comm(u64 *to)
{
	u64 ends;

	/*
	 * Another thread may write the name at this moment (/proc/PID/comm); its
	 * last byte is always 0.
	 */
	memcpy(to, current->comm, TASK_COMM_LEN);
	to[1] &= sct_word_mask(7);
	ends = sct_word_ends(to[0]);
	if (ends) {
		to[0] &= sct_word_before(ends);
		return __builtin_ctzll(ends) / 8;
	}
	ends = sct_word_ends(to[1]);
	to[1] &= sct_word_before(ends);
	return sizeof(u64) + __builtin_ctzll(ends) / 8;
}

#endif /* SCT_TEXT_H */
