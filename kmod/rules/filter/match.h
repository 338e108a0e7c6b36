/* SPDX-License-Identifier: GPL-2.0-only */
/* What comes of a comparison; the one of a string by itself, for who has several. */
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

/* eval.c */
int sct_decide_string(u8 op, const struct sct_text *text, bool cut, const char *str,
		      u32 len);

#endif /* SCT_MATCH_H */
