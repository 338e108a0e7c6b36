/* SPDX-License-Identifier: GPL-2.0-only */
/* Patterns of JSGLOB and JSGLOBC; abi/sct_abi.h says what they mean. */
#ifndef SCT_GLOB_H
#define SCT_GLOB_H

#include "lib/rules_internal.h"

enum sct_glob {
	SCT_GLOB_NO,
	SCT_GLOB_YES,
	SCT_GLOB_UNDECIDED,	/* it depends on what was cut off */
};

bool sct_glob_well_formed(const char *pattern, u32 len);
int sct_glob_match(const char *pattern, u32 pattern_len, const char *text,
		   u32 len, bool folded, bool cut);
u32 sct_search_rate(u8 op, const char *str, u32 len);
u32 sct_glob_least(const char *pattern, u32 len);
u32 sct_glob_rate(const char *pattern, u32 len, bool folded);

#endif /* SCT_GLOB_H */
