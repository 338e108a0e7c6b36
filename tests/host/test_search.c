// SPDX-License-Identifier: GPL-2.0-only
/*
 * Searches find what a naive search finds, in the time that the verifier counts
 * with, and a table whose calls may take longer is refused.
 */
#include "lib/rules_internal.h"
#include "lib/glob.h"
#include "lib/search.h"
#include "tables.h"
#include "tap.h"
#include "verify/cost.h"

#define N(a)	(sizeof(a) / sizeof((a)[0]))

static u32 below(u32 n)
{
	static u64 state = 88172645463325252ull;

	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state % n;
}

/* Few letters, so that much overlaps; in memory of just this size. */
static char *letters(u32 len, const char *from, u32 count)
{
	char *s = malloc(len ? len : 1);

	for (u32 i = 0; i < len; i++)
		s[i] = from[below(count)];
	return s;
}

static u8 folded_byte(u8 c)
{
	return c >= 'A' && c <= 'Z' ? c + 32 : c;
}

static bool naive_same(const char *a, const char *b, u32 len, bool folded)
{
	for (u32 i = 0; i < len; i++) {
		if (folded ? folded_byte(a[i]) != folded_byte(b[i]) :
			     a[i] != b[i])
			return false;
	}
	return true;
}

static bool naive_contains(const char *text, u32 len, const char *part,
			   u32 part_len, bool folded)
{
	for (u32 at = 0; at + part_len <= len; at++) {
		if (naive_same(text + at, part, part_len, folded))
			return true;
	}
	return false;
}

static void fold_words(void)
{
	u32 wrong = 0;

	for (u32 c = 0; c < 256; c++) {
		for (u32 at = 0; at < 8; at++) {
			u64 word = (u64)c << 8 * at;

			wrong += sct_fold_word(word) !=
				 (u64)folded_byte(c) << 8 * at;
			wrong += (u8)(sct_fold_word(~word) >> 8 * at) !=
				 folded_byte(~c);
		}
		for (u32 d = 0; d < 256; d++)
			wrong += (sct_fold_word(c | d << 8) !=
				  (u64)(folded_byte(c) | folded_byte(d) << 8));
	}
	ok(!wrong, "each byte of a word is folded by itself");
}

static void contains(void)
{
	u32 wrong = 0, found = 0, rounds = 200000;

	for (u32 i = 0; i < rounds; i++) {
		u32 len = below(40), part_len = below(i % 2 ? 6 : 22);
		bool folded = below(2);
		char *text = letters(len, "aAb@", folded ? 4 : 2 + below(3));
		char *part = letters(part_len, "aAb@", folded ? 4 : 2);
		bool want;

		if (part_len && part_len < len && below(2))
			memcpy(part, text + below(len - part_len), part_len);
		want = naive_contains(text, len, part, part_len, folded);
		wrong += sct_contains(text, len, part, part_len, folded) != want;
		wrong += part_len <= len &&
			 sct_same_text(text, part, part_len, folded) !=
			 naive_same(text, part, part_len, folded);
		found += want;
		free(text);
		free(part);
	}
	ok(!wrong && found > rounds / 8 && found < rounds * 7 / 8,
	   "%u of %u searches found something, as a naive one does", found,
	   rounds);
}

/* Of a pattern, by the definition: what `*` takes over is tried one by one. */
static bool naive_glob(const char *p, const char *p_end, const char *t,
		       const char *t_end, bool folded)
{
	u8 c, low, high;
	bool in;

	if (p == p_end)
		return t == t_end;
	if (*p == '*')
		return naive_glob(p + 1, p_end, t, t_end, folded) ||
		       (t != t_end && naive_glob(p, p_end, t + 1, t_end, folded));
	if (t == t_end)
		return false;
	if (*p == '?')
		return naive_glob(p + 1, p_end, t + 1, t_end, folded);
	if (*p != '[') {
		p += *p == '\\';
		return naive_same(p, t, 1, folded) &&
		       naive_glob(p + 1, p_end, t + 1, t_end, folded);
	}
	/* [a-b] or [!a-b] are the only sets that are made below. */
	p += 1 + (p[1] == '!');
	low = p[0];
	high = p[2];
	c = *t;
	in = (low <= c && c <= high) ||
	     (folded && low <= (c ^ 32) && (c ^ 32) <= high &&
	      folded_byte(c) >= 'a' && folded_byte(c) <= 'z');
	return in == (p[-1] != '!') &&
	       naive_glob(p + 4, p_end, t + 1, t_end, folded);
}

static u32 random_pattern(char *p)
{
	static const char *const elements[] = {
		"a", "b", "A", "a", "b", "?", "*", "*", "[a-b]", "[!a-a]", "\\a",
	};
	u32 count = below(16), len = 0;

	for (u32 i = 0; i < count; i++) {
		const char *e = elements[below(N(elements))];

		memcpy(p + len, e, strlen(e));
		len += strlen(e);
	}
	return len;
}

static void globs(void)
{
	u32 wrong = 0, undecided_wrong = 0, yes = 0, rounds = 200000;

	for (u32 i = 0; i < rounds; i++) {
		char buf[128], *text, *p;
		u32 p_len = random_pattern(buf), len = below(24), more;
		bool folded = below(2), want;
		int cut;

		p = malloc(p_len ? p_len : 1);
		memcpy(p, buf, p_len);
		text = letters(len, "abA", 2 + folded);
		want = naive_glob(p, p + p_len, text, text + len, folded);
		wrong += sct_glob_match(p, p_len, text, len, folded, false) !=
			 (want ? SCT_GLOB_YES : SCT_GLOB_NO);
		yes += want;
		/* What is said of a part of the text holds for all of it. */
		more = len ? below(len) : 0;
		cut = sct_glob_match(p, p_len, text, more, folded, true);
		undecided_wrong += more < len && cut != SCT_GLOB_UNDECIDED &&
				   (cut == SCT_GLOB_YES) != want;
		free(text);
		free(p);
	}
	ok(!wrong && yes > rounds / 20, "%u of %u patterns match, as by definition",
	   yes, rounds);
	ok(!undecided_wrong, "what a cut text decides, the whole text decides so");
}

static u32 asked;

static bool never(const void *what, const char *place)
{
	asked++;
	return false;
}

/* No text makes a search ask for the rest more often than its period allows. */
static void periods(void)
{
	u32 wrong = 0, most = 0;

	for (u32 i = 0; i < 20000; i++) {
		u32 part_len = 1 + below(12), len = part_len + below(200);
		u32 unit = 1 + below(min(part_len, 9u)), rate, rest_rate, places;
		char *part = letters(part_len, "ab", 2), *text = malloc(len);
		struct sct_head head;

		/* The part repeats itself as closely as a text can have it. */
		for (u32 k = unit; k < part_len; k++)
			part[k] = part[k - unit];
		head = sct_head_of(part, part_len, false);
		for (u32 k = 0; k < len; k++)
			text[k] = k < part_len ? part[k] : text[k - unit];
		rate = sct_find_rate(&head, false, 0);
		rest_rate = sct_find_rate(&head, false, 1000) - rate;
		asked = 0;
		sct_find(text, len, 0, part_len, &head, false, never, NULL);
		places = len - part_len + 1;
		wrong += asked > (places * rest_rate / 1000 + 7) / 8 + 1;
		most = asked > most ? asked : most;
		free(text);
		free(part);
	}
	ok(!wrong && most > 100, "the rest is asked for as often as the period says");
}

/* The cost of one instruction with a string, by the text of sct_abi_cost.h. */
static void cost(u8 op, u8 var, const char *str, u32 want)
{
	struct sct_insn insn = {
		.op = op, .a = var, .imm = (u64)strlen(str) << 32,
	};
	u32 got = sct_insn_cost(&insn, str, SCT_MAX_STRING);

	ok(got == want, "op %u '%.20s' costs %u", op, str, want);
	if (got != want)
		printf("# not %u\n", got);
}

static void costs(void)
{
	char a[4096] = { };
	struct sct_insn ldv = LDV(0, UID, 0), add = ALU(ADD, 0, 0, 0);

	memset(a, 'a', 4095);
	ok(sct_insn_cost(&ldv, "", 0) == 8 && sct_insn_cost(&add, "", 0) == 1,
	   "numbers");
	cost(SCT_OP_JSNUL, SCT_VAR_PARAMS, "", 6);
	cost(SCT_OP_JSEQ, SCT_VAR_PARAMS, "", 6);
	cost(SCT_OP_JSEQ, SCT_VAR_PARAMS, "/etc/passwd", 6 + 2 * 2);
	cost(SCT_OP_JSSUFFIXC, SCT_VAR_PARAMS, "/etc/passwd", 6 + 2 * 4);
	cost(SCT_OP_JSCONTAINS, SCT_VAR_PARAMS, "x", 6 + 4095);
	cost(SCT_OP_JSCONTAINSC, SCT_VAR_PARAMS, "xy", 6 + 3 * 4094);
	cost(SCT_OP_JSCONTAINS, SCT_VAR_COMM, "x", 6 + 15);
	/* Period 8: 8 + 8 * (4 + 2 * 2) / 8 for 8 places. */
	cost(SCT_OP_JSCONTAINS, SCT_VAR_PARAMS, "/etc/ssh/sshd", 6 + 4083 * 16 / 8);
	/* Period 1: at each place, 512 words. */
	cost(SCT_OP_JSCONTAINS, SCT_VAR_PARAMS, a, 6 + 1 + 4 + 2 * 512);
	a[100] = 0;
	cost(SCT_OP_JSCONTAINS, SCT_VAR_PARAMS, a, 6 + 3996 * (1 + 4 + 2 * 13));
	cost(SCT_OP_JSGLOB, SCT_VAR_PARAMS, "/etc/*", 6 + 6 * 6);
	cost(SCT_OP_JSGLOB, SCT_VAR_PARAMS, "*.pem", 6 + 6 * 5);
	cost(SCT_OP_JSGLOB, SCT_VAR_PARAMS, "/home/*/.ssh/*", 6 + 6 * 14 + 4095);
	cost(SCT_OP_JSGLOBC, SCT_VAR_PARAMS, "*x*", 6 + 6 * 3 + 3 * 4095);
	/* A set is compared where the rest of the head stands: everywhere. */
	cost(SCT_OP_JSGLOB, SCT_VAR_PARAMS, "*[0-9]*", 6 + 6 * 7 +
	     4095 * (1 + 4 + 3 * 5));
	/* "a?a" overlaps itself at a distance of 1, but all of it is head. */
	cost(SCT_OP_JSGLOB, SCT_VAR_PARAMS, "*a?a*b*", 6 + 6 * 7 + 4095);
}

static void refused(void)
{
	struct parts *p = parts_new();
	struct sct_insn code[] = {
		LDV(0, UID, 0),
		JST(JSCONTAINS, PARAMS, 1, str_operand(p, "cheap"), 4),
		JST(JSGLOB, PARAMS, 1, str_operand(p, "*[!x]yyyyyyyyyyyyyyyyyyyy*"), 4),
		RET(0), RET(1),
	};
	struct sct_param path = arg_param(0, SCT_TYPE_STR);
	struct sct_fault fault;
	u64 each = sct_code_cost(code, N(code), p->pool, SCT_MAX_STRING) +
		   SCT_COST_RULE;
	u32 most = SCT_MAX_COST / each;
	size_t size;
	void *bytes;
	bool good;

	add_view(p, 1, &path);
	for (u32 i = 0; i <= most; i++)
		add_rule(p, SCT_ACTION_LOG, SCT_PHASE_BEFORE, code, N(code));
	for (u32 i = 0; i < most; i++)
		add_binding(p, SCT_ABI_X86_64, 87, i, 0);
	add_binding(p, SCT_ABI_IA32, 10, most, 0);
	bytes = image(p, &size);
	good = sct_verify(bytes, size, &fault);
	ok(good && fault.cost == most * each && fault.nr == 87 &&
	   fault.abi == SCT_ABI_X86_64, "the costliest call is told: %llu steps",
	   fault.cost);
	free(bytes);

	p->binding[most] = p->binding[most - 1];
	p->binding[most].rule = most;
	bytes = image(p, &size);
	good = sct_verify(bytes, size, &fault);
	ok(!good && fault.error == SCT_E_COST && fault.rule == most &&
	   fault.index == 2 && fault.nr == 87 &&
	   fault.cost == (most + 1) * each,
	   "a rule too much on a call is refused, with its costliest comparison");
	free(bytes);

	/* An after-rule has a time of its own. */
	p->rule[most].phase = SCT_PHASE_AFTER;
	bytes = image(p, &size);
	ok(sct_verify(bytes, size, &fault), "each phase has its budget");
	free(bytes);
	free(p);
}

int main(void)
{
	fold_words();
	contains();
	globs();
	periods();
	costs();
	refused();
	return done();
}
