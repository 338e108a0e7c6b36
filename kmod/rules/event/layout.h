/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the events of a rule on a call have: their fields in order, and where each
 * comes from.  Worked out when a table is built, so that an event is made in one
 * run over a list.
 */
#ifndef SCT_LAYOUT_H
#define SCT_LAYOUT_H

#include "filter/prefilter.h"

enum sct_layout_kind {
	SCT_PLAN_REG,		/* an integer in an argument register */
	SCT_PLAN_TEXT,		/* the string behind one */
	SCT_PLAN_COMM,
	SCT_PLAN_PARAM,		/* any other parameter */
	SCT_PLAN_VAR,		/* any other variable */
};

#define SCT_PLAN_MAX_FIELDS	(SCT_MAX_SLOTS + SCT_NR_VARS)

struct sct_layout_field {
	struct sct_field head;	/* of an integer with its length */
	u8 kind;		/* enum sct_layout_kind */
	u8 at;			/* TEXT: argument register; PARAM: slot of the view */
	struct sct_load load;	/* REG */
};

struct sct_layout {
	struct sct_layout *next;	/* of the table's */
	/* Whose: rules that agree in these have one layout. */
	const struct sct_view *view;
	u64 captures;
	u8 derived;
	u8 abi;

	bool at_hand;		/* nothing sleeps, once its strings have been read */
	bool comm;
	u8 text_count;		/* fields of kind TEXT ... */
	u8 texts;		/* ... and their registers, a bit each */
	u32 fixed_size;		/* bytes of the record, but for what strings take */
	u32 field_count;
	u64 looked_up;		/* bit per field: all but REG */
	struct sct_layout_field fields[];
};

struct sct_layout *sct_layout_create(const struct sct_rule *rule,
				     const struct sct_view *view, u8 abi);
bool sct_layout_serves(const struct sct_layout *layout, const struct sct_rule *rule,
		       const struct sct_view *view, u8 abi);
size_t sct_layout_bytes(const struct sct_layout *layout);

#endif /* SCT_LAYOUT_H */
