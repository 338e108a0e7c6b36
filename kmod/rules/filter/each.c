// SPDX-License-Identifier: GPL-2.0-only
/*
 * A comparison with the strings of a list, one by one: does one of them compare so, do
 * all of them?
 *
 * How many strings there are is the caller's choice, and so is the time: each is paid
 * for from the steps that the call has left (sct_abi_cost.h).  When they are spent, the
 * rest of the list counts as unreadable, as what lies behind its cut does.
 */
#include "call/list.h"
#include "filter/each.h"
#include "filter/match.h"
#include "lib/glob.h"
#include "lib/ops.h"
#include "lib/search.h"

/* What a string is compared with, and what that costs. */
struct operand {
	const char *str;
	u32 len;
	u32 least;		/* bytes; a shorter string does not compare so */
	u32 fixed;		/* steps, of each string */
	u32 rate;		/* steps, of each 8 bytes of a string */
	u8 op;
};

static struct operand operand_of(u8 op, const char *str, u32 len)
{
	bool folded = sct_op_is_folded(op);
	struct operand operand = {
		.op = op, .str = str, .len = len, .least = len,
		.fixed = SCT_COST_TEXT,
	};

	if (op == SCT_OP_JSGLOB || op == SCT_OP_JSGLOBC) {
		operand.least = sct_glob_least(str, len);
		operand.fixed += 2 * SCT_COST_PATTERN * len;
		operand.rate = sct_search_rate(op, str, len);
	} else if (sct_op_searches(op)) {
		operand.rate = sct_search_rate(op, str, len);
	} else {
		operand.fixed += (len + 7) / 8 * (folded ? SCT_COST_WORD_FOLDED :
							   SCT_COST_WORD);
	}
	return operand;
}

/* One string.  @cut: there may be more of it. */
static int decide_string(const struct operand *operand, const struct sct_text *string,
			 bool cut, u32 *steps)
{
	bool short_of_it = string->len < operand->least && !cut;
	u64 cost = SCT_COST_STRING + string->len / SCT_LIST_STEP;

	if (!short_of_it)
		cost += operand->fixed + (u64)operand->rate * string->len / 8;
	if (cost > *steps) {
		*steps = 0;
		return SCT_UNREADABLE;
	}
	*steps -= cost;
	if (short_of_it)
		return SCT_NOMATCH;
	return sct_decide_string(operand->op, string, cut, operand->str, operand->len);
}

/*
 * The first string that decides it does, if all before it could be decided: ANY by a
 * match, ALL by none.
 */
static int walk(const struct operand *operand, u8 each, const struct sct_text *list,
		u8 state, u32 *steps)
{
	const struct sct_list_ends *ends = sct_list_ends(list->data, list->len);
	int decides = each == SCT_EACH_ANY ? SCT_MATCH : SCT_NOMATCH;
	u32 strings = sct_list_strings(ends), begin = 0;

	for (u32 i = 0; i < strings; i++) {
		u32 end = sct_list_end(ends, list->len, begin);
		const struct sct_text string = {
			.data = list->data + begin, .len = end - begin,
		};
		bool cut = state == SCT_TEXT_CUT && end == list->len;
		int match = decide_string(operand, &string, cut, steps);

		if (match == SCT_UNREADABLE || match == decides)
			return match;
		begin = end + 1;
	}
	if (state == SCT_TEXT_CUT)
		return SCT_UNREADABLE;
	return !decides;
}

/**
 * sct_each_jump - do the strings of a list compare so?
 * @call: the call
 * @param: an ARGV
 * @insn: JSEQ .. JSGLOBC, with SCT_EACH_ANY or _ALL
 * @str: with what they are compared
 * @len: its length
 *
 * Return: enum sct_match.
 */
int sct_each_jump(struct sct_call *call, const struct sct_param *param,
		  const struct sct_insn *insn, const char *str, u32 len)
{
	struct operand operand;
	struct sct_text list;
	u8 state = sct_call_bytes(call, param, &list);

	if (state == SCT_TEXT_NULL)
		return insn->dst == SCT_EACH_ALL;
	if (state >= SCT_TEXT_FAULT)
		return SCT_UNREADABLE;
	operand = operand_of(insn->op, str, len);
	return walk(&operand, insn->dst, &list, state, &call->long_steps);
}
