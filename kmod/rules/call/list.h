/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where the strings of a list end.  Rules see it joined by spaces, or string by string; an
 * event tells its strings apart.  Kept behind the joined text: a bit for each byte.
 */
#ifndef SCT_LIST_H
#define SCT_LIST_H

#include "lib/rules_internal.h"

struct sct_list_ends {
	u8 strings[sizeof(u32)];	/* of the list, as far as it has been read */
	u8 ends[];	/* bit per byte of the text: the space behind a string; whole words */
};

/* Bits are looked at 64 at a time. */
#define SCT_LIST_WORD	64u
/* The ends of so many bytes are looked through in one step (sct_abi_cost.h). */
#define SCT_LIST_STEP	(2 * SCT_LIST_WORD)

static inline u32 sct_list_words(u32 len)
{
	return (len + SCT_LIST_WORD - 1) / SCT_LIST_WORD;
}

/* What is kept behind a text of @len bytes. */
static inline u32 sct_list_ends_size(u32 len)
{
	return sizeof(struct sct_list_ends) + sct_list_words(len) * sizeof(u64);
}

static inline struct sct_list_ends *sct_list_ends(const char *data, u32 len)
{
	return (struct sct_list_ends *)(data + len);
}

static inline u32 sct_list_strings(const struct sct_list_ends *list)
{
	u32 strings;

	memcpy(&strings, list->strings, sizeof(strings));
	return strings;
}

/* The ends among 64 bytes of the text; bit n is that of byte n. */
static inline u64 sct_list_word(const struct sct_list_ends *list, u32 word)
{
	u64 ends;

	memcpy(&ends, list->ends + word * sizeof(ends), sizeof(ends));
	return ends;
}

/**
 * sct_list_end - where a string of a list ends
 * @list: the ends
 * @len: bytes of the text
 * @from: where the string begins
 */
static inline u32 sct_list_end(const struct sct_list_ends *list, u32 len, u32 from)
{
	u32 words = sct_list_words(len), word = from / SCT_LIST_WORD;
	u64 ends;

	if (word >= words)
		return len;
	ends = sct_list_word(list, word) & ~0ull << from % SCT_LIST_WORD;
	while (!ends) {
		if (++word == words)
			return len;
		ends = sct_list_word(list, word);
	}
	return word * SCT_LIST_WORD + __builtin_ctzll(ends);
}

/**
 * sct_list_join - make one text of strings with a NUL between them
 * @data: the strings; behind them is room for sct_list_ends_size(@len)
 * @len: bytes of them
 * @strings: how many they are
 */
static inline void sct_list_join(char *data, u32 len, u32 strings)
{
	struct sct_list_ends *list = sct_list_ends(data, len);
	char *at = data;

	memcpy(list->strings, &strings, sizeof(strings));
	memset(list->ends, 0, sct_list_words(len) * sizeof(u64));
	while ((at = memchr(at, 0, data + len - at))) {
		u32 i = at - data;

		list->ends[i / 8] |= 1u << i % 8;
		*at++ = ' ';
	}
}

/* Puts the NULs back into @to, the first @n bytes of a text that was joined. */
static inline void sct_list_split(char *to, u32 n, const struct sct_list_ends *list)
{
	for (u32 i = 0; i < n; i++) {
		if (list->ends[i / 8] & 1u << i % 8)
			to[i] = 0;
	}
}

#endif /* SCT_LIST_H */
