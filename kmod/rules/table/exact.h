/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Rules that log, or refuse, and whose filter is nothing but its prefilter: a number in
 * a range, a string or the caller's name that equals one of the table, or several of
 * these at once; and whose events have nothing but registers, one string, and the name.
 *
 * Where such a prefilter passes a call, and the string is the same to its end, the
 * rule matches: no program has to run, a string that was compared need not be read
 * again, and most of the event is known since the table was built.
 */
#ifndef SCT_EXACT_H
#define SCT_EXACT_H

#include "filter/prefilter.h"
#include "event/layout.h"

struct sct_exact {
	struct sct_number_prefilter number;
	/* The string that a register must point to, and its NUL, in words. */
	const u64 *words;	/* NULL: none */
	const u64 *last;	/* of them */
	u64 last_mask;		/* what counts of that; elsewhere it is 0 */
	u16 at;			/* register, byte offset */
	u8 shift;
	u8 name_len;		/* of the name that the caller has; 0: any */
	struct sct_name name;
	/* The event: fields of kind REG, the string, others of kind REG, COMM. */
	bool comm;
	bool reads;		/* the string, which the filter does not compare */
	bool refuses;		/* and logs nothing: there is no event */
	bool is_last;		/* of those of the call: no count, as of prefilters */
	u16 data_words;		/* of the string in the event */
	u8 text;		/* the string's index, if there is one */
	u8 regs_end;		/* index of the first that is no REG behind it */
	u32 size;		/* bytes of the record, without the name's */
	u32 index;		/* of the rule: among all bound_rules, */
	u32 rule;		/* and in the table */
	struct sct_field text_head;
	struct sct_event head;	/* what it always has */
	const struct sct_layout_field *fields;
};

enum sct_exact_state {
	SCT_EXACT_OTHER,
	SCT_EXACT_SAME,
	SCT_EXACT_UNKNOWN,	/* not there at once */
};

/* exact.c */
bool sct_exact_fits(const struct sct_required *needs, const struct sct_layout *layout,
		    const char *pool);
u32 sct_exact_words(const struct sct_required *needs);
void sct_exact_make(struct sct_exact *exact, const struct sct_required *needs,
		    const struct sct_layout *layout, const struct sct_prefilter *prefilter,
		    unsigned int abi, const char *pool, u64 *words);

/* Is the string that of the rule, if it has one? */
static __always_inline enum sct_exact_state
sct_exact_look(const struct sct_exact *exact, const struct pt_regs *regs)
{
	const u64 *word = exact->words, *last = exact->last;
	const char __user *text;
	u64 seen;

	if (!word)
		return SCT_EXACT_SAME;
	text = sct_nofault_pointer(regs, exact->at, exact->shift);
	if (!sct_nofault_open(text, SCT_MAX_STRING + 1))
		return SCT_EXACT_UNKNOWN;
	for (; word < last; word++, text += sizeof(*word)) {
		sct_nofault_word(seen, text, unknown);
		if (seen != *word)
			goto other;
	}
	sct_nofault_word(seen, text, unknown);
	if ((seen & exact->last_mask) != *word)
		goto other;
	sct_nofault_close();
	return SCT_EXACT_SAME;
other:
	sct_nofault_close();
	return SCT_EXACT_OTHER;
unknown:
	sct_nofault_close();
	return SCT_EXACT_UNKNOWN;
}

#endif /* SCT_EXACT_H */
