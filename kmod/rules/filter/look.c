// SPDX-License-Identifier: GPL-2.0-only
/* See look.h. */
#include "lib/rules_internal.h"
#include "filter/look.h"

/* A list that is there already need not come again, nor need those that it leads to. */
static bool is_found(const struct sct_found *found, const u32 *end)
{
	for (u32 i = 0; i < found->count; i++) {
		if (found->list[i].end == end)
			return true;
	}
	return false;
}

static void add_lists(const struct sct_live_look *look, u32 state,
		      struct sct_found *found)
{
	u32 base = state & ~SCT_STATE_ACCEPTS;
	u32 list = look->slots[base + look->classes].next;

	while (list) {
		const u32 *at = &look->lists[list + 2];
		const u32 *end = at + (look->lists[list] & ~SCT_LIST_BEGINS);

		if (is_found(found, end))
			return;
		if (found->count == SCT_MAX_FOUND_LISTS) {
			found->all = true;
			return;
		}
		found->list[found->count++] = (struct sct_found_list){ at, end };
		list = look->lists[list + 1];
	}
}

static void find_in(const struct sct_live_look *look, const struct sct_text *text,
		    struct sct_found *found)
{
	struct sct_look_state at = sct_look_begin(look);

	for (u32 i = 0; i <= text->len && !found->all; i++) {
		u32 state = sct_look_step(look, &at,
					  i < text->len ? text->data[i] : 0);

		if (state & SCT_STATE_ACCEPTS)
			add_lists(look, state, found);
		else if (!state && look->anchored)
			return;
	}
}

/**
 * sct_looks_find - which rules may match a call, by the looks?
 * @looks: of the call
 * @call: the call; its strings are read, or wanted: then it is not known
 * @found: set; the rules that some look names and that may match, or `all`
 */
void sct_looks_find(const struct sct_live_looks *looks, struct sct_call *call,
		    struct sct_found *found)
{
	const struct sct_live_look *look = looks->look;

	found->count = 0;
	found->all = false;
	for (u32 n = looks->count; n && !found->all; n--, look++) {
		struct sct_text text;
		u8 state = SCT_TEXT_OK;

		if (look->var == SCT_VAR_COMM)
			sct_call_comm(call, &text);
		else
			state = sct_call_text(call, look->arg, &text);
		if (state == SCT_TEXT_OK)
			find_in(look, &text, found);
		else if (state != SCT_TEXT_NULL)
			found->all = true;
	}
}

/**
 * sct_looks_name - which rules are found by looks?
 * @looks: of a call
 * @named: by position; set to 1 for each that a look names
 */
void sct_looks_name(const struct sct_live_looks *looks, u8 *named)
{
	for (u32 n = 0; n < looks->count; n++)
		sct_lists_name(looks->look[n].lists, looks->look[n].lists_count, named);
}

static struct sct_live_look make_look(const struct sct_table *t,
				      const struct sct_look *look)
{
	const struct sct_automaton *a = sct_automaton_at(t, look->automaton);
	bool anchored = a->flags & SCT_AUTOMATON_ANCHORED;

	return (struct sct_live_look){
		.class_of = a->class_of,
		.pairs = sct_pairs_of(a),
		.slots = sct_slots_of(a),
		.lists = sct_lists_of(a),
		.grams = sct_grams_of(a),
		.gram_shift = a->gram_shift,
		.lists_count = a->lists,
		.classes = a->classes,
		.shift = a->shift,
		.begin = anchored ? sct_pairs_of(a) + ((a->classes - 1) << a->shift) : NULL,
		.anchored = anchored,
		.var = look->var,
		.arg = look->arg,
		.text_shift = sct_abi_is_narrow(look->abi) ? 32 : 0,
		.text_at = sct_call_arg_offset(look->abi, look->arg),
	};
}

/**
 * sct_looks_create - the looks of a call
 * @t: the verified table
 * @abi: of the call
 * @nr: its number
 * @at: where to begin to look for them in the table, which is in the order of calls; the
 *	next call's begin there then
 * @looks: set to the looks, for sct_free(); or to NULL
 *
 * Return: false without memory.
 */
bool sct_looks_create(const struct sct_table *t, u8 abi, u16 nr, u32 *at,
		      struct sct_live_looks **looks)
{
	static_assert(SCT_VAR_PARAMS < SCT_VAR_COMM);	/* so are they sorted */
	const struct sct_look *all = sct_looks_of(t);
	u64 call = sct_call_order(abi, nr);
	u32 first, i = *at;

	while (i < t->looks.count && sct_call_order(all[i].abi, all[i].nr) < call)
		i++;
	first = i;
	while (i < t->looks.count && sct_call_order(all[i].abi, all[i].nr) == call)
		i++;
	*at = i;
	*looks = NULL;
	if (i == first)
		return true;
	*looks = sct_alloc(1, struct_size(*looks, look, i - first));
	if (!*looks)
		return false;
	(*looks)->count = i - first;
	for (u32 n = 0; n < i - first; n++) {
		(*looks)->look[n] = make_look(t, &all[first + n]);
		if (all[first + n].var == SCT_VAR_COMM) {
			(*looks)->name = (*looks)->look[n];
			(*looks)->has_name = true;
		} else {
			(*looks)->texts++;
		}
	}
	return true;
}
