// SPDX-License-Identifier: GPL-2.0-only
/*
 * The compiler's looks: whatever a string is, each rule that matches is among those that
 * its look names; and a call that the look lets go matches no rule.  Random rules,
 * compiled by the tool (WriteLooks.java in grammar/); what is right, each rule's own
 * program says.  Then the same looks damaged: what the verifier takes stays in bounds.
 *
 *	test_looks FOLDER TABLES
 */
#include "lib/rules_internal.h"
#include "fake_call.h"
#include "filter/index.h"
#include "tables.h"
#include "tap.h"
#include "verify/verify.h"

#define MAX_BOUND	512
#define LONG_TEXT	4095

static u64 random_state;
static bool damaged;		/* then misses are no news */

static u32 below(u32 n)
{
	random_state = random_state * 6364136223846793005ull + 1442695040888963407ull;
	return (random_state >> 33) % n;
}

/* The rules of the table's first call, as build.c has them. */
static struct {
	const struct sct_table *table;
	const char *pool;
	struct sct_bound_rule bound[MAX_BOUND];
	struct sct_required needs[MAX_BOUND];
	bool after[MAX_BOUND];
	u32 count;
	struct sct_index *index;
} rules;

static bool bind_phase(u8 phase)
{
	const struct sct_table *t = rules.table;
	const struct sct_binding *b = sct_bindings_of(t), *first = b;

	for (; b < first + t->bindings.count && b->abi == first->abi &&
	       b->nr == first->nr; b++) {
		const struct sct_rule *rule = &sct_rules_of(t)[b->rule];
		struct sct_bound_rule *bound = &rules.bound[rules.count];

		if (rule->phase != phase)
			continue;
		if (rules.count == MAX_BOUND)
			return false;
		*bound = (struct sct_bound_rule){
			.free_text = SCT_MAX_STRING,
			.code = rule->insn_count ?
				sct_insns_of(t) + rule->insn : NULL,
			.view = &sct_views_of(t)[b->view],
			.unreadable_matches =
				rule->flags & SCT_RULE_UNREADABLE_MATCHES,
		};
		rules.after[rules.count] = phase == SCT_PHASE_AFTER;
		rules.needs[rules.count++] =
			sct_required_of(bound->code, bound->view,
					bound->unreadable_matches,
					phase == SCT_PHASE_AFTER);
	}
	return true;
}

static bool bind_rules(const struct sct_table *t)
{
	const struct sct_binding *b = sct_bindings_of(t);
	struct sct_live_looks *looks;
	u32 at = 0;

	rules.table = t;
	rules.pool = sct_pool_of(t);
	rules.count = 0;
	if (!t->bindings.count || !bind_phase(SCT_PHASE_BEFORE) ||
	    !bind_phase(SCT_PHASE_AFTER) ||
	    !sct_looks_create(t, b->abi, b->nr, &at, &looks))
		return false;
	rules.index = sct_index_build(rules.needs, rules.count, b->abi,
				      rules.pool, looks);
	return rules.index;
}

/* Pieces of the rules' strings with other letters between them. */
static u32 random_text(char *to, u32 room)
{
	const struct sct_table *t = rules.table;
	const struct sct_insn *insns = sct_insns_of(t);
	u32 len = 0, pieces = below(5);

	while (pieces--) {
		const struct sct_insn *insn = &insns[below(t->insns.count)];
		u32 n = insn->imm >> 32;

		if (insn->op < SCT_OP_JSEQ || insn->op == SCT_OP_JSNUL) {
			n = below(4);
			for (u32 i = 0; i < n && len < room; i++)
				to[len++] = "ab/x-Q"[below(6)];
			continue;
		}
		for (u32 i = 0; i < n && len < room; i++) {
			char c = (rules.pool + (u32)insn->imm)[i];

			if (c == '*' || c == '?')
				c = "ab/x"[below(4)];
			if (!below(20))
				c ^= 0x20;
			if (c)
				to[len++] = c;
		}
	}
	to[len] = 0;
	return len;
}

static char texts[2][LONG_TEXT + 64];
static char name[SCT_COMM_LEN];

static void random_string(u32 arg)
{
	char *text = texts[arg];
	u32 len = random_text(text, LONG_TEXT);

	fake.string[arg] = text;
	fake.state[arg] = SCT_TEXT_OK;
	switch (below(24)) {
	case 0:
		fake.state[arg] = SCT_TEXT_FAULT;
		break;
	case 1:
		fake.state[arg] = SCT_TEXT_NULL;
		break;
	case 2:		/* as long as it can be, or cut there */
		fake.state[arg] = below(2) ? SCT_TEXT_OK : SCT_TEXT_CUT;
		memset(text + len, below(2) ? 'a' : '/', LONG_TEXT - len);
		random_text(text + LONG_TEXT - 60, 60);
		for (u32 i = 0; i < LONG_TEXT; i++)
			text[i] = text[i] ?: 'b';
		text[LONG_TEXT] = 0;
		break;
	case 3:
		text[0] = 0;
		break;
	}
}

static void random_call(void)
{
	fake_reset();
	random_string(0);
	random_string(1);
	random_text(name, sizeof(name) - 1);
	fake.comm = name;
	fake.var[SCT_VAR_UID] = below(5);
	fake_texts(rules.bound[0].view);
	for (u32 arg = 0; arg < 2; arg++) {
		if (fake.state[arg] == SCT_TEXT_NULL)
			fake.regs.arg[arg] = 0;
	}
}

static bool rest_may_match(void)
{
	for (u32 i = 0; i < rules.index->rest_count; i++) {
		const struct sct_required *needs = &rules.needs[rules.index->rest[i]];
		struct sct_prefilter prefilter =
			sct_prefilter_make(needs, SCT_ABI_X86_64, rules.pool);

		if (sct_prefilter_passes(&prefilter, &fake.regs) &&
		    fake_name_open(needs, rules.pool))
			return true;
	}
	return false;
}

struct seen {
	u64 calls, skipped, asked, matches;
	u64 with_grams, matches_with_grams;	/* in tables with such a look */
};

/* What went wrong, or NULL. */
static const char *try_call(struct seen *seen)
{
	bool may = sct_index_may_be(rules.index, &fake.regs) || rest_may_match();
	struct sct_candidates cands;
	struct sct_call call;
	u32 next;

	seen->calls++;
	seen->skipped += !may;
	fake_call(&call, SCT_ABI_X86_64, rules.bound[0].view, rules.pool);
	sct_candidates_find(&cands, rules.index, &call, rules.count);
	next = sct_candidates_next(&cands);
	for (u32 i = 0; i < rules.count; i++) {
		bool candidate = next == i;
		bool matches;

		call.phase = rules.after[i] ? SCT_PHASE_AFTER : SCT_PHASE_BEFORE;
		matches = sct_bound_rule_matches(&rules.bound[i], &call);
		seen->matches += matches;
		seen->asked += candidate;
		if (matches && (!candidate || !may)) {
			if (!damaged)
				printf("# rule %u, %s, \"%.60s\", \"%.60s\", COMM \"%s\"\n",
				       i, may ? "not named" : "let go",
				       texts[0], texts[1], name);
			return "a match was missed";
		}
		if (!candidate)
			continue;
		next = sct_candidates_next(&cands);
		if (next != U32_MAX && next <= i)
			return "rules come twice or out of order";
	}
	return next == U32_MAX ? NULL : "a rule is named that is not there";
}

static void right(const struct sct_table *t, struct seen *seen, const char **wrong)
{
	u64 matches = seen->matches;
	bool grams = false;

	if (!bind_rules(t)) {
		*wrong = "the rules of a table do not fit";
		return;
	}
	for (u32 i = 0; rules.index->looks && i < rules.index->looks->count; i++)
		grams |= rules.index->looks->look[i].gram_shift;
	for (u32 i = 0; i < 3000 && !*wrong; i++) {
		random_call();
		*wrong = try_call(seen);
	}
	if (grams) {
		seen->with_grams++;
		seen->matches_with_grams += seen->matches - matches;
	}
	sct_index_free(rules.index);
}

/* A byte of the looks and automata is changed. */
static void damage(struct sct_table *t, size_t size, u32 *accepted, u32 *refused)
{
	u32 from = t->looks.off;
	u8 *bytes = (u8 *)t;

	if (!t->looks.count)
		return;
	damaged = true;
	for (u32 i = 0; i < 1500; i++) {
		u32 at = from + below(size - from);
		u8 was = bytes[at];
		struct sct_fault fault;

		bytes[at] = below(2) ? was ^ 1 << below(8) : below(256);
		if (!sct_verify(t, size, &fault)) {
			++*refused;
			bytes[at] = was;
			continue;
		}
		++*accepted;
		if (!bind_rules(t))
			abort();
		for (u32 n = 0; n < 3; n++) {
			struct seen seen = { };

			random_call();
			try_call(&seen);
		}
		sct_index_free(rules.index);
		bytes[at] = was;
	}
	damaged = false;
}

int main(int argc, char **argv)
{
	u32 tables = argc == 3 ? atoi(argv[2]) : 0;
	u32 accepted = 0, refused = 0;
	const char *wrong = NULL;
	struct seen seen = { };

	if (!tables)
		return 2;
	random_state = tables;
	for (u32 i = 0; i < tables && !wrong; i++) {
		struct sct_fault fault;
		char path[4096];
		size_t size;
		void *t;

		snprintf(path, sizeof(path), "%s/%u.table", argv[1], i);
		t = table_of_file(path, &size);
		if (!t)
			wrong = "a table is missing";
		else if (!sct_verify(t, size, &fault))
			wrong = "the verifier refuses a table";
		else
			right(t, &seen, &wrong);
		if (wrong)
			printf("# %s\n", path);

		if (!wrong)
			damage(t, size, &accepted, &refused);
		free(t);
	}
	ok(!wrong, "looks name all rules that match: %s", wrong ?: "always");
	ok(seen.skipped > seen.calls / 20 && seen.matches > seen.calls / 20,
	   "of %llu calls %llu are let go; %llu rules asked, %llu match",
	   seen.calls, seen.skipped, seen.asked, seen.matches);
	ok(seen.with_grams && seen.matches_with_grams > 100,
	   "%llu tables ask for four bytes first, and %llu rules match there",
	   seen.with_grams, seen.matches_with_grams);
	ok(accepted > 100 && refused > 100,
	   "of the damaged looks %u are accepted and stay in bounds, %u refused",
	   accepted, refused);
	return done();
}
