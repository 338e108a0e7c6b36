/* SPDX-License-Identifier: GPL-2.0-only */
/* Where the parts of an automaton are; see abi/sct_abi_table.h. */
#ifndef SCT_AUTOMATON_H
#define SCT_AUTOMATON_H

#include "verify/sections.h"

static inline const u32 *sct_pairs_of(const struct sct_automaton *a)
{
	return (const u32 *)(a + 1);
}

static inline const struct sct_slot *
sct_slots_of(const struct sct_automaton *a)
{
	return (const void *)(sct_pairs_of(a) + (a->classes << a->shift));
}

static inline const u32 *sct_lists_of(const struct sct_automaton *a)
{
	return (const u32 *)(sct_slots_of(a) + a->slots);
}

static inline const u32 *sct_grams_of(const struct sct_automaton *a)
{
	return sct_lists_of(a) + a->lists;
}

static inline u32 sct_gram_words(const struct sct_automaton *a)
{
	return a->gram_shift ? 1u << (32 - a->gram_shift) >> 5 : 0;
}

static inline const struct sct_look *sct_looks_of(const struct sct_table *t)
{
	return sct_section_of(t, &t->looks);
}

/* That of a look; or the one at any other index that one begins at. */
static inline const struct sct_automaton *
sct_automaton_at(const struct sct_table *t, u32 index)
{
	const u32 *words = sct_section_of(t, &t->automata);

	return (const void *)(words + index);
}

/**
 * sct_lists_name - which rules do the lists of an automaton name?
 * @lists: verified
 * @words: of them
 * @named: by position; set to 1 for each
 */
static inline void sct_lists_name(const u32 *lists, u32 words, u8 *named)
{
	const u32 *end = lists + words;

	for (lists++; lists < end; ) {
		u32 count = *lists & ~SCT_LIST_BEGINS;

		for (lists += 2; count; count--)
			named[*lists++] = 1;
		cond_resched();
	}
}

#endif /* SCT_AUTOMATON_H */
