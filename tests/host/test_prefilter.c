// SPDX-License-Identifier: GPL-2.0-only
/*
 * Gates: which comparison is taken out of a program, and whom it lets through.
 * That a closed prefilter never hides a match, test_damage.c tries with random
 * programs.
 */
#include "lib/rules_internal.h"
#include "fake_call.h"
#include "tables.h"
#include "tap.h"

#define N(a)	(sizeof(a) / sizeof((a)[0]))

static const char pool[] = "/etc/passwd\0rm";

static struct sct_required needs_of(const struct sct_insn *code,
				 const struct sct_view *view)
{
	return sct_required_of(code, view, false, false);
}

/* Which comparison of a number, if any, is taken out of a program. */
static void need(const char *name, const struct sct_insn *code,
		 struct sct_param param, u8 guard_source,
		 bool unreadable_matches, bool after, s64 ldv, u8 op)
{
	struct sct_view view = {
		.param_count = 2,
		.params = { param, arg_param(0, SCT_TYPE_STR) },
		.guard = { .source = guard_source },
	};
	struct sct_required needs = sct_required_of(code, &view, unreadable_matches,
					      after);

	if (ldv < 0)
		ok(!needs.number, "%s", name);
	else
		ok(needs.number == &code[ldv] && needs.number_op == op, "%s",
		   name);
}

#define NONE_AT	(-1)
#define NEED(name, param, guard, unreadable, after, ldv, op, ...) do {	\
	struct sct_insn code[] = { __VA_ARGS__ };			\
									\
	need(name, code, param, SCT_SOURCE_##guard, unreadable, after,	\
	     ldv, SCT_OP_##op);						\
} while (0)

static void number_needs(void)
{
	struct sct_param number = arg_param(1, SCT_TYPE_S32);
	struct sct_param deref = {
		.source = SCT_SOURCE_DEREF, .type = SCT_TYPE_S32,
	};

	NEED("PARAMS[1] == 5", number, NONE, 0, 0, 0, JEQI,
	     LDV(0, PARAMS, 1), JCI(JEQI, 0, 5, 3), RET(0), RET(1));
	NEED("UID != 5 && ..., the other way round", number, NONE, 0, 0, 0,
	     JNEI, LDV(3, UID, 0), JCI(JEQI, 3, 5, 5), LDV(0, PID, 0),
	     JCI(JEQI, 0, 7, 5), RET(1), RET(0));
	NEED("the way to no goes by jumps", number, NONE, 0, 0, 0, JGEUI,
	     LDV(3, UID, 0), JCI(JLTUI, 3, 5, 3), RET(1), JMP(4), JMP(6),
	     RET(1), RET(0));
	NEED("a set bit", number, NONE, 0, 0, 0, JSETI,
	     LDV(0, PARAMS, 1), JCI(JSETI, 0, 4, 3), RET(0), RET(1));
	NEED("not: no set bit", number, NONE, 0, 0, NONE_AT, JEQI,
	     LDV(0, PARAMS, 1), JCI(JSETI, 0, 4, 3), RET(1), RET(0));
	NEED("not: an alternative", number, NONE, 0, 0, NONE_AT, JEQI,
	     LDV(0, PARAMS, 1), JCI(JEQI, 0, 5, 5), LDV(0, UID, 0),
	     JCI(JEQI, 0, 7, 5), RET(0), RET(1));
	NEED("the second of a conjunction, when the first is no number",
	     number, NONE, 0, 0, 2, JEQI,
	     JST(JSEQ, PARAMS, 2, 11ull << 32, 2), RET(0), LDV(0, UID, 0),
	     JCI(JEQI, 0, 7, 5), RET(0), RET(1));
	NEED("not: the second, if an unreadable first one is a match",
	     number, NONE, 1, 0, NONE_AT, JEQI,
	     JST(JSEQ, PARAMS, 2, 11ull << 32, 2), RET(0), LDV(0, UID, 0),
	     JCI(JEQI, 0, 7, 5), RET(0), RET(1));
	NEED("a guard on an argument does not forbid it", number, ARG, 1, 0, 0,
	     JEQI, LDV(0, PARAMS, 1), JCI(JEQI, 0, 5, 3), RET(0), RET(1));
	NEED("a guard that may be unreadable, and then is no match", number,
	     DEREF, 0, 0, 0, JEQI,
	     LDV(0, PARAMS, 1), JCI(JEQI, 0, 5, 3), RET(0), RET(1));
	NEED("not: a guard that may be unreadable, and then is a match",
	     number, DEREF, 1, 0, NONE_AT, JEQI,
	     LDV(0, PARAMS, 1), JCI(JEQI, 0, 5, 3), RET(0), RET(1));
	NEED("not: user memory", deref, NONE, 0, 0, NONE_AT, JEQI,
	     LDV(0, PARAMS, 1), JCI(JEQI, 0, 5, 3), RET(0), RET(1));
	NEED("not: another register", number, NONE, 0, 0, NONE_AT, JEQI,
	     LDV(0, PARAMS, 1), JCI(JEQI, 1, 5, 3), RET(0), RET(1));
	NEED("not: the return value", number, NONE, 0, 1, NONE_AT, JEQI,
	     LDV(0, RETVAL, 0), JCI(JEQI, 0, 5, 3), RET(0), RET(1));
	NEED("an argument, for an after-rule, behind the return value", number,
	     NONE, 0, 1, 3, JEQI, LDV(0, RETVAL, 0), JCI(JEQI, 0, 5, 3),
	     RET(0), LDV(0, PARAMS, 1), JCI(JEQI, 0, 5, 6), RET(0), RET(1));
	NEED("not: what the call may change, for an after-rule", number, NONE,
	     0, 1, NONE_AT, JEQI,
	     LDV(0, UID, 0), JCI(JEQI, 0, 5, 3), RET(0), RET(1));
	NEED("not: a program without comparison", number, NONE, 0, 0, NONE_AT,
	     JEQI, RET(0));
}

/* The prefilter of each comparison, with values around its bounds. */
static void number_prefilters(void)
{
	static const u8 types[] = { SCT_TYPE_S16, SCT_TYPE_U16, SCT_TYPE_S32,
				    SCT_TYPE_U32, SCT_TYPE_S64, SCT_TYPE_U64 };
	static const s64 edges[] = {
		0, 1, 5, -1, -5, 0x7fff, 0x8000, 0xffff, 0x7fffffff,
		0x80000000, 0xffffffff, S64_MAX, S64_MIN,
	};
	u32 wrong = 0, tried = 0;

	for (u8 op = SCT_OP_JEQI; op <= SCT_OP_JSETI; op++)
	for (u32 abi = 0; abi < 2; abi++)
	for (u32 type = 0; type < N(types); type++)
	for (u32 edge = 0; edge < N(edges); edge++)
	for (u32 at = 0; at < N(edges) * 3; at++) {
		struct sct_view view = {
			.param_count = 1,
			.params = { arg_param(1, types[type]) },
		};
		struct sct_insn code[] = {
			LDV(0, PARAMS, 1), JCI(JEQI, 0, edges[edge], 3), RET(0),
			RET(1),
		};
		struct sct_bound_rule bound = { .code = code, .view = &view,
						.free_text = SCT_MAX_STRING };
		struct sct_required needs;
		struct sct_prefilter prefilter;
		struct sct_call call;

		code[1].op = op;
		needs = needs_of(code, &view);
		prefilter = sct_prefilter_make(&needs, abi, pool);
		fake_reset();
		fake.regs.arg[1] = (u64)edges[at / 3] + at % 3 - 1;
		fake_call(&call, abi, &view, pool);
		tried++;
		wrong += !needs.number || sct_prefilter_passes(&prefilter, &fake.regs) !=
			 sct_bound_rule_matches(&bound, &call);
	}
	ok(!wrong, "prefilters say what the comparison says: %u of %u do not", wrong,
	   tried);
}

/* What an after-rule needs of RETVAL, with values around the bounds of each comparison. */
static void result_ranges(void)
{
	static const s64 edges[] = { 0, 1, -1, -2, -4095, 5, S64_MAX, S64_MIN };
	struct sct_view view = { };
	u32 wrong = 0, tried = 0, narrow = 0;

	for (u8 op = SCT_OP_JEQI; op <= SCT_OP_JSETI; op++)
	for (u32 edge = 0; edge < N(edges); edge++)
	for (u32 no_first = 0; no_first < 2; no_first++)
	for (u32 at = 0; at < N(edges) * 3; at++) {
		struct sct_insn code[] = {
			LDV(0, RETVAL, 0), JCI(JEQI, 0, edges[edge], 3), RET(no_first),
			RET(!no_first),
		};
		struct sct_bound_rule bound = { .code = code, .view = &view,
						.free_text = SCT_MAX_STRING };
		struct sct_required needs;
		struct sct_call call;
		bool within, match;
		u64 low, span;

		code[1].op = op;
		needs = sct_required_of(code, &view, false, true);
		narrow += sct_result_range(&needs, &low, &span);
		fake_reset();
		fake_call(&call, 0, &view, pool);
		call.phase = SCT_PHASE_AFTER;
		call.retval = (u64)edges[at / 3] + at % 3 - 1;
		within = (u64)call.retval - low <= span;
		match = sct_bound_rule_matches(&bound, &call);
		tried++;
		wrong += span == ~0ull ? !within : within != match;
		needs = sct_required_of(code, &view, false, false);
		wrong += sct_result_range(&needs, &low, &span) || span != ~0ull;
	}
	ok(!wrong, "ranges of RETVAL say what the comparison says: %u of %u do not", wrong,
	   tried);
	ok(narrow > tried / 2, "most comparisons are ranges: %u of %u", narrow, tried);
}

/* What strings get past the prefilter of a comparison with "/etc/passwd". */
static void text_prefilters(void)
{
	struct sct_view view = {
		.param_count = 2,
		.params = { arg_param(3, SCT_TYPE_STR),
			    arg_param(4, SCT_TYPE_STR) },
	};
	struct sct_insn equal[] = {
		JST(JSEQ, PARAMS, 1, 11ull << 32, 2), RET(0), RET(1),
	};
	struct sct_insn begins[] = {
		JST(JSPREFIX, PARAMS, 1, 5ull << 32, 2), RET(0), RET(1),
	};
	struct sct_insn is_short[] = {
		JST(JSEQ, PARAMS, 1, 12 | 2ull << 32, 2), RET(0), RET(1),
	};
	struct sct_insn contains[] = {
		JST(JSCONTAINS, PARAMS, 1, 5ull << 32, 2), RET(0), RET(1),
	};
	struct sct_insn longer[] = {
		JST(JSPREFIX, PARAMS, 1, 10ull << 32, 2), RET(0), RET(1),
	};
	const struct {
		const struct sct_insn *code;
		const char *string;
		u8 state;
		bool open;
	} cases[] = {
		{ equal, "/etc/passwd", 0, true },
		{ equal, "/etc/pasta", 0, false },
		{ equal, "/etc/passwd2", 0, false },
		{ equal, "/etc/passwd", SCT_TEXT_CUT, true },
		{ equal, "/etc/group", 0, false },
		{ equal, "/etc/pa", 0, false },
		{ equal, "", 0, false },
		{ equal, "", SCT_TEXT_FAULT, true },
		{ equal, "", SCT_TEXT_NULL, true },
		{ begins, "/etc/group", 0, true },
		{ begins, "/etc/", 0, true },
		{ begins, "/etc", 0, false },
		{ begins, "/usr/bin/ls", 0, false },
		{ is_short, "rm", 0, true },
		{ is_short, "rmdir", 0, false },
		{ is_short, "r", 0, false },
		{ contains, "x", 0, true },
		{ longer, "/etc/passwd", 0, true },
		{ longer, "/etc/passage", 0, false },
		{ longer, "/etc/pa", 0, false },
	};
	for (u32 i = 0; i < N(cases); i++) {
		struct sct_required needs = needs_of(cases[i].code, &view);
		struct sct_prefilter prefilter = sct_prefilter_make(&needs, 0, pool);

		fake_reset();
		fake.string[3] = cases[i].string;
		fake.state[3] = cases[i].state;
		fake_texts(&view);
		ok(sct_prefilter_passes(&prefilter, &fake.regs) == cases[i].open,
		   "a prefilter on %s is %s for \"%s\"",
		   cases[i].code == equal ? "== \"/etc/passwd\"" :
		   cases[i].code == begins ? "startswith \"/etc/\"" :
		   cases[i].code == is_short ? "== \"rm\"" :
		   cases[i].code == longer ? "startswith \"/etc/passw\"" :
		   "contains", cases[i].open ? "open" : "closed",
		   cases[i].string);
	}
}

/* Which test of the name, if any, is taken out of a program. */
static void name_need(const char *name, const struct sct_insn *code,
		      bool unreadable_matches, bool after, s64 at, u32 count)
{
	struct sct_view view = {
		.param_count = 1, .params = { arg_param(0, SCT_TYPE_STR) },
	};
	struct sct_required needs = sct_required_of(code, &view, unreadable_matches,
					      after);

	ok(at < 0 ? !needs.names :
		    needs.names == &code[at] && needs.name_count == count,
	   "%s", name);
}

#define NAME_NEED(name, unreadable, after, at, count, ...) do {		\
	struct sct_insn code[] = { __VA_ARGS__ };			\
									\
	name_need(name, code, unreadable, after, at, count);		\
} while (0)

#define RM	(12 | 2ull << 32)

static void name_needs(void)
{
	NAME_NEED("COMM == \"rm\"", 0, 0, 0, 1,
		  JST(JSEQ, COMM, 0, RM, 2), RET(0), RET(1));
	NAME_NEED("COMM in two", 0, 0, 0, 2, JST(JSEQ, COMM, 0, RM, 3),
		  JST(JSPREFIX, COMM, 0, 5ull << 32, 3), RET(0), RET(1));
	NAME_NEED("not: one of two things", 0, 0, NONE_AT, 0,
		  JST(JSEQ, COMM, 0, RM, 3), JST(JSEQ, PARAMS, 1, RM, 3),
		  RET(0), RET(1));
	NAME_NEED("not: another name", 0, 0, NONE_AT, 0,
		  JST(JSEQ, COMM, 0, RM, 2), RET(1), RET(0));
	NAME_NEED("not: what it contains", 0, 0, NONE_AT, 0,
		  JST(JSCONTAINS, COMM, 0, RM, 2), RET(0), RET(1));
	NAME_NEED("not: of an after-rule, as the call may change it", 0, 1,
		  NONE_AT, 0, JST(JSEQ, COMM, 0, RM, 2), RET(0), RET(1));
	NAME_NEED("behind a string", 0, 0, 2, 1,
		  JST(JSEQ, PARAMS, 1, RM, 2), RET(0),
		  JST(JSEQ, COMM, 0, RM, 4), RET(0), RET(1));
	NAME_NEED("not: behind a string whose unreadableness is a match", 1, 0,
		  NONE_AT, 0, JST(JSEQ, PARAMS, 1, RM, 2), RET(0),
		  JST(JSEQ, COMM, 0, RM, 4), RET(0), RET(1));
}

/* A name is always there: what comes behind it is asked even so. */
static void behind_a_name(void)
{
	struct sct_insn code[] = {
		JST(JSEQ, COMM, 0, RM, 2), RET(0),
		JST(JSEQ, PARAMS, 1, RM, 4), RET(0), RET(1),
	};
	struct sct_view view = {
		.param_count = 1, .params = { arg_param(0, SCT_TYPE_STR) },
	};
	struct sct_required needs = sct_required_of(code, &view, true, false);

	ok(needs.names == &code[0] && needs.texts == &code[2],
	   "a name, then a string, both are needed");
	needs = sct_required_of(code, &view, true, true);
	ok(!needs.names && needs.texts == &code[2],
	   "just the string by an after-rule");
}

static u32 below(u32 n)
{
	static u64 state = 1;

	state = state * 6364136223846793005ull + 1;
	return (state >> 33) % n;
}

/* Of all lengths, up to more than a name has; many begin alike. */
static u32 random_name(char *name, u32 max)
{
	u32 len = below(max + 1);

	for (u32 i = 0; i < len; i++)
		name[i] = below(i < 3 ? 6 : 40) ? "ab"[i % 2] : 'A' + below(60);
	name[len] = 0;
	return len;
}

/* Filters for one or some names: a prefilter is never closed where they match. */
static void comm_prefilters(void)
{
	u32 hidden = 0, missed = 0, single = 0, matches = 0, spared = 0;

	for (u32 n = 0; n < 200000; n++) {
		struct sct_view view = { };
		struct sct_insn code[8];
		char names[4][24], comm[24];
		u32 count = 1 + below(4);
		struct sct_bound_rule bound = { .code = code, .view = &view,
						.free_text = SCT_MAX_STRING };
		struct sct_required needs;
		struct sct_call call;
		bool open, match;

		for (u32 i = 0; i < count; i++) {
			u32 len = random_name(names[i], 17);

			code[i] = (struct sct_insn)JST(JSEQ, COMM, 0,
				i * sizeof(names[0]) | (u64)len << 32, count + 1);
			if (below(2))
				code[i].op = SCT_OP_JSPREFIX;
		}
		code[count] = (struct sct_insn)RET(0);
		code[count + 1] = (struct sct_insn)RET(1);
		random_name(comm, 15);
		if (below(2)) {
			memcpy(comm, names[below(count)], 15);
			comm[15] = 0;
		}
		fake_reset();
		fake.comm = comm;
		needs = needs_of(code, &view);
		open = fake_name_open(&needs, names[0]);
		fake_call(&call, 0, &view, names[0]);
		match = sct_bound_rule_matches(&bound, &call);
		hidden += match && !open;
		matches += match;
		spared += !open;
		missed += needs.name_count != count;
		/* Longer than 15 it is never a match, which the prefilter need not know. */
		single += count == 1 && strlen(names[0]) < 16 && open != match;
	}
	ok(!hidden && !missed, "%u filters for names: %u match behind a closed prefilter",
	   200000, hidden);
	ok(!single, "the prefilter of one name decides it: %u do not", single);
	ok(matches > 20000 && spared > 20000, "%u match, %u are spared", matches,
	   spared);
}

int main(void)
{
	number_needs();
	number_prefilters();
	result_ranges();
	text_prefilters();
	name_needs();
	behind_a_name();
	comm_prefilters();
	return done();
}
