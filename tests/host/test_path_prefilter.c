// SPDX-License-Identifier: GPL-2.0-only
/* Path prefilters: for which rules there are some, and that none hides a match. */
#include "lib/rules_internal.h"
#include "fake_call.h"
#include "filter/path_prefilter.h"
#include "tables.h"
#include "tap.h"

#define N(a)	(sizeof(a) / sizeof((a)[0]))

/* Offsets and lengths in it are operands: S(offset, length). */
static const char pool[] = "/x/a/b\0/a/b\0/a/[bc]\0/a\0b";
#define S(off, len)	((off) | (u64)(len) << 32)

static const struct {
	u64 str;
	u8 op;
} asked[] = {
	{ S(0, 6), SCT_OP_JSEQ }, { S(7, 4), SCT_OP_JSEQ },
	{ S(7, 4), SCT_OP_JSEQC }, { S(12, 7), SCT_OP_JSGLOB },
	{ S(20, 2), SCT_OP_JSPREFIX }, { S(7, 4), SCT_OP_JSSUFFIX },
	{ S(23, 1), SCT_OP_JSSUFFIX }, { S(23, 1), SCT_OP_JSCONTAINS },
	{ S(20, 1), SCT_OP_JSEQ },
};

static const char * const written[] = {
	"/x/a/b", "/a/b", "/A/B", "/a/c", "a/b", "b", "c", "/", "a/c", "",
};

static struct sct_view view = {
	.param_count = 2,
	.params = {
		{ .source = SCT_SOURCE_ARG, .type = SCT_TYPE_PATH, .arg = 1,
		  .arg2 = SCT_NO_ARG },
		{ .source = SCT_SOURCE_ARG, .type = SCT_TYPE_STR },
	},
};

static void need(const char *name, const struct sct_insn *code,
		 bool unreadable_matches, bool after, int at, u32 count)
{
	struct sct_required needs = sct_required_of(code, &view, unreadable_matches,
					      after);

	ok(at < 0 ? !needs.paths :
		    needs.paths == &code[at] && needs.path_count == count,
	   "%s", name);
}

#define NEED(name, unreadable, after, at, count, ...) do {		\
	struct sct_insn code[] = { __VA_ARGS__ };			\
									\
	need(name, code, unreadable, after, at, count);			\
} while (0)

static void path_needs(void)
{
	NEED("PATH[1] == \"/a/b\"", 0, 0, 0, 1,
	     JST(JSEQ, PARAMS, 1, S(7, 4), 2), RET(0), RET(1));
	NEED("of an after-rule, too: it is that from before the call", 0, 1, 0,
	     1, JST(JSEQ, PARAMS, 1, S(7, 4), 2), RET(0), RET(1));
	NEED("one of three comparisons", 1, 0, 0, 3,
	     JST(JSEQ, PARAMS, 1, S(0, 6), 4),
	     JST(JSGLOB, PARAMS, 1, S(12, 7), 4),
	     JST(JSSUFFIXC, PARAMS, 1, S(23, 1), 4), RET(0), RET(1));
	NEED("behind a number", 0, 0, 3, 1,
	     LDV(0, UID, 0), JCI(JEQI, 0, 0, 3), RET(0),
	     JST(JSEQ, PARAMS, 1, S(7, 4), 5), RET(0), RET(1));
	NEED("not: another path", 0, 0, -1, 0,
	     JST(JSEQ, PARAMS, 1, S(7, 4), 2), RET(1), RET(0));
	NEED("not: none", 0, 0, -1, 0, JST(JSNUL, PARAMS, 1, 0, 2), RET(0),
	     RET(1));
	NEED("not: or none", 0, 0, -1, 0, JST(JSEQ, PARAMS, 1, S(7, 4), 3),
	     JST(JSNUL, PARAMS, 1, 0, 3), RET(0), RET(1));
	NEED("not: or something else", 0, 0, -1, 0,
	     JST(JSEQ, PARAMS, 1, S(7, 4), 3),
	     JST(JSEQ, PARAMS, 2, S(7, 4), 3), RET(0), RET(1));
	NEED("behind a string", 0, 0, 2, 1, JST(JSEQ, PARAMS, 2, S(7, 4), 2),
	     RET(0), JST(JSEQ, PARAMS, 1, S(7, 4), 4), RET(0), RET(1));
	NEED("not: behind a string whose unreadableness is a match", 1, 0, -1,
	     0, JST(JSEQ, PARAMS, 2, S(7, 4), 2), RET(0),
	     JST(JSEQ, PARAMS, 1, S(7, 4), 4), RET(0), RET(1));
}

static void all_or_none(void)
{
	struct sct_insn code[] = {
		JST(JSEQ, PARAMS, 1, S(7, 4), 2), RET(0), RET(1),
	};
	struct sct_view other = view;
	struct sct_required needs[2] = {
		sct_required_of(code, &view, false, false),
		sct_required_of(code, &view, false, false),
	};

	ok(sct_path_prefilters_possible(needs, 2), "two rules on one path");
	other.params[0].mode = SCT_FOLLOW_YES;
	needs[1].view = &other;
	ok(!sct_path_prefilters_possible(needs, 2), "not: one of them follows links");
	needs[1] = sct_required_of(NULL, &view, false, false);
	ok(!sct_path_prefilters_possible(needs, 2), "not: one has no filter");
	ok(!sct_path_prefilters_possible(needs, 0), "not: no rules");
}

static u32 below(u32 n)
{
	static u64 state = 3;

	state = state * 6364136223846793005ull + 1;
	return (state >> 33) % n;
}

/* Some comparisons, one of which must hold. */
static void random_rule(struct sct_insn *code)
{
	u32 n = 1 + below(3);

	for (u32 i = 0; i < n; i++) {
		u32 a = below(N(asked));

		code[i] = (struct sct_insn){
			.op = asked[a].op, .a = SCT_VAR_PARAMS, .b = 1,
			.target = n + 1, .imm = asked[a].str,
		};
	}
	code[n] = (struct sct_insn)RET(0);
	code[n + 1] = (struct sct_insn)RET(1);
}

/* What is written, and what that is: if it is plain, the same. */
static void random_path(void)
{
	static char text[64];
	const char *name = written[below(N(written))];

	fake_reset();
	fake.regs.arg[1] = FAKE_TEXT(1);
	fake.string[1] = name;
	fake.plain = *name && below(2);
	if (fake.plain)
		snprintf(text, sizeof(text), "%s%s", *name == '/' ? "" : "/x/",
			 name);
	else
		strcpy(text, written[below(4)]);
	fake.bytes[1] = text;
	fake.bytes_len[1] = strlen(text);
}

static void random_prefilters(void)
{
	u32 hidden = 0, matches = 0, spared = 0, asks = 0;

	for (u32 i = 0; i < 100000; i++) {
		struct sct_insn code[3][5];
		struct sct_required needs[3];
		struct sct_path_prefilters *prefilters;
		u32 count = 1 + below(3);
		bool open, match = false;

		random_path();
		for (u32 r = 0; r < count; r++) {
			random_rule(code[r]);
			needs[r] = sct_required_of(code[r], &view, r & 1, false);
		}
		if (!sct_path_prefilters_possible(needs, count))
			continue;
		prefilters = sct_path_prefilters_make(needs, count);
		open = sct_path_prefilters_pass(prefilters, pool, &fake.regs, 0, 1);
		asks += fake.plain_questions;
		sct_free(prefilters);
		/* As if it were resolved for each. */
		fake.plain = false;
		for (u32 r = 0; r < count; r++) {
			struct sct_call call;

			fake_call(&call, 0, &view, pool);
			match |= sct_eval(code[r], &call) == SCT_MATCH;
		}
		hidden += match && !open;
		matches += match;
		spared += !open;
	}
	ok(!hidden, "%u match behind a closed prefilter", hidden);
	ok(matches > 10000 && spared > 10000, "%u match, %u are spared",
	   matches, spared);
	ok(asks < 80000, "%u needed a look", asks);
}

static void strings(void)
{
	struct sct_insn code[] = {
		JST(JSEQ, PARAMS, 1, S(7, 4), 2), RET(0), RET(1),
	};
	struct sct_required needs = sct_required_of(code, &view, false, false);
	struct sct_path_prefilters *prefilters = sct_path_prefilters_make(&needs, 1);
	char longer[SCT_SMALL_TEXT + 1];

	fake_reset();
	fake.plain = true;
	fake.regs.arg[1] = FAKE_TEXT(1);
	fake.string[1] = "/a/c";
	ok(!sct_path_prefilters_pass(prefilters, pool, &fake.regs, 0, 1),
	   "another path that is plain: closed");
	fake.state[1] = SCT_TEXT_FAULT;
	ok(sct_path_prefilters_pass(prefilters, pool, &fake.regs, 0, 1),
	   "a string that cannot be read: open");
	fake.state[1] = 0;
	memset(longer, 'x', sizeof(longer));
	longer[0] = '/';
	longer[SCT_SMALL_TEXT] = 0;
	fake.string[1] = longer;
	ok(sct_path_prefilters_pass(prefilters, pool, &fake.regs, 0, 1),
	   "one that is longer than what is read here: open");
	longer[SCT_SMALL_TEXT - 1] = 0;
	ok(!sct_path_prefilters_pass(prefilters, pool, &fake.regs, 0, 1),
	   "one that just fits: closed");
	sct_free(prefilters);
	shim_fail_alloc = 1;
	ok(!sct_path_prefilters_make(&needs, 1), "no memory, no prefilters");
}

int main(void)
{
	path_needs();
	all_or_none();
	random_prefilters();
	strings();
	return done();
}
