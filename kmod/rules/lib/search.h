/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Bytes compared word by word, and a search whose time is bounded.
 *
 * A search looks at each place of the text once, at eight bytes there: the head
 * of what is sought.  Only where the head stands is the rest compared.  Whoever
 * chooses the text can let the head stand at many places, but not closer to each
 * other than its period, the least distance at which it overlaps itself: that of
 * "/etc/ssh" is 8, that of "aaaaaaaa" is 1.  So
 *
 *	places + places / period * rest
 *
 * steps are enough for any text: sct_find_rate() says how many for each byte of it.
 */
#ifndef SCT_SEARCH_H
#define SCT_SEARCH_H

#include "lib/rules_internal.h"

#define SCT_NOT_FOUND	U32_MAX

/* ASCII only: the kernel's tolower() folds Latin-1, which breaks UTF-8. */
static inline u8 sct_fold(u8 c)
{
	return c >= 'A' && c <= 'Z' ? c | 0x20 : c;
}

/* The same for each byte of a word: no carry goes from one into the next. */
static __always_inline u64 sct_fold_word(u64 word)
{
	const u64 ones = 0x0101010101010101ull, high = 0x80 * ones;
	u64 low7 = word & ~high;
	u64 from_a = low7 + (0x80 - 'A') * ones;
	u64 past_z = low7 + (0x7f - 'Z') * ones;

	return word | ((from_a & ~past_z & ~word & high) >> 2);
}

static __always_inline u64 sct_word_at(const void *s)
{
	u64 word;

	memcpy(&word, s, sizeof(word));
	return word;
}

/* As many bytes as there are, and 0 behind them. */
static __always_inline u64 sct_word_of(const void *s, u32 len)
{
	u64 word = 0;

	memcpy(&word, s, len < sizeof(word) ? len : sizeof(word));
	return word;
}

/* The last word may begin in the one before; memcmp() ends byte by byte. */
static __always_inline bool sct_same_bytes(const char *a, const char *b, u32 len)
{
	u32 last = len - sizeof(u64);

	if (len < sizeof(u64))
		return !memcmp(a, b, len);
	for (u32 at = 0; at < last; at += sizeof(u64)) {
		if (sct_word_at(a + at) != sct_word_at(b + at))
			return false;
	}
	return sct_word_at(a + last) == sct_word_at(b + last);
}

/* What is compared first at each place. */
struct sct_head {
	u64 value;
	u64 mask;		/* 0xff for each byte that is compared */
};

static __always_inline bool sct_head_stands(const struct sct_head *head,
					    u64 word, bool folded)
{
	if (folded)
		word = sct_fold_word(word);
	return unlikely((word & head->mask) == head->value);
}

/*
 * The first place of something of @size bytes in the text, from place @from on.
 * @rest_is(what, place) is asked where the head stands.
 *
 * Return: the place, or SCT_NOT_FOUND.
 */
static __always_inline u32
sct_find(const char *text, u32 len, u32 from, u32 size,
	 const struct sct_head *head, bool folded,
	 bool (*rest_is)(const void *what, const char *place), const void *what)
{
	const struct sct_head h = *head;
	u32 places, whole;

	if (len < size)
		return SCT_NOT_FOUND;
	places = len - size + 1;
	/* Those that have a whole word before them. */
	whole = len < sizeof(u64) ? 0 : len - (u32)sizeof(u64) + 1;
	whole = min(whole, places);
	for (; from < whole; from++) {
		if (sct_head_stands(&h, sct_word_at(text + from), folded) &&
		    rest_is(what, text + from))
			return from;
	}
	for (; from < places; from++) {
		if (sct_head_stands(&h, sct_word_of(text + from, len - from),
				    folded) &&
		    rest_is(what, text + from))
			return from;
	}
	return SCT_NOT_FOUND;
}

bool sct_same_text(const char *a, const char *b, u32 len, bool folded);
bool sct_contains(const char *text, u32 len, const char *part, u32 part_len,
		  bool folded);
struct sct_head sct_head_of(const char *part, u32 len, bool folded);
u32 sct_find_rate(const struct sct_head *head, bool folded, u32 rest);
u32 sct_contains_rate(const char *part, u32 len, bool folded);

#endif /* SCT_SEARCH_H */
