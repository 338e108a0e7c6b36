// SPDX-License-Identifier: GPL-2.0-only
/* Lists of strings: one of them, their number, a variable, each compared by itself. */
#include "lib/rules_internal.h"
#include "call/list.h"
#include "call/list_find.h"
#include "fake_call.h"
#include "lib/ops.h"
#include "tables.h"
#include "tap.h"
#include "verify/verify.h"

#define N(array)	(sizeof(array) / sizeof((array)[0]))
#define LIST		3	/* the register */

enum outcome { NO, YES, UNREADABLE };

static u32 steps_left;

/* Both readings of "unreadable", of a program on a view of one slot. */
static enum outcome run(struct parts *p, const struct sct_insn *code, u32 count)
{
	const struct sct_table *t;
	struct sct_fault fault;
	struct sct_bound_rule bound = { };
	struct sct_call call;
	bool strict, lenient;
	size_t size;

	add_rule(p, SCT_ACTION_LOG, SCT_PHASE_BEFORE, code, count);
	add_binding(p, 0, 1, 0, 0);
	t = image(p, &size);
	if (!sct_verify(t, size, &fault)) {
		ok(false, "refused: error %u", fault.error);
		exit(1);
	}
	bound.code = sct_insns_of(t);
	bound.view = sct_views_of(t);
	fake_call(&call, 0, bound.view, sct_pool_of(t));
	strict = sct_bound_rule_matches(&bound, &call);
	steps_left = call.long_steps;
	call.long_steps = SCT_MAX_LONG_COST;
	bound.unreadable_matches = true;
	lenient = sct_bound_rule_matches(&bound, &call);
	free((void *)t);
	free(p);
	return strict ? YES : lenient ? UNREADABLE : NO;
}

static enum outcome ask_text(struct parts *p, u32 slot, u8 op, u8 each, const char *str)
{
	struct sct_insn code[] = {
		JST(JSEQ, PARAMS, 1, 0, 2), RET(0), RET(1),
	};

	code[0].op = op;
	code[0].dst = each;
	code[0].b = slot + 1;
	code[0].imm = op == SCT_OP_JSNUL ? 0 : str_operand(p, str);
	return run(p, code, N(code));
}

static enum outcome each(u8 quantifier, u8 op, const char *str)
{
	struct parts *p = parts_new();
	struct sct_param list = arg_param(LIST, SCT_TYPE_ARGV);

	add_view(p, 1, &list);
	return ask_text(p, 0, op, quantifier, str);
}

/* A derived parameter of the list. */
static struct parts *with_part(u8 type, u64 value, const char *name)
{
	struct parts *p = parts_new();
	struct sct_param list = arg_param(LIST, SCT_TYPE_ARGV);
	struct sct_view *view = &p->view[add_view(p, 1, &list)];

	view->derived_count = 1;
	view->params[SCT_MAX_PARAMS] = (struct sct_param){
		.source = SCT_SOURCE_ARG, .arg = LIST, .type = type, .param = 1,
		.value = value,
	};
	if (name)
		view->params[SCT_MAX_PARAMS].name = add_string(p, name, strlen(name));
	return p;
}

static enum outcome item(u64 number, u8 op, const char *str)
{
	return ask_text(with_part(SCT_TYPE_ITEM, number, NULL), SCT_MAX_PARAMS, op, 0,
			str);
}

static enum outcome env(const char *name, u8 op, const char *str)
{
	return ask_text(with_part(SCT_TYPE_ENV, 0, name), SCT_MAX_PARAMS, op, 0, str);
}

static enum outcome count_is(s64 number)
{
	struct sct_insn code[] = {
		LDV(0, PARAMS, SCT_MAX_PARAMS + 1),
		JCI(JEQI, 0, number, 3), RET(0), RET(1),
	};

	return run(with_part(SCT_TYPE_COUNT, 0, NULL), code, N(code));
}

/* With a NUL between two strings. */
static void set_list(const char *list, u32 len)
{
	fake_reset();
	fake.bytes[LIST] = list;
	fake.bytes_len[LIST] = len;
	fake.state[LIST] = SCT_TEXT_OK;
}

#define LIST_IS(list)	set_list(list, sizeof(list) - 1)
#define ANY(op, str)	each(SCT_EACH_ANY, SCT_OP_##op, str)
#define ALL(op, str)	each(SCT_EACH_ALL, SCT_OP_##op, str)

static void strings_by_themselves(void)
{
	LIST_IS("rm\0-rf\0a b\0");
	ok(ANY(JSEQ, "-rf") == YES && ANY(JSEQ, "rm") == YES &&
	   ANY(JSEQ, "") == YES, "any string ==, the first, a middle one, the last");
	ok(ANY(JSEQ, "-r") == NO && ANY(JSEQ, "rm -rf") == NO &&
	   ANY(JSEQ, "a") == NO, "... not a part, nor two of them");
	ok(ANY(JSEQ, "a b") == YES, "... with a blank of its own");
	ok(ANY(JSCONTAINS, "f a") == NO && ANY(JSCONTAINS, "a b") == YES &&
	   ANY(JSCONTAINS, "r") == YES, "any contains, in one string alone");
	ok(ANY(JSPREFIX, "-") == YES && ANY(JSPREFIX, "f") == NO &&
	   ANY(JSSUFFIX, "f") == YES && ANY(JSSUFFIX, "r") == NO,
	   "any starts and ends with");
	ok(ANY(JSEQC, "-RF") == YES && ANY(JSCONTAINSC, "A B") == YES &&
	   ANY(JSPREFIXC, "RM") == YES && ANY(JSSUFFIXC, "M") == YES,
	   "... where case does not count");
	ok(ANY(JSGLOB, "-?f") == YES && ANY(JSGLOB, "a*") == YES &&
	   ANY(JSGLOB, "r*b") == NO && ANY(JSGLOBC, "A?B") == YES,
	   "any glob, the whole of a string");
	ok(ALL(JSCONTAINS, "r") == NO && ALL(JSGLOB, "*") == YES &&
	   ALL(JSCONTAINS, "") == YES, "all");
	LIST_IS("-a\0-b");
	ok(ALL(JSPREFIX, "-") == YES && ALL(JSEQ, "-a") == NO, "all start with");
}

static void no_strings(void)
{
	LIST_IS("");
	ok(ANY(JSCONTAINS, "") == NO && ALL(JSEQ, "x") == YES && count_is(0) == YES &&
	   item(0, SCT_OP_JSNUL, "") == YES, "a list of no strings");
	fake.strings[LIST] = 1;
	ok(ANY(JSEQ, "") == YES && ALL(JSEQ, "x") == NO && count_is(1) == YES &&
	   item(0, SCT_OP_JSEQ, "") == YES, "a list of one that is empty");
	fake.state[LIST] = SCT_TEXT_NULL;
	ok(ANY(JSCONTAINS, "") == NO && ALL(JSEQ, "x") == YES && count_is(0) == YES &&
	   item(0, SCT_OP_JSNUL, "") == YES && env("A", SCT_OP_JSNUL, "") == YES,
	   "no list at all");
	fake.state[LIST] = SCT_TEXT_FAULT;
	ok(ANY(JSEQ, "") == UNREADABLE && ALL(JSEQ, "x") == UNREADABLE &&
	   count_is(0) == UNREADABLE && item(0, SCT_OP_JSNUL, "") == UNREADABLE,
	   "a list that cannot be read");
}

static void items(void)
{
	static char many[4000];

	LIST_IS("zero\0one\0\0three");
	ok(item(0, SCT_OP_JSEQ, "zero") == YES && item(1, SCT_OP_JSEQ, "one") == YES &&
	   item(2, SCT_OP_JSEQ, "") == YES && item(3, SCT_OP_JSEQ, "three") == YES,
	   "each string by its number");
	ok(item(4, SCT_OP_JSNUL, "") == YES && item(4, SCT_OP_JSEQ, "") == NO &&
	   item(U32_MAX, SCT_OP_JSNUL, "") == YES, "none behind the last");
	ok(count_is(4) == YES, "their number");
	/* Ends in each word, the last one at its very end. */
	set_list(many, sizeof(many));
	for (u32 i = 0; i < sizeof(many); i++)
		many[i] = i % 2 ? 0 : 'a' + i / 2 % 26;
	many[3999] = 'z';
	ok(item(1999, SCT_OP_JSEQ, "xz") == YES && item(32, SCT_OP_JSEQ, "g") == YES &&
	   item(31, SCT_OP_JSEQ, "f") == YES && count_is(2000) == YES,
	   "of many, by words of ends");
}

static void variables(void)
{
	LIST_IS("XLD_PRELOAD=x\0LD_PRELOAD\0LD_PRELOAD=/a b.so\0LD_PRELOAD=2\0E=\0=y");
	ok(env("LD_PRELOAD", SCT_OP_JSEQ, "/a b.so") == YES,
	   "the first string with the name and '=' is the variable");
	ok(env("LD", SCT_OP_JSNUL, "") == YES && env("D", SCT_OP_JSNUL, "") == YES &&
	   env("LD_PRELOADX", SCT_OP_JSNUL, "") == YES, "another name is another variable");
	ok(env("E", SCT_OP_JSEQ, "") == YES && env("E", SCT_OP_JSNUL, "") == NO,
	   "an empty variable is there");
	fake.state[LIST] = SCT_TEXT_CUT;
	ok(env("E", SCT_OP_JSEQ, "") == YES && env("F", SCT_OP_JSNUL, "") == UNREADABLE &&
	   env("E", SCT_OP_JSNUL, "") == NO,
	   "what is not in a cut environment may be behind the cut");
}

static void cut_lists(void)
{
	LIST_IS("a\0-x\0last");
	fake.state[LIST] = SCT_TEXT_CUT;
	ok(ANY(JSEQ, "-x") == YES && ANY(JSEQ, "none") == UNREADABLE &&
	   ANY(JSEQ, "last") == UNREADABLE && ANY(JSPREFIX, "las") == YES,
	   "any of a list that was cut");
	ok(ALL(JSEQ, "a") == NO && ALL(JSGLOB, "*") == UNREADABLE &&
	   ALL(JSGLOB, "*[axt]") == UNREADABLE, "all of a list that was cut");
	ok(item(1, SCT_OP_JSEQ, "-x") == YES && item(2, SCT_OP_JSPREFIX, "la") == YES &&
	   item(2, SCT_OP_JSEQ, "last") == UNREADABLE && item(2, SCT_OP_JSEQ, "lost") == NO &&
	   item(2, SCT_OP_JSPREFIX, "last1") == UNREADABLE && item(2, SCT_OP_JSSUFFIX, "t") == UNREADABLE &&
	   item(3, SCT_OP_JSNUL, "") == UNREADABLE, "the string that was cut, and those behind it");
	ok(count_is(3) == UNREADABLE, "nobody knows how many they are");
}

/* Of many short strings, and with little left to pay. */
static void steps(void)
{
	static char list[4000];
	struct sct_text text = { .data = list, .len = 2000 }, found;
	u32 cost, left = 1000;

	memset(list, 0, 2000);
	set_list(list, 2000);
	ok(ANY(JSEQ, "x") == NO &&
	   SCT_MAX_LONG_COST - steps_left == 2001 * SCT_COST_STRING,
	   "strings that are too short cost little");
	cost = SCT_COST_STRING + SCT_COST_TEXT + SCT_COST_WORD;
	memset(list, 'x', 2000);
	list[0] = 0;
	ok(ALL(JSPREFIX, "") == YES && ANY(JSPREFIX, "xxy") == NO &&
	   SCT_MAX_LONG_COST - steps_left == cost + SCT_COST_STRING + 1999 / 128,
	   "... others what the comparison costs, and the way to their ends");
	memset(list, 0, 2000);
	sct_list_join(list, 2000, 2001);
	ok(sct_list_env(&text, SCT_TEXT_OK, "x", 1, &left, &found) == SCT_TEXT_FAULT &&
	   !left, "without steps, a variable is unreadable");
	left = 3;
	ok(sct_list_item(&text, SCT_TEXT_OK, 2000, &left, &found) == SCT_TEXT_FAULT &&
	   !left, "... and a string far behind");
	left = 100;
	ok(sct_list_item(&text, SCT_TEXT_OK, 2000, &left, &found) == SCT_TEXT_OK &&
	   !found.len && found.data == list + 2000 && left == 100 - 16,
	   "... with them, it is found");
}

int main(void)
{
	strings_by_themselves();
	no_strings();
	items();
	variables();
	cut_lists();
	steps();
	return done();
}
