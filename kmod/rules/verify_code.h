/* SPDX-License-Identifier: GPL-2.0-only */
/* Between verify.c and verify_code.c. */
#ifndef SCT_VERIFY_CODE_H
#define SCT_VERIFY_CODE_H

#include "call.h"
#include "verify.h"

/* Bit n: PARAMS[n] as an integer, as a string. */
struct sct_uses {
	u8 ints;
	u8 texts;
};

u32 sct_verify_code(const struct sct_table *table, u32 rule,
		    struct sct_uses *uses, u32 *index);
u32 sct_first_use(const struct sct_table *table, u32 rule,
		  struct sct_uses which);

/* Inside the pool, at most @max bytes, and followed by a NUL. */
static inline bool sct_string_in_pool(const struct sct_table *table, u32 off,
				      u32 len, u32 max)
{
	return len <= max && (u64)off + len < table->strings.count &&
	       !sct_pool_of(table)[(u64)off + len];
}

#endif /* SCT_VERIFY_CODE_H */
