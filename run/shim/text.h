/* SPDX-License-Identifier: GPL-2.0-only */
/* Stands for kmod/rules/lib/text.h: a string is fetched in one go, not word by word. */
#ifndef SCT_TEXT_H
#define SCT_TEXT_H

#include "lib/rules_internal.h"

static inline long sct_read_words(u64 *to, const char __user *from, u32 room)
{
	(void)to;
	(void)from;
	(void)room;
	return -1;
}

#endif /* SCT_TEXT_H */
