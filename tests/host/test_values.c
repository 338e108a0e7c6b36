// SPDX-License-Identifier: GPL-2.0-only
/*
 * Byte-valued parameters and variables in the evaluator: buffers, argument
 * vectors, paths, socket addresses and their parts; patterns and networks.
 */
#include "lib/rules_internal.h"
#include "call/list.h"
#include "fake_call.h"
#include "lib/glob.h"
#include "tables.h"
#include "tap.h"

#define N(a)	(sizeof(a) / sizeof((a)[0]))

static void glob(const char *pattern, const char *text, int want, int want_cut)
{
	u32 len = strlen(pattern), text_len = strlen(text);
	/* In memory of just this size. */
	char *p = strndup(pattern, len), *t = malloc(text_len ? text_len : 1);

	memcpy(t, text, text_len);
	ok(sct_glob_well_formed(p, len) &&
	   sct_glob_match(p, len, t, text_len, false, false) == want &&
	   sct_glob_match(p, len, t, text_len, false, true) == want_cut,
	   "'%s' and '%s': %s, cut: %s", pattern, text, want ? "yes" : "no",
	   want_cut == SCT_GLOB_YES ? "yes" : want_cut ? "undecided" : "no");
	free(p);
	free(t);
}

#define IS(p, t, whole, cut)	glob(p, t, SCT_GLOB_##whole, SCT_GLOB_##cut)

static void globs(void)
{
	IS("", "", YES, NO);
	IS("", "a", NO, NO);
	IS("a", "", NO, UNDECIDED);
	IS("*", "", YES, YES);
	IS("*", "anything/at/all", YES, YES);
	IS("**", "a", YES, YES);
	IS("?", "a", YES, NO);
	IS("?", "", NO, UNDECIDED);
	IS("?", "ab", NO, NO);
	IS("/etc/*", "/etc/passwd", YES, YES);
	IS("/etc/*", "/etc/", YES, YES);
	IS("/etc/*", "/usr/bin", NO, NO);
	IS("/etc/*", "/et", NO, UNDECIDED);
	IS("*/passwd", "/etc/passwd", YES, UNDECIDED);
	IS("*/passwd", "/etc/passwd-", NO, UNDECIDED);
	IS("/home/*/.ssh/*", "/home/a/b/.ssh/id", YES, YES);
	IS("*a*b*c", "xaxbxbxc", YES, UNDECIDED);
	IS("*ab", "aab", YES, UNDECIDED);
	IS("*ab?", "abab", NO, UNDECIDED);
	IS("a*a", "a", NO, UNDECIDED);
	IS("[abc]x", "bx", YES, NO);
	IS("[abc]x", "dx", NO, NO);
	IS("[!abc]x", "dx", YES, NO);
	IS("[!abc]x", "ax", NO, NO);
	IS("[!abc]", "", NO, UNDECIDED);
	IS("[a-c]", "b", YES, NO);
	IS("[a-c]", "-", NO, NO);
	IS("[-ac]", "-", YES, NO);
	IS("[ac-]", "-", YES, NO);
	IS("[]x]", "]", YES, NO);
	IS("[!]x]", "]", NO, NO);
	IS("[\\]]", "]", YES, NO);
	IS("[\\a-\\c]", "b", YES, NO);
	IS("[0-9][0-9]*", "42nd", YES, YES);
	IS("[\x80-\xff]", "\xc3", YES, NO);
	IS("\\*", "*", YES, NO);
	IS("\\*", "a", NO, NO);
	IS("\\[a]", "[a]", YES, NO);
	IS("a\\?", "a?", YES, NO);
	IS("A", "a", NO, NO);
}

static void folded_globs(void)
{
	static const struct {
		const char *pattern, *text;
		bool matches;
	} cases[] = {
		{ "/ETC/pass*", "/etc/PASSwd", true },
		{ "[A-C]", "b", true }, { "[a-c]", "B", true },
		{ "[!a-c]", "B", false }, { "[!A-C]", "b", false },
		{ "[@]", "`", false }, { "[`]", "@", false },
		{ "\\A", "a", true }, { "\xc3\x84", "\xc3\xa4", false },
	};

	for (u32 i = 0; i < N(cases); i++)
		ok(sct_glob_match(cases[i].pattern, strlen(cases[i].pattern),
				  cases[i].text, strlen(cases[i].text), true,
				  false) == cases[i].matches,
		   "case folded, '%s' and '%s': %d", cases[i].pattern,
		   cases[i].text, cases[i].matches);
}

/* The worst: as long as may be, and nearly a match at every byte. */
static void worst_glob(void)
{
	char pattern[SCT_MAX_PATTERN], text[SCT_MAX_STRING];
	struct timespec start, end;
	long ms;

	memset(pattern, 'a', sizeof(pattern));
	pattern[0] = '*';
	pattern[sizeof(pattern) - 1] = 'b';
	memset(text, 'a', sizeof(text));
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start);
	ok(!sct_glob_match(pattern, sizeof(pattern), text, sizeof(text), true,
			   false), "the worst pattern is decided");
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
	ms = (end.tv_sec - start.tv_sec) * 1000 +
	     (end.tv_nsec - start.tv_nsec) / 1000000;
	/* A product of three lengths would take minutes. */
	ok(ms < 2000, "... in %ld ms with sanitizers", ms);
}

enum outcome { NO, YES, UNREADABLE };

/* An opcode on one parameter, in both readings of "unreadable". */
static enum outcome ask(struct sct_param param, u8 op, const void *str, u32 len)
{
	struct parts *p = parts_new();
	struct sct_str s = add_string(p, str, len);
	struct sct_insn code[] = {
		JST(JSEQ, PARAMS, 1, 0, 2), RET(0), RET(1),
	};
	const struct sct_table *t;
	struct sct_fault fault;
	struct sct_bound_rule bound = { .free_text = SCT_MAX_STRING };
	struct sct_call call;
	bool strict, lenient;
	size_t size;

	code[0].op = op;
	code[0].imm = op == SCT_OP_JSNUL ? 0 : s.off | (u64)s.len << 32;
	add_view(p, 1, &param);
	add_rule(p, SCT_ACTION_LOG, SCT_PHASE_BEFORE, code, N(code));
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
	bound.unreadable_matches = true;
	lenient = sct_bound_rule_matches(&bound, &call);
	free((void *)t);
	free(p);
	return strict ? YES : lenient ? UNREADABLE : NO;
}

static struct sct_param of_type(u8 type)
{
	return (struct sct_param){
		.source = SCT_SOURCE_ARG, .type = type, .arg = 3,
		.mode = sct_type_has_length(type) ? SCT_LEN_ARG : 0,
		.arg2 = type == SCT_TYPE_PATH ? SCT_NO_ARG : 0,
	};
}

#define ASK(type, op, str)	\
	ask(of_type(SCT_TYPE_##type), SCT_OP_##op, str, sizeof(str) - 1)

/* A list is joined for rules, and its strings are told apart in an event. */
static void lists(void)
{
	static const char list[] = "a b\0\0c";
	char data[2 * SCT_MAX_STRING + 1100], got[sizeof(list)];
	u32 len = sizeof(list) - 1;

	memcpy(data, list, len);
	sct_list_join(data, len, 3);
	sct_list_split(memcpy(got, data, len), len, sct_list_ends(data, len));
	ok(!memcmp(data, "a b  c", len) && !memcmp(got, list, len) &&
	   sct_list_strings(sct_list_ends(data, len)) == 3,
	   "a list is joined and split again");

	len = 2 * SCT_MAX_STRING;
	memset(data, 0, len);
	sct_list_join(data, len, len + 1);
	memset(got, ' ', sizeof(got));
	sct_list_split(got, sizeof(got), sct_list_ends(data, len));
	ok(!memchr(data, 0, len) && memchr(data, ' ', 1) && !got[sizeof(got) - 1] &&
	   len + sct_list_ends_size(len) < sizeof(data),
	   "... one that is longer than what an event carries, too");
}

/* Every text operator works on every byte-valued type. */
static void every_type(void)
{
	static const u8 types[] = {
		SCT_TYPE_STR, SCT_TYPE_BYTES, SCT_TYPE_ARGV, SCT_TYPE_SADDR,
		SCT_TYPE_PATH, SCT_TYPE_FDPATH,
	};
	static const struct {
		u8 op;
		const char *str;
		enum outcome want;
	} asks[] = {
		{ SCT_OP_JSEQ, "/usr/bin/id", YES },
		{ SCT_OP_JSCONTAINS, "bin", YES },
		{ SCT_OP_JSPREFIX, "/usr", YES },
		{ SCT_OP_JSSUFFIX, "id", YES },
		{ SCT_OP_JSEQC, "/USR/BIN/ID", YES },
		{ SCT_OP_JSGLOB, "/usr/*/i[a-d]", YES },
		{ SCT_OP_JSGLOB, "/USR/*", NO },
		{ SCT_OP_JSGLOBC, "/USR/*", YES },
		{ SCT_OP_JSNUL, "", NO },
	};

	for (u32 i = 0; i < N(types); i++) {
		u32 wrong = 0;

		fake_reset();
		fake.string[3] = "/usr/bin/id";
		for (u32 a = 0; a < N(asks); a++)
			wrong += ask(of_type(types[i]), asks[a].op, asks[a].str,
				     strlen(asks[a].str)) != asks[a].want;
		fake.state[3] = SCT_TEXT_NULL;
		wrong += ask(of_type(types[i]), SCT_OP_JSGLOB, "*", 1) != NO;
		wrong += ask(of_type(types[i]), SCT_OP_JSNUL, "", 0) != YES;
		fake.state[3] = SCT_TEXT_FAULT;
		wrong += ask(of_type(types[i]), SCT_OP_JSGLOB, "*", 1) !=
			 UNREADABLE;
		fake.state[3] = SCT_TEXT_CUT;
		wrong += ask(of_type(types[i]), SCT_OP_JSGLOB, "/usr/*", 6) != YES;
		wrong += ask(of_type(types[i]), SCT_OP_JSGLOB, "*id", 3) !=
			 UNREADABLE;
		wrong += ask(of_type(types[i]), SCT_OP_JSGLOB, "/etc*", 5) != NO;
		ok(!wrong, "all text operators on type %u", types[i]);
	}
}

/* NUL is a byte like others in a buffer. */
static void binary(void)
{
	static const char bytes[] = "GET\0\xff x\0y";

	fake_reset();
	fake.bytes[3] = bytes;
	fake.bytes_len[3] = sizeof(bytes) - 1;
	ok(ASK(BYTES, JSEQ, "GET\0\xff x\0y") == YES, "a buffer with NULs ==");
	ok(ASK(BYTES, JSEQ, "GET") == NO, "... does not end at the first");
	ok(ASK(BYTES, JSCONTAINS, "x\0y") == YES, "... contains");
	ok(ASK(BYTES, JSSUFFIX, "\0y") == YES, "... ends with");
	ok(ASK(BYTES, JSGLOB, "GET?\xff*") == YES, "... glob");
	fake.bytes_len[3] = 0;
	ok(ASK(BYTES, JSEQ, "") == YES, "an empty buffer is empty");
}

/* The number that LDV gives of a part of an address. */
static s64 number(u8 type)
{
	struct sct_param param = of_type(type);
	struct sct_view view = { .param_count = 1, .params = { param } };
	struct sct_call call;
	s64 value = -1;

	fake_call(&call, 0, &view, NULL);
	return sct_call_param(&call, &param, &value) ? value : -2;
}

static void set_address(const void *bytes, u32 len)
{
	fake_reset();
	fake.bytes[3] = bytes;
	fake.bytes_len[3] = len;
}

#define V4(a, b, c, d)	"\0\0\0\0\0\0\0\0\0\0\xff\xff" a b c d

static void inet(void)
{
	static const char v4[16] = "\2\0\0\x50\x0a\1\2\3";
	static const char v6[28] = "\x0a\0\x1f\x90\0\0\0\0"
		"\x20\x01\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\1";

	set_address(v4, sizeof(v4));
	ok(number(SCT_TYPE_FAMILY) == 2 && number(SCT_TYPE_PORT) == 80,
	   "AF_INET: family and port");
	ok(ASK(IP, JSEQ, V4("\x0a", "\1", "\2", "\3")) == YES &&
	   ASK(IP, JSNUL, "") == NO, "... its address is mapped");
	ok(ASK(IP, JSIP, V4("\x0a", "\0", "\0", "\0") "\x68") == YES,
	   "... is in 10.0.0.0/8");
	ok(ASK(IP, JSIP, V4("\x0b", "\0", "\0", "\0") "\x68") == NO,
	   "... is not in 11.0.0.0/8");
	ok(ASK(IP, JSIP, V4("\x0a", "\1", "\2", "\2") "\x7f") == YES &&
	   ASK(IP, JSIP, V4("\x0a", "\1", "\2", "\2") "\x80") == NO,
	   "... in a /31, not in a /32");
	ok(ASK(IP, JSIP, V4("\0", "\0", "\0", "\0") "\x60") == YES,
	   "... in 0.0.0.0/0");
	ok(ASK(IP, JSIP, "\x20\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0" "\x10") == NO &&
	   ASK(IP, JSIP, "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0" "\0") == YES,
	   "... not in 2001::/16, but in ::/0");
	ok(ASK(SUNPATH, JSNUL, "") == YES, "... has no path");
	ok(ASK(SADDR, JSPREFIX, "\2\0\0\x50") == YES, "... and is bytes");
	for (u32 len = 0; len < 8; len++) {
		set_address(v4, len);
		ok(number(SCT_TYPE_FAMILY) == (len < 2 ? 0 : 2) &&
		   number(SCT_TYPE_PORT) == (len < 4 ? 0 : 80) &&
		   ASK(IP, JSNUL, "") == YES,
		   "%u bytes of it have no address", len);
	}

	set_address(v6, sizeof(v6));
	ok(number(SCT_TYPE_FAMILY) == 10 && number(SCT_TYPE_PORT) == 8080,
	   "AF_INET6: family and port");
	ok(ASK(IP, JSIP, "\x20\x01\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\0" "\x20") == YES,
	   "... is in 2001:db8::/32");
	ok(ASK(IP, JSIP, V4("\0", "\0", "\0", "\0") "\x60") == NO,
	   "... not in 0.0.0.0/0");
	set_address(v6, 23);
	ok(ASK(IP, JSNUL, "") == YES && number(SCT_TYPE_PORT) == 8080,
	   "23 bytes of it have no address");
}

static void unix_addresses(void)
{
	char full[2 + 126] = "\1";

	set_address("\1\0/run/x.sock\0rest", 18);
	ok(number(SCT_TYPE_FAMILY) == 1 && number(SCT_TYPE_PORT) == 0 &&
	   ASK(IP, JSNUL, "") == YES, "AF_UNIX: no port, no address");
	ok(ASK(SUNPATH, JSEQ, "/run/x.sock") == YES, "... a path ends at a NUL");
	set_address("\1\0/run/x.sock", 13);
	ok(ASK(SUNPATH, JSEQ, "/run/x.sock") == YES, "... or with the address");
	set_address("\1\0\0abs\0tract", 12);
	ok(ASK(SUNPATH, JSEQ, "\0abs\0tract") == YES, "... an abstract one does not");
	for (u32 len = 0; len < 3; len++) {
		set_address("\1\0/run", len);
		ok(ASK(SUNPATH, JSNUL, "") == YES, "... %u bytes have none", len);
	}
	memset(full + 2, 'p', sizeof(full) - 2);
	set_address(full, sizeof(full));
	ok(ASK(SUNPATH, JSEQ, "p") == NO && ASK(SUNPATH, JSSUFFIX, "ppp") == YES,
	   "... one that fills the address");
	memset(full + 2 + 108, 'q', sizeof(full) - 2 - 108);
	ok(ASK(SUNPATH, JSCONTAINS, "q") == NO, "... has at most 108 bytes");
}

static void no_address(void)
{
	fake_reset();
	fake.state[3] = SCT_TEXT_NULL;
	ok(number(SCT_TYPE_FAMILY) == 0 && number(SCT_TYPE_PORT) == 0 &&
	   ASK(IP, JSNUL, "") == YES && ASK(SUNPATH, JSNUL, "") == YES &&
	   ASK(IP, JSIP, V4("\0", "\0", "\0", "\0") "\0") == NO,
	   "a NULL address has no parts");
	fake.state[3] = SCT_TEXT_FAULT;
	ok(number(SCT_TYPE_FAMILY) == -2 && number(SCT_TYPE_PORT) == -2 &&
	   ASK(IP, JSIP, V4("\0", "\0", "\0", "\0") "\0") == UNREADABLE &&
	   ASK(SUNPATH, JSEQ, "x") == UNREADABLE,
	   "an unreadable address has unreadable parts");
}

/* String variables besides COMM. */
static void variables(void)
{
#define VAR_IS(n, id, kind, ...)					\
	if (#kind[0] == 'S' && (n) != SCT_VAR_COMM) {			\
		struct parts *p = parts_new();				\
		struct sct_insn code[] = {				\
			JST(JSGLOB, id, 0, str_operand(p, "/a*"), 2),	\
			RET(0), RET(1),					\
		};							\
		struct sct_call call;					\
									\
		fake_reset();						\
		fake.text_var[n] = "/abc";				\
		fake_call(&call, 0, NULL, p->pool);			\
		ok(sct_eval(code, &call) == SCT_MATCH, "variable " #id);	\
		fake.text_var[n] = NULL;				\
		ok(sct_eval(code, &call) == SCT_UNREADABLE,		\
		   "... unreadable");					\
		free(p);						\
	}
	SCT_VARS(VAR_IS)
}

/* The fuzzer begins with it. */
static void sample_is_accepted(void)
{
	struct parts *p = sample_values();
	struct sct_fault fault;
	size_t size;
	void *bytes = image(p, &size);

	ok(sct_verify(bytes, size, &fault), "a table with all kinds of values");
	free(bytes);
	free(p);
}

/*
 * A path that is what was written need not be resolved where that decides: the
 * answer is the same, or would be if it names anything.
 */
static void plain_paths(void)
{
	static const struct {
		const char *written, *resolved;
		u8 op;
		const char *str;
		bool asks, resolves;
		enum outcome want;
	} cases[] = {
		{ "/a/b", "/a/b", SCT_OP_JSEQ, "/a/c", true, false, NO },
		{ "/a/b", "/a/b", SCT_OP_JSEQ, "/a/b", false, true, YES },
		{ "/a/b", "/a/b", SCT_OP_JSEQC, "/A/b", false, true, YES },
		{ "/a/b", "/a/b", SCT_OP_JSPREFIX, "/b", true, false, NO },
		{ "/a/b", "/a/b", SCT_OP_JSPREFIX, "/a", false, true, YES },
		{ "/a/b", "/a/b", SCT_OP_JSSUFFIX, "/c", true, false, NO },
		{ "/a/b", "/a/b", SCT_OP_JSCONTAINS, "c", true, false, NO },
		{ "/a/b", "/a/b", SCT_OP_JSGLOB, "/a/[cd]", true, false, NO },
		{ "/a/b", "/a/b", SCT_OP_JSGLOB, "/a/[bc]", false, true, YES },
		{ "a/b", "/x/a/b", SCT_OP_JSEQ, "/x/a/b", false, true, YES },
		{ "a/b", "/x/a/b", SCT_OP_JSEQ, "/y/a/b", false, true, NO },
		{ "a/b", "/x/a/b", SCT_OP_JSEQ, "/x/a/c", true, false, NO },
		{ "a/b", "/x/a/b", SCT_OP_JSEQ, "/xa/b", true, false, NO },
		{ "a/b", "/x/a/b", SCT_OP_JSEQ, "a/b", true, false, NO },
		{ "a/b", "/x/a/b", SCT_OP_JSEQ, "/b", true, false, NO },
		{ "a/b", "/x/a/b", SCT_OP_JSEQC, "/X/A/B", false, true, YES },
		{ "a/b", "/x/a/b", SCT_OP_JSSUFFIX, "/b", false, true, YES },
		{ "a/b", "/x/a/b", SCT_OP_JSSUFFIX, "/c", true, false, NO },
		{ "a/b", "/x/a/b", SCT_OP_JSSUFFIX, "x/a/b", false, true, YES },
		{ "a/b", "/x/a/b", SCT_OP_JSSUFFIX, "xa/b", true, false, NO },
		{ "a/b", "/x/a/b", SCT_OP_JSSUFFIXC, "/B", false, true, YES },
		{ "a/b", "/x/a/b", SCT_OP_JSPREFIX, "/y", false, true, NO },
		{ "a/b", "/x/a/b", SCT_OP_JSCONTAINS, "y", false, true, NO },
		{ "a/b", "/x/a/b", SCT_OP_JSGLOB, "/y*", false, true, NO },
		{ "/a/b", "/a/b", SCT_OP_JSNUL, "", false, true, NO },
		{ "", "/x", SCT_OP_JSEQ, "/y", false, true, NO },
	};

	for (u32 i = 0; i < N(cases); i++) {
		enum outcome got, same;
		bool as_expected;

		fake_reset();
		fake.string[3] = cases[i].written;
		fake.bytes[3] = cases[i].resolved;
		fake.bytes_len[3] = strlen(cases[i].resolved);
		same = ask(of_type(SCT_TYPE_PATH), cases[i].op, cases[i].str,
			   strlen(cases[i].str));
		fake.plain = true;
		fake.plain_questions = 0;
		fake.value_reads[3] = 0;
		got = ask(of_type(SCT_TYPE_PATH), cases[i].op, cases[i].str,
			  strlen(cases[i].str));
		as_expected = !fake.plain_questions == !cases[i].asks &&
			      !fake.value_reads[3] == !cases[i].resolves;
		ok(got == cases[i].want && same == got && as_expected,
		   "op %u with '%s', written '%s': %s", cases[i].op,
		   cases[i].str, cases[i].written,
		   cases[i].resolves ? "resolved" : "not resolved");
	}
}

/* test_eval has the others. */
static void every_opcode(void)
{
#define TRIED(n, id, form, ...)						\
	if (SCT_FORM_##form == SCT_FORM_JGLOB || SCT_FORM_##form == SCT_FORM_JIP) \
		ok(op_tried[n], #id " was tried");
	SCT_OPS(TRIED)
}

int main(void)
{
	sample_is_accepted();
	plain_paths();
	globs();
	folded_globs();
	worst_glob();
	lists();
	every_type();
	binary();
	inet();
	unix_addresses();
	no_address();
	variables();
	every_opcode();
	return done();
}
