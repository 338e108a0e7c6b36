/* SPDX-License-Identifier: GPL-2.0-only */
/* Between the parts of the verifier. */
#ifndef SCT_VERIFY_CODE_H
#define SCT_VERIFY_CODE_H

#include "verify/param.h"
#include "verify/sections.h"

/*
 * Bit n: PARAMS[n] as an integer, as bytes, as an IP address, as a list; object n of an
 * operation.
 */
struct sct_uses {
	u16 ints;
	u16 texts;
	u16 ips;
	u16 lists;
	u16 objects;
	u32 sets;	/* the sets that it asks about are below this */
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

/* In order for names and formats: no NUL inside. */
static inline bool sct_string_ok(const struct sct_table *table,
				 const struct sct_str *str, u32 max)
{
	return sct_string_in_pool(table, str->off, str->len, max) &&
	       !memchr(sct_pool_of(table) + str->off, 0, str->len);
}

static inline bool sct_optional_string_ok(const struct sct_table *table,
					  const struct sct_str *str, u32 max)
{
	return (!str->off && !str->len) || sct_string_ok(table, str, max);
}

static inline bool sct_is_zero(const void *p, size_t n)
{
	const u8 *byte = p;

	while (n--) {
		if (*byte++)
			return false;
	}
	return true;
}

#endif /* SCT_VERIFY_CODE_H */
