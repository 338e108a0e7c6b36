/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Filters that are nothing but their gate: a number in a range, a string or the
 * caller's name that equals one of the table, or several of these at once.  Where
 * such a gate is open and the string is the same to its end, the rule matches: no
 * program has to run, and the event has the string from the table.
 */
#ifndef SCT_EXACT_H
#define SCT_EXACT_H

#include "gate.h"

/* The string that a register must point to, and its NUL, in words. */
struct sct_exact {
	const u64 *words;	/* NULL: none */
	u64 last_mask;		/* what counts of the last one; elsewhere it is 0 */
	u32 len;		/* without the NUL */
	u16 word_count;
	u16 at;			/* register, byte offset */
	u8 shift;
	u8 arg;
};

u32 sct_exact_words(const struct sct_needs *needs);
struct sct_exact sct_exact_make(const struct sct_needs *needs, unsigned int abi,
				const char *pool, u64 *words);

/* What is not there at once is not the same. */
static __always_inline bool sct_exact_same(const struct sct_exact *exact,
					   const struct pt_regs *regs)
{
	const char __user *text = sct_peek_pointer(regs, exact->at,
						   exact->shift);
	const u64 *word = exact->words, *last = word + exact->word_count - 1;
	u64 seen;

	if (!sct_peek_open(text, SCT_MAX_STRING + 1))
		return false;
	for (; word < last; word++, text += sizeof(*word)) {
		sct_peek_word(seen, text, differ);
		if (seen != *word)
			goto differ;
	}
	sct_peek_word(seen, text, differ);
	sct_peek_close();
	return (seen & exact->last_mask) == *word;
differ:
	sct_peek_close();
	return false;
}

#endif /* SCT_EXACT_H */
