/* SPDX-License-Identifier: GPL-2.0-only */
/* Stands for kmod/rules/lib/nofault_write.h: from shim_hole on there is no user memory. */
#ifndef SCT_NOFAULT_WRITE_H
#define SCT_NOFAULT_WRITE_H

#include "lib/rules_internal.h"

static inline bool sct_put_words(void *to, const void *from, size_t bytes)
{
	size_t there = bytes;

	if (shim_hole)
		there = (u8 *)to < shim_hole ? shim_hole - (u8 *)to : 0;
	memcpy(to, from, there < bytes ? there : bytes);
	return there >= bytes;
}

#endif /* SCT_NOFAULT_WRITE_H */
