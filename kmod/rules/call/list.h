/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where the strings of a list end.  Rules see it joined by spaces, an event tells its
 * strings apart.  Kept behind the joined text, for as much of it as an event may carry.
 */
#ifndef SCT_LIST_H
#define SCT_LIST_H

#include "lib/rules_internal.h"

struct sct_list_ends {
	u8 strings[sizeof(u32)];	/* of the list, as far as it has been read */
	u8 ends[];	/* bit per byte of the text: the space behind a string */
};

/* Bytes of the text whose ends are kept. */
static inline u32 sct_list_marked(u32 len)
{
	return len < SCT_MAX_STRING ? len : SCT_MAX_STRING;
}

/* What is kept behind a text of @len bytes. */
static inline u32 sct_list_ends_size(u32 len)
{
	return sizeof(struct sct_list_ends) + (sct_list_marked(len) + 7) / 8;
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

/**
 * sct_list_join - make one text of strings with a NUL between them
 * @data: the strings; behind them is room for sct_list_ends_size(@len)
 * @len: bytes of them
 * @strings: how many they are
 */
static inline void sct_list_join(char *data, u32 len, u32 strings)
{
	struct sct_list_ends *list = sct_list_ends(data, len);
	u32 marked = sct_list_marked(len);
	char *at = data;

	memcpy(list->strings, &strings, sizeof(strings));
	memset(list->ends, 0, (marked + 7) / 8);
	while ((at = memchr(at, 0, data + len - at))) {
		u32 i = at - data;

		if (i < marked)
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
