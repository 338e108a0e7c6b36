// SPDX-License-Identifier: GPL-2.0-only
/*
 * See list_find.h.  All of a long list may have to be walked through, so each walk is
 * paid for from the steps that a call has left for such work; without them, what is
 * sought is unreadable.
 */
#include "call/list.h"
#include "call/list_find.h"

/* Not in the list, as far as there is one. */
static u8 absent(u8 state)
{
	return state == SCT_TEXT_OK ? SCT_TEXT_NULL : SCT_TEXT_FAULT;
}

/* What goes to the end of a list that was cut may itself have been cut. */
static u8 give(const struct sct_text *list, u8 state, u32 from, u32 to,
	       struct sct_text *text)
{
	*text = (struct sct_text){ .data = list->data + from, .len = to - from };
	return to == list->len ? state : SCT_TEXT_OK;
}

/* Takes @cost off @steps; false if there are not so many. */
static bool pay(u32 *steps, u32 cost)
{
	if (cost > *steps) {
		*steps = 0;
		return false;
	}
	*steps -= cost;
	return true;
}

/* Where string @number begins, which the list has; or no place, without steps for it. */
static bool find_begin(const struct sct_text *list, const struct sct_list_ends *ends,
		       u32 number, u32 *steps, u32 *begin)
{
	u32 word = 0, cost;
	u64 bits;

	*begin = 0;
	if (!number)
		return true;
	for (;; word++) {
		u32 here;

		bits = sct_list_word(ends, word);
		here = hweight64(bits);
		if (here >= number)
			break;
		number -= here;
	}
	cost = word * SCT_LIST_WORD / SCT_LIST_STEP + 1;
	while (--number)
		bits &= bits - 1;
	*begin = word * SCT_LIST_WORD + __builtin_ctzll(bits) + 1;
	return pay(steps, cost);
}

/**
 * sct_list_item - a string of a list
 * @list: its joined text, ends behind it
 * @state: OK or CUT, of the list
 * @number: which one, from 0
 * @steps: left; what the search has cost is taken off
 * @item: set for OK and CUT
 *
 * Return: enum sct_text_state; NULL if the list has fewer.
 */
u8 sct_list_item(const struct sct_text *list, u8 state, u64 number, u32 *steps,
		 struct sct_text *item)
{
	const struct sct_list_ends *ends = sct_list_ends(list->data, list->len);
	u32 begin;

	if (number >= sct_list_strings(ends))
		return absent(state);
	if (!find_begin(list, ends, number, steps, &begin))
		return SCT_TEXT_FAULT;
	return give(list, state, begin, sct_list_end(ends, list->len, begin), item);
}

/**
 * sct_list_env - the value of a variable of an environment
 * @list: its joined text, ends behind it
 * @state: OK or CUT, of the list
 * @name: the variable's name
 * @name_len: its bytes
 * @steps: left; what the search has cost is taken off
 * @value: set for OK and CUT
 *
 * The first string that begins with the name and "=" counts, as for getenv().
 *
 * Return: enum sct_text_state; NULL if there is no such variable.
 */
u8 sct_list_env(const struct sct_text *list, u8 state, const char *name, u32 name_len,
		u32 *steps, struct sct_text *value)
{
	const struct sct_list_ends *ends = sct_list_ends(list->data, list->len);
	u32 strings = sct_list_strings(ends), begin = 0;

	for (u32 i = 0; i < strings; i++) {
		u32 end = sct_list_end(ends, list->len, begin), size = end - begin;
		const char *at = list->data + begin;

		if (!pay(steps, SCT_COST_STRING + size / SCT_LIST_STEP))
			return SCT_TEXT_FAULT;
		if (size > name_len && at[name_len] == '=' &&
		    !memcmp(at, name, name_len))
			return give(list, state, begin + name_len + 1, end, value);
		begin = end + 1;
	}
	return absent(state);
}
