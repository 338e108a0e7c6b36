/* SPDX-License-Identifier: GPL-2.0-only */
/* Strings in user memory, word by word: half of what strncpy_from_user() costs. */
#ifndef SCT_TEXT_H
#define SCT_TEXT_H

#include <linux/uaccess.h>

#include "lib/nofault_read.h"
#include "lib/words.h"

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

/* A name with 0 behind its end. */
struct sct_comm {
	struct sct_name name;
	u32 len;
};

/* By value, so that it stays in registers. */
static __always_inline struct sct_comm sct_trim_name(struct sct_name name)
{
	u64 ends = sct_word_ends(name.begin);

	if (ends)
		return (struct sct_comm){
			.name.begin = name.begin & sct_word_before(ends),
			.len = __builtin_ctzll(ends) / 8,
		};
	/* While another thread writes it, the last byte is 0 all the same. */
	name.end &= sct_word_mask(7);
	ends = sct_word_ends(name.end);
	return (struct sct_comm){
		.name.begin = name.begin,
		.name.end = name.end & sct_word_before(ends),
		.len = sizeof(u64) + __builtin_ctzll(ends) / 8,
	};
}

/* The task's name, likewise; returns its length. */
static __always_inline u32 sct_read_comm(char *to)
{
	struct sct_name name;
	struct sct_comm comm;

	sct_nofault_comm(&name.begin, &name.end);
	comm = sct_trim_name(name);
	BUILD_BUG_ON(sizeof(name) != TASK_COMM_LEN);
	((u64 *)to)[0] = comm.name.begin;
	((u64 *)to)[1] = comm.name.end;
	return comm.len;
}

#endif /* SCT_TEXT_H */
