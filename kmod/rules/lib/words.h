/* SPDX-License-Identifier: GPL-2.0-only */
/* Strings by words of eight bytes, the first byte of a string in the lowest place. */
#ifndef SCT_WORDS_H
#define SCT_WORDS_H

#include "lib/rules_internal.h"

/* The first n bytes of a word, 0..8. */
static __always_inline u64 sct_word_mask(u32 n)
{
	return n < 8 ? (1ull << 8 * n) - 1 : ~0ull;
}

/* The high bit of each byte that is NUL, up to the first; those behind may be wrong. */
static __always_inline u64 sct_word_ends(u64 word)
{
	return (word - 0x0101010101010101ull) & ~word & 0x8080808080808080ull;
}

/* All that is before the first of these bytes. */
static __always_inline u64 sct_word_before(u64 ends)
{
	return (ends & -ends) / 0x80 - 1;
}

/* How many bytes of a word are before the first NUL; 8 if there is none. */
static __always_inline u32 sct_word_len(u64 word)
{
	u64 ends = sct_word_ends(word);

	return ends ? (u32)__builtin_ctzll(ends) / 8 : 8;
}

/* One look at the caller's name: its bytes, not in an array. */
struct sct_name {
	u64 begin;
	u64 end;
};

#endif /* SCT_WORDS_H */
