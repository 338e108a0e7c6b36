/* SPDX-License-Identifier: GPL-2.0-only */
/* What comes of a comparison; match.c. */
#ifndef SCT_MATCH_H
#define SCT_MATCH_H

#include "call/call_record.h"

enum sct_match {
	SCT_NOMATCH,
	SCT_MATCH,
	SCT_UNREADABLE,		/* the filter met user memory that cannot be read */
	SCT_WANTS,		/* it must be asked again: see call->wants */
	SCT_LOST,		/* not decided, for want of memory or steps: counts as NOMATCH */
};

int sct_decide_text(u8 op, const struct sct_text *text, u8 state, const char *str,
		    u32 len);
int sct_decide_string(u8 op, const struct sct_text *text, bool cut, const char *str,
		      u32 len);

#endif /* SCT_MATCH_H */
