// SPDX-License-Identifier: GPL-2.0-only
/*
 * The index: whatever rules a call has, each that matches is among the candidates,
 * in order, once; and a call that no rule can match is known as such beforehand.
 * Random rules over few strings, so that they often match; what is right, the
 * evaluator says rule by rule.
 */
#include "lib/rules_internal.h"
#include "fake_call.h"
#include "filter/index.h"
#include "tables.h"
#include "tap.h"

#define MAX_ITEMS	300
#define CODE_OF_ONE	24
#define TEXTS		60

static const struct sct_view view = {
	.param_count = 2,
	.params = { { .source = SCT_SOURCE_ARG, .arg = 1, .type = SCT_TYPE_STR },
		    { .source = SCT_SOURCE_ARG, .arg = 2, .type = SCT_TYPE_S32 } },
};

/* The rules of a call, as build.c has them. */
static struct {
	struct sct_insn code[MAX_ITEMS][CODE_OF_ONE];
	struct sct_bound_rule bound[MAX_ITEMS];
	struct sct_required needs[MAX_ITEMS];
	u32 count;
} rules;

static char texts[TEXTS][80];
static char pool[TEXTS * 80];
static u32 pool_at[TEXTS];

static u32 below(u32 n)
{
	static u64 state = 88172645463325252ull;

	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (state >> 20) % n;
}

/* Of a few letters, of all lengths around multiples of 8; some begin others. */
static void make_texts(void)
{
	u32 at = 0;

	for (u32 i = 0; i < TEXTS; i++) {
		u32 len = below(4) ? below(26) : below(70), from = 0;

		if (i && below(2)) {
			from = min(len, (u32)strlen(texts[i - 1]));
			memcpy(texts[i], texts[i - 1], from);
		}
		for (; from < len; from++)
			texts[i][from] = "ab/"[below(3)];
		texts[i][len] = 0;
		pool_at[i] = at;
		memcpy(pool + at, texts[i], len + 1);
		at += len + 1;
	}
}

static u64 random_text(void)
{
	u32 i = below(TEXTS);

	return pool_at[i] | (u64)strlen(texts[i]) << 32;
}

/* Tests for one of several strings; the way on is after RET 0. */
static u32 put_texts(struct sct_insn *code, u32 at)
{
	u32 n = 1 + (below(3) ? 0 : below(5));

	for (u32 i = 0; i < n; i++)
		code[at + i] = (struct sct_insn){
			.op = below(3) ? SCT_OP_JSEQ : SCT_OP_JSPREFIX,
			.a = SCT_VAR_PARAMS, .b = 1, .target = at + n + 1,
			.imm = random_text(),
		};
	code[at + n] = (struct sct_insn)RET(0);
	return at + n + 1;
}

static u32 put_numbers(struct sct_insn *code, u32 at)
{
	u32 n = 1 + (below(3) ? 0 : below(4));

	code[at++] = below(3) ? (struct sct_insn)LDV(0, PARAMS, 2) :
				(struct sct_insn)LDV(0, UID, 0);
	for (u32 i = 0; i < n; i++)
		code[at + i] = (struct sct_insn){
			.op = below(9) ? SCT_OP_JEQI : SCT_OP_JGTI, .a = 0,
			.target = at + n + 1, .imm = below(12),
		};
	code[at + n] = (struct sct_insn)RET(0);
	return at + n + 1;
}

static void put_other(struct sct_insn *code, u32 *at)
{
	u32 i = *at;

	code[i] = (struct sct_insn){
		.op = SCT_OP_JSCONTAINS, .a = SCT_VAR_PARAMS, .b = 1,
		.target = i + 2, .imm = random_text(),
	};
	code[i + 1] = (struct sct_insn)RET(0);
	*at = i + 2;
}

static void make_rule(u32 i, u32 kinds)
{
	struct sct_insn *code = rules.code[i];
	u32 at = 0;

	if (kinds & 1 && below(2))
		at = put_numbers(code, at);
	if (kinds & 4 && !below(6))
		put_other(code, &at);
	if (kinds & 2 && below(4))
		at = put_texts(code, at);
	if (kinds & 1 && !below(4))
		at = put_numbers(code, at);
	code[at] = (struct sct_insn)RET(1);
	rules.bound[i] = (struct sct_bound_rule){
		.free_text = SCT_MAX_STRING,
		.code = at ? code : NULL, .view = &view, .rule = i,
		.unreadable_matches = !below(5),
	};
	if (!at && below(20 * rules.count))	/* rarely one that matches all */
		make_rule(i, kinds);
	rules.needs[i] = sct_required_of(rules.bound[i].code, &view,
				      rules.bound[i].unreadable_matches, false);
}

static void random_call(void)
{
	static char changed[100];
	u32 len;

	fake_reset();
	strcpy(changed, texts[below(TEXTS)]);
	len = strlen(changed);
	if (below(3) == 0)
		strcpy(changed + len, "b/aab/abba" + below(10));
	else if (len && below(3) == 0)
		changed[below(len)] = 'x';
	fake.string[1] = changed;
	fake.state[1] = below(12) ? SCT_TEXT_OK :
			below(2) ? SCT_TEXT_FAULT : SCT_TEXT_NULL;
	fake.regs.arg[2] = below(14);
	fake.var[SCT_VAR_UID] = below(14);
	fake_texts(&view);
}

static bool rest_may_match(const struct sct_index *index, u32 abi)
{
	for (u32 i = 0; i < index->rest_count; i++) {
		struct sct_prefilter prefilter = sct_prefilter_make(&rules.needs[index->rest[i]],
						     abi, pool);

		if (sct_prefilter_passes(&prefilter, &fake.regs))
			return true;
	}
	return false;
}

/* What went wrong, or NULL. */
static const char *try_call(const struct sct_index *index, u32 abi, u32 *skipped,
			    u32 *asked)
{
	bool may = sct_index_may_be(index, &fake.regs) ||
		   rest_may_match(index, abi);
	struct sct_candidates cands;
	u32 next, last = U32_MAX;
	struct sct_call call;

	*skipped += !may;
	fake_call(&call, abi, &view, pool);
	sct_candidates_find(&cands, index, &call, rules.count);
	next = sct_candidates_next(&cands);
	for (u32 i = 0; i < rules.count; i++) {
		bool candidate = next == i;
		bool matches = sct_bound_rule_matches(&rules.bound[i], &call);

		if (matches && !may)
			return "a match was skipped";
		if (matches && !candidate)
			return "a match is no candidate";
		if (!candidate)
			continue;
		last = next;
		++*asked;
		next = sct_candidates_next(&cands);
		if (next != U32_MAX && next <= last)
			return "candidates come twice or out of order";
	}
	return next == U32_MAX ? NULL : "a candidate that is no rule";
}

static void random_rules(u32 count, u32 kinds, const char *name)
{
	const u32 tables = 40, calls = 300;
	u32 skipped = 0, asked = 0;
	const char *wrong = NULL;

	rules.count = count;
	for (u32 t = 0; t < tables && !wrong; t++) {
		u32 abi = t % 2 ? SCT_ABI_IA32 : SCT_ABI_X86_64;
		struct sct_index *index;

		make_texts();
		for (u32 i = 0; i < count; i++)
			make_rule(i, kinds);
		index = sct_index_build(rules.needs, count, abi, pool, NULL);
		for (u32 i = 0; i < calls && !wrong; i++) {
			random_call();
			wrong = try_call(index, abi, &skipped, &asked);
		}
		sct_index_free(index);
	}
	ok(!wrong, "%u rules with %s: %s; of %u calls %u are skipped, %u rules asked",
	   count, name, wrong ? wrong : "right", tables * calls, skipped, asked);
}

/*
 * Many strings that begin and end alike, as the paths of a spool do: where they
 * differ, one look tells; whoever is shorter is judged by what follows.
 */
static void probe(bool exact, const char *begin, const char *end)
{
	static char keys[200][40];
	u32 n = 200, passed = 0, missed = 0;
	struct sct_index *index;

	rules.count = n;
	for (u32 i = 0; i < n; i++) {
		struct sct_insn code[] = {
			JST(JSEQ, PARAMS, 1, (u64)i * sizeof(keys[0]), 2),
			RET(0), RET(1),
		};

		snprintf(keys[i], sizeof(keys[i]), "%s%03u%s", begin, i, end);
		code[0].imm |= (u64)strlen(keys[i]) << 32;
		if (!exact)
			code[0].op = SCT_OP_JSPREFIX;
		memcpy(rules.code[i], code, sizeof(code));
		rules.needs[i] = sct_required_of(rules.code[i], &view, false,
					      false);
	}
	index = sct_index_build(rules.needs, n, SCT_ABI_X86_64, keys[0], NULL);
	for (u32 i = 0; i < n; i++) {
		char other[40];

		fake_reset();
		fake.string[1] = keys[i];
		fake_texts(&view);
		missed += !sct_index_probe(index, (const char *)FAKE_TEXT(1));
		snprintf(other, sizeof(other), "%s%03u%s", begin, 500 + i, end);
		fake.string[1] = other;
		passed += sct_index_probe(index, (const char *)FAKE_TEXT(1));
		other[i % strlen(other)] = 0;
		passed += sct_index_probe(index, (const char *)FAKE_TEXT(1));
	}
	ok(!missed && passed < n / 4, "%s: of %u strings that match %u are skipped, of twice as many others %u not",
	   keys[0], n, missed, passed);
	sct_index_free(index);
}

static void probes(void)
{
	probe(true, "/tmp/bench-r", "-");
	probe(true, "/etc", "");			/* up to the NUL */
	probe(true, "/var/spool/mail/user", "/inbox");
	probe(false, "/var/spool/mail/u", "");
	probe(false, "/srv/", "/a/b/c/d/e/f");
}

/* A long string, and more prefix lengths than are kept. */
static void long_texts(void)
{
	static char text[SCT_MAX_STRING + 1];
	struct sct_index *index;
	struct sct_call call;
	struct sct_candidates cands;
	u32 n = 60, found = 0;

	memset(text, 'a', SCT_MAX_STRING);
	rules.count = n;
	for (u32 i = 0; i < n; i++) {
		struct sct_insn code[] = {
			JST(JSPREFIX, PARAMS, 1, (u64)(i * 60) << 32, 2),
			RET(0), RET(1),
		};

		memcpy(rules.code[i], code, sizeof(code));
		rules.bound[i] = (struct sct_bound_rule){
			.free_text = SCT_MAX_STRING,
			.code = rules.code[i], .view = &view,
		};
		rules.needs[i] = sct_required_of(rules.code[i], &view, false,
					      false);
	}
	index = sct_index_build(rules.needs, n, SCT_ABI_X86_64, text, NULL);
	fake_reset();
	fake.string[1] = text;
	fake_texts(&view);
	ok(sct_index_may_be(index, &fake.regs), "a long string may match");
	fake_call(&call, SCT_ABI_X86_64, &view, text);
	sct_candidates_find(&cands, index, &call, n);
	while (sct_candidates_next(&cands) != U32_MAX)
		found++;
	ok(found == n, "all %u prefixes of a string are found: %u", n, found);
	sct_index_free(index);
}

static void without_memory(void)
{
	u32 failed = 0;

	rules.count = 20;
	for (u32 i = 0; i < rules.count; i++)
		make_rule(i, 7);
	for (u32 n = 1; n < 20; n++) {
		struct sct_index *index;

		shim_fail_alloc = n;
		index = sct_index_build(rules.needs, rules.count, 0, pool, NULL);
		shim_fail_alloc = 0;
		failed += !index;
		sct_index_free(index);
	}
	ok(failed >= 8, "each allocation that fails gives no index: %u", failed);
}

int main(void)
{
	random_rules(10, 2, "strings");
	random_rules(MAX_ITEMS, 2, "strings");
	random_rules(MAX_ITEMS, 1, "numbers");
	random_rules(10, 3, "strings and numbers");
	random_rules(MAX_ITEMS, 3, "strings and numbers");
	random_rules(60, 7, "all there is");
	probes();
	long_texts();
	without_memory();
	return done();
}
