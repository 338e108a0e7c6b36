/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Looks: one walk over a string tells which of a call's rules may match.  The automata
 * that walk are made by the compiler; abi/sct_abi_table.h says how they work, and
 * verify/verify_looks.c that they stay within their bounds.
 *
 * A look is asked twice.  First of each call that comes by, while nothing may sleep:
 * does any rule want this string?  Mostly none does, and that was all.  Later, of a
 * call that is being visited: which ones?
 */
#ifndef SCT_LOOK_H
#define SCT_LOOK_H

#include "call/call.h"
#include "filter/prefilter.h"
#include "verify/automaton.h"

#define SCT_LOOK_WORDS		32	/* of a string, at most, in passing */
#define SCT_MAX_FOUND_LISTS	16

/* A look, where its automaton's parts are. */
struct sct_live_look {
	const u8 *class_of;
	const u32 *pairs;
	const u32 *begin;	/* the pairs of BEGIN; NULL if it is not anchored */
	const struct sct_slot *slots;
	const u32 *lists;
	const u32 *grams;
	u16 classes;
	u8 shift;
	u8 anchored;
	u8 var;			/* SCT_VAR_PARAMS, or SCT_VAR_COMM */
	u8 arg;			/* PARAMS: the register, */
	u8 text_shift;
	u8 gram_shift;		/* 0: none */
	u32 text_at;		/* and its byte offset */
	u32 lists_count;	/* words */
};

struct sct_live_looks {
	u32 count;
	u32 texts;		/* of them, the first ones: at parameters */
	bool has_name;
	struct sct_live_look name;	/* the last one, if it is at the caller's name */
	struct sct_live_look look[];
};

/* Where an automaton is. */
struct sct_look_state {
	u32 state;
	u32 row;		/* of pairs, by the last input */
};

static __always_inline struct sct_look_state
sct_look_begin(const struct sct_live_look *look)
{
	return (struct sct_look_state){
		.row = (look->classes - 1u) << look->shift,
	};
}

/* Takes in a byte.  Return: the new state. */
static __always_inline u32 sct_look_step(const struct sct_live_look *look,
					 struct sct_look_state *at, u8 byte)
{
	u32 class = look->class_of[byte];
	u32 state = at->state & ~SCT_STATE_ACCEPTS;
	u32 next = look->pairs[at->row + class];

	if (unlikely(state) && look->slots[state + class].owner == state)
		next = look->slots[state + class].next;
	at->row = class << look->shift;
	at->state = next;
	return next;
}

/*
 * Takes in the @len bytes of @word, at least one, from a state that does not accept.
 * Written for few instructions: most of the time the state is 0, and the pairs say all.
 * As a number with a sign, a state that accepts is less than 0, and @least is 0; or 1 if
 * the automaton is anchored, so that state 0 ends it as well.
 *
 * Return: true if a pattern ends among them, or none can any more.
 */
static __always_inline bool sct_look_word(const struct sct_live_look *look,
					  struct sct_look_state *at, u64 word,
					  u32 len, s32 least)
{
	const u8 *class_of = look->class_of;
	const u32 *pairs = look->pairs;
	u32 state = at->state, row = at->row;
	u8 shift = look->shift;
	u32 class;

	while (len) {
		if (likely(!state)) {
			do {
				class = class_of[(u8)word];
				state = pairs[row + class];
				row = class << shift;
				word >>= 8;
			} while (--len && !state && !least);
		} else {
			class = class_of[(u8)word];
			if (look->slots[state + class].owner == state)
				state = look->slots[state + class].next;
			else
				state = pairs[row + class];
			row = class << shift;
			word >>= 8;
			len--;
		}
		if ((s32)state < least)
			break;
	}
	at->state = state;
	at->row = row;
	return (s32)state < least;
}

/* The bytes of a word up to the first NUL, and that. */
static __always_inline u32 sct_look_bytes(u64 ends)
{
	return ends ? (u32)__builtin_ctzll(ends) / 8 + 1 : 8;
}

static __always_inline bool sct_look_has_gram(const struct sct_live_look *look, u32 gram)
{
	u32 bit = gram * SCT_GRAM_HASH >> look->gram_shift;

	return look->grams[bit / 32] >> bit % 32 & 1;
}

/*
 * Need a string be walked over?  Its words are asked for by halves: that says no to most
 * strings, and takes a fraction of a walk.  Preemption is disabled.  True also if it is
 * long or not there.
 */
static __always_inline bool sct_look_grams(const struct sct_live_look *look,
					   const char __user *text)
{
	u64 word;

	if (unlikely(!look->gram_shift) || !sct_nofault_open(text, 8 * SCT_LOOK_WORDS))
		return true;
	for (u32 n = SCT_LOOK_WORDS; n; n--, text += 8) {
		u64 folded;

		sct_nofault_word(word, text, fault);
		folded = word | 0x2020202020202020ull;
		if (sct_look_has_gram(look, folded) ||
		    sct_look_has_gram(look, folded >> 32))
			break;
		if (sct_word_ends(word)) {
			sct_nofault_close();
			return false;
		}
	}
fault:
	sct_nofault_close();
	return true;
}

/*
 * May a rule match, by the string that user memory has?  Preemption is disabled.  True
 * also if it is long or not there.
 */
static __always_inline bool sct_look_walks(const struct sct_live_look *look,
					   const char __user *text)
{
	struct sct_look_state at = sct_look_begin(look);
	s32 least = look->anchored;
	u64 word, ends;

	if (!sct_nofault_open(text, 8 * SCT_LOOK_WORDS))
		return true;
	for (u32 n = SCT_LOOK_WORDS; n; n--, text += 8) {
		sct_nofault_word(word, text, fault);
		ends = sct_word_ends(word);
		if (sct_look_word(look, &at, word, sct_look_bytes(ends), least) ||
		    ends) {
			sct_nofault_close();
			return at.state & SCT_STATE_ACCEPTS;
		}
	}
fault:
	sct_nofault_close();
	return true;
}

static __always_inline bool sct_look_text(const struct sct_live_look *look,
					  const char __user *text)
{
	return sct_look_grams(look, text) && sct_look_walks(look, text);
}

/* The same by the caller's name, of which there is one look. */
static __always_inline bool sct_look_name(const struct sct_live_look *look,
					  const struct sct_name *name)
{
	struct sct_look_state at = sct_look_begin(look);
	u64 ends = sct_word_ends(name->begin);
	s32 least = look->anchored;

	if (!sct_look_word(look, &at, name->begin, sct_look_bytes(ends), least) &&
	    !ends) {
		/* While another thread writes it, the last byte is 0 all the same. */
		u64 rest = name->end & sct_word_mask(7);

		sct_look_word(look, &at, rest,
			      sct_look_bytes(sct_word_ends(rest)), least);
	}
	return at.state & SCT_STATE_ACCEPTS;
}

/*
 * May it be by the first two bytes of the caller's name?  Says no to most callers where
 * all patterns are about how a name begins (look->begin), and saves no register for it.
 */
static __always_inline bool sct_look_name_begins(const struct sct_live_look *look)
{
	u32 class, state, row;
	u64 begin, end;

	sct_nofault_comm(&begin, &end);
	class = look->class_of[(u8)begin];
	state = look->begin[class];
	if ((s32)state <= 0)
		return state;
	row = class << look->shift;
	class = look->class_of[(u8)(begin >> 8)];
	return look->slots[state + class].owner == state || look->pairs[row + class];
}

static __always_inline const char __user *
sct_look_at(const struct sct_live_look *look, const struct pt_regs *regs)
{
	return sct_nofault_pointer(regs, look->text_at, look->text_shift);
}

/* May a rule match by the strings among the parameters?  Preemption is disabled. */
static __always_inline bool sct_looks_texts(const struct sct_live_looks *looks,
					    const struct pt_regs *regs)
{
	const struct sct_live_look *look = looks->look;

	for (u32 n = looks->texts; n; n--, look++) {
		if (sct_look_text(look, sct_look_at(look, regs)))
			return true;
	}
	return false;
}

/* May a rule that the looks name match?  Preemption is disabled. */
static __always_inline bool sct_looks_may_be(const struct sct_live_looks *looks,
					     const struct pt_regs *regs)
{
	struct sct_name name;

	if (looks->has_name) {
		sct_nofault_comm(&name.begin, &name.end);
		if (sct_look_name(&looks->name, &name))
			return true;
	}
	return sct_looks_texts(looks, regs);
}

/* A list of rules, by their positions, ascending; from @at to before @end. */
struct sct_found_list {
	const u32 *at;
	const u32 *end;
};

/* What the looks of a call have found. */
struct sct_found {
	u32 count;
	bool all;		/* it is not known, or too much */
	struct sct_found_list list[SCT_MAX_FOUND_LISTS];
};

void sct_looks_find(const struct sct_live_looks *looks, struct sct_call *call,
		    struct sct_found *found);
void sct_looks_name(const struct sct_live_looks *looks, u8 *named);
bool sct_looks_create(const struct sct_table *t, u8 abi, u16 nr, u32 *at,
		      struct sct_live_looks **looks);

/* The next rule that is found; U32_MAX if there is none. */
static inline u32 sct_found_next(const struct sct_found *found)
{
	u32 next = U32_MAX;

	for (u32 i = 0; i < found->count; i++) {
		if (found->list[i].at < found->list[i].end)
			next = min(next, *found->list[i].at);
	}
	return next;
}

/* It has been taken, from all lists that have it. */
static inline void sct_found_take(struct sct_found *found, u32 rule)
{
	for (u32 i = 0; i < found->count; i++) {
		struct sct_found_list *list = &found->list[i];

		if (list->at < list->end && *list->at == rule)
			list->at++;
	}
}

#endif /* SCT_LOOK_H */
