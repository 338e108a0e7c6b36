/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SCT_EVAL_H
#define SCT_EVAL_H

#include "call.h"

enum sct_match {
	SCT_NOMATCH,
	SCT_MATCH,
	SCT_UNREADABLE,		/* the filter met user memory that cannot be read */
};

/* A rule, bound to a call: what a visit needs of it. */
struct sct_item {
	const struct sct_insn *code;	/* NULL: no filter */
	const struct sct_view *view;
	u32 rule;			/* index in the table */
	bool guarded;			/* the view has a guard */
	bool unreadable_matches;
	/* Of its events, see event.c. */
	u16 carried;			/* bit per slot of the view */
	u16 looked_up;			/* of these: not in a register */
	u16 fixed_size;			/* bytes, but for what strings take */
	u8 field_count;
};

int sct_eval(const struct sct_insn *code, struct sct_call *call);
bool sct_item_matches(const struct sct_item *item, struct sct_call *call);

#endif /* SCT_EVAL_H */
