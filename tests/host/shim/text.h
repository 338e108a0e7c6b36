/* SPDX-License-Identifier: GPL-2.0-only */
/* Stands for kmod/rules/lib/text.h: strings are those of the fake call. */
#ifndef SCT_TEXT_H
#define SCT_TEXT_H

#include "lib/rules_internal.h"

bool fake_peek(u64 address, u64 *word);

#define might_fault()	do { } while (0)

static inline long sct_read_words(u64 *to, const char *from, u32 room)
{
	u64 address = (uintptr_t)from;

	for (u32 at = 0; at < room; at += sizeof(*to), to++) {
		size_t len;

		if (!fake_peek(address + at, to))
			return -1;
		len = strnlen((const char *)to, sizeof(*to));
		if (len < sizeof(*to)) {
			memset((char *)to + len, 0, sizeof(*to) - len);
			return at + len;
		}
	}
	return -1;
}

#endif /* SCT_TEXT_H */
