// SPDX-License-Identifier: GPL-2.0-only
/*
 * The part of the verifier for looks and their automata: whoever follows what has
 * passed here stays inside of an automaton, comes to an end, and finds rules that
 * the call has.
 *
 * Nothing here says whether an automaton finds what it should.  One that does not lets
 * a rule miss, as its program may; both are made by the compiler.
 *
 * Each automaton is walked through once, whatever number of looks it serves.
 */
#include "lib/rules_internal.h"
#include "verify/automaton.h"
#include "verify/verify_looks.h"

#define HEAD_WORDS	((u32)(sizeof(struct sct_automaton) / sizeof(u32)))

struct looks {
	const struct sct_table *table;
	u64 *starts;		/* bit per word: an automaton begins there */
};

/* May a state be this, in a transition to it? */
static bool state_ok(const struct sct_automaton *a, u32 state)
{
	const struct sct_slot *slots = sct_slots_of(a);
	u32 base = state & ~SCT_STATE_ACCEPTS;

	if (!state)
		return true;
	if (!base || (u64)base + a->classes >= a->slots)
		return false;
	return !(state & SCT_STATE_ACCEPTS) ||
	       slots[base + a->classes].owner == base;
}

static bool head_ok(const struct sct_automaton *a, u32 room)
{
	u64 words;

	if (room < HEAD_WORDS || a->words > room || a->words % 2 ||
	    a->classes < 2 || a->classes > 257 || !a->shift || a->shift > 9 ||
	    a->classes > 1u << a->shift || a->flags & ~SCT_AUTOMATON_ANCHORED ||
	    !a->lists ||
	    (a->gram_shift && (a->gram_shift < SCT_MIN_GRAM_SHIFT || a->gram_shift > 27)))
		return false;
	words = HEAD_WORDS + ((u64)a->classes << a->shift) + 2ull * a->slots +
		a->lists + sct_gram_words(a);
	if (a->words != words + words % 2)
		return false;
	if (words % 2 && ((const u32 *)a)[words])
		return false;
	for (u32 i = 0; i < 256; i++) {
		if (a->class_of[i] >= a->classes - 1)
			return false;
	}
	return true;
}

static bool pairs_ok(const struct sct_automaton *a)
{
	const u32 *pairs = sct_pairs_of(a);
	u32 count = (u32)a->classes << a->shift;

	for (u32 i = 0; i < count; i++) {
		if (!state_ok(a, pairs[i]))
			return false;
	}
	return true;
}

/* One behind the other; only their first words have the bit. */
static bool lists_ok(const struct sct_automaton *a)
{
	const u32 *lists = sct_lists_of(a);
	u32 i = 1;

	if (lists[0])
		return false;
	while (i < a->lists) {
		u32 begin = i, count = lists[i] & ~SCT_LIST_BEGINS, last = 0;

		if (!(lists[i] & SCT_LIST_BEGINS) || a->lists - i < 2 ||
		    a->lists - i - 2 < count)
			return false;
		if (lists[i + 1] >= begin ||
		    (lists[i + 1] && !(lists[lists[i + 1]] & SCT_LIST_BEGINS)))
			return false;
		i += 2;
		for (; count; count--, i++) {
			if (lists[i] >= a->rules ||
			    (i > begin + 2 && lists[i] <= last))
				return false;
			last = lists[i];
		}
		cond_resched();
	}
	return true;
}

static bool slots_ok(const struct sct_automaton *a)
{
	const struct sct_slot *slots = sct_slots_of(a);
	const u32 *lists = sct_lists_of(a);

	for (u32 i = 0; i < a->slots; i++) {
		u32 owner = slots[i].owner, next = slots[i].next;

		if (!owner) {
			if (next)
				return false;
			continue;
		}
		if (owner > i || i - owner > a->classes)
			return false;
		if (i - owner < a->classes) {
			if (!state_ok(a, next))
				return false;
		} else if (next >= a->lists ||
			   !(lists[next] & SCT_LIST_BEGINS)) {
			return false;
		}
		if (!(i % 4096))
			cond_resched();
	}
	return true;
}

static bool automata_ok(struct looks *l)
{
	u32 count = l->table->automata.count;
	u32 at = 0;

	while (at < count) {
		const struct sct_automaton *a = sct_automaton_at(l->table, at);

		if (!head_ok(a, count - at) || !pairs_ok(a) || !lists_ok(a) ||
		    !slots_ok(a))
			return false;
		l->starts[at / 64] |= 1ull << at % 64;
		at += a->words;
		cond_resched();
	}
	return true;
}

/* A value that is read the same by each rule that may have it. */
static bool value_ok(const struct sct_look *look)
{
	if (look->var == SCT_VAR_PARAMS)
		return look->arg < SCT_MAX_PARAMS;
	return look->var == SCT_VAR_COMM && !look->arg;
}

static u64 place_of(const struct sct_look *look)
{
	return (u64)look->abi << 32 | (u32)look->nr << 16 | look->var << 8 |
	       look->arg;
}

/* How many bindings a call has; they are sorted, and @at goes along them. */
static u32 bindings_of_call(const struct sct_table *t, u64 call, u32 *at)
{
	const struct sct_binding *b = sct_bindings_of(t);
	u32 i = *at;

	while (i < t->bindings.count && sct_call_order(b[i].abi, b[i].nr) < call)
		i++;
	*at = i;
	while (i < t->bindings.count && sct_call_order(b[i].abi, b[i].nr) == call)
		i++;
	return i - *at;
}

static u32 look_error(struct looks *l, const struct sct_look *look, bool first,
		      u32 rules)
{
	u32 count = l->table->automata.count;

	if (look->reserved2 || look->reserved[0] || look->reserved[1] ||
	    look->reserved[2])
		return SCT_E_RESERVED;
	if (!value_ok(look) ||
	    (!first && place_of(look) <= place_of(look - 1)) ||
	    look->automaton >= count ||
	    !(l->starts[look->automaton / 64] >> look->automaton % 64 & 1) ||
	    !rules || sct_automaton_at(l->table, look->automaton)->rules != rules)
		return SCT_E_LOOK;
	return SCT_E_OK;
}

static u32 looks_error(struct looks *l, u32 *index)
{
	const struct sct_look *looks = sct_looks_of(l->table);
	u32 at = 0, rules = 0;

	for (u32 i = 0; i < l->table->looks.count; i++) {
		const struct sct_look *look = &looks[i];
		u32 error;

		if (!i || sct_call_order(look->abi, look->nr) !=
			  sct_call_order(looks[i - 1].abi, looks[i - 1].nr))
			rules = bindings_of_call(l->table,
						 sct_call_order(look->abi, look->nr),
						 &at);
		error = look_error(l, look, !i, rules);
		*index = i;
		if (error)
			return error;
		cond_resched();
	}
	return SCT_E_OK;
}

/**
 * sct_verify_looks - may these looks be used?
 * @t: the table; all else in it has been verified
 * @index: set to the look that is wrong, or SCT_NOWHERE
 *
 * Return: SCT_E_*
 */
u32 sct_verify_looks(const struct sct_table *t, u32 *index)
{
	struct looks l = { .table = t };
	u32 error = SCT_E_LOOK;

	*index = SCT_NOWHERE;
	if (!t->looks.count && !t->automata.count)
		return SCT_E_OK;
	l.starts = sct_alloc(t->automata.count / 64 + 1ul, sizeof(*l.starts));
	if (!l.starts)
		return SCT_E_MEMORY;
	if (automata_ok(&l))
		error = looks_error(&l, index);
	sct_free(l.starts);
	return error;
}
