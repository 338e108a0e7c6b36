// SPDX-License-Identifier: GPL-2.0-only
/*
 * express: what the short ways of a visit make (kmod/rules/hook/passing.c, exact.h) is
 * what a full visit makes.  Each rule logs a call three times: as it is; with a rate
 * limit that is never reached, so that the event is made in passing; and with an event
 * that must be delivered, which takes a full visit.  All must match, or none, and their
 * events are the same but for number, time and lane.  Prints TAP.
 */
#include "edge.h"

#include <sys/prctl.h>

static const char name[] = "a-name";

static long do_name(void)
{
	return answer(prctl(PR_SET_NAME, shared->text[0]));
}

/* A string, and numbers of all widths. */
static long do_unlinkat(void)
{
	return answer(syscall(__NR_unlinkat, shared->number[1], shared->number[0],
			      shared->number[2]));
}

static struct sct_param param(uint8_t arg, uint8_t type)
{
	return (struct sct_param){ .source = SCT_SOURCE_ARG, .arg = arg,
				   .type = type };
}

/* A rule without filter. */
static void log_unlinkat(void)
{
	rule(SCT_PHASE_AFTER);
	t.rule.phase = SCT_PHASE_BEFORE;
	slot(0, param(0, SCT_TYPE_S32));
	slot(1, param(1, SCT_TYPE_STR));
	slot(2, param(2, SCT_TYPE_U16));
	t.rule.captures = 1ull << SCT_VAR_COMM;
	shared->number[1] = -100;
	shared->number[2] = 0x12345;
}

/* Makes its number, time, lane and table all the same; if that is right. */
static bool level(void)
{
	char *at = got.bytes, *end = got.bytes + got_size;
	bool right = true;
	struct sct_event *e;

	for (; at < end; at += e->rec.len) {
		e = (struct sct_event *)at;
		e->rec.seq = 0;
		e->rec.time_ns = 0;
		e->rec.cpu = 0;
		e->rec.lane = 0;
		right &= e->generation == generation;
		e->generation = 0;
		e->rule_seq = 0;
	}
	return right;
}

static const struct way {
	const char *name;
	uint8_t rate_scope;
	uint32_t rate;
	uint32_t flags;
	uint32_t must_timeout_ms;
} ways[] = {
	{ .name = "as it is" },
	{ .name = "in passing", .rate_scope = SCT_RATE_RULE, .rate = 1000000 },
	{ .name = "in full", .flags = SCT_RULE_MUST, .must_timeout_ms = 10000 },
};

static void upload_so(const struct way *way, unsigned int nr)
{
	uint32_t flags = t.rule.flags;

	t.rule.rate_scope = way->rate_scope;
	t.rule.rate_count = way->rate;
	t.rule.rate_seconds = way->rate != 0;
	t.rule.flags |= way->flags;
	t.rule.must_timeout_ms = way->must_timeout_ms;
	upload(nr);
	t.rule.flags = flags;
	t.rule.must_timeout_ms = 0;
}

/* What the first way made of the calls that a rule is tried with. */
#define MAX_CALLS	1024
static struct first {
	long ret;
	const char *events;
	size_t size;
} first[MAX_CALLS];
static char first_events[16 << 20];
static size_t first_used;

static void note_first(size_t nth, long ret)
{
	if (!nth)
		first_used = 0;
	if (nth >= MAX_CALLS || first_used + got_size > sizeof(first_events))
		die("too many calls");
	first[nth] = (struct first){ ret, first_events + first_used, got_size };
	memcpy(first_events + first_used, got.bytes, got_size);
	first_used += got_size;
}

/* Makes the nth call of a rule that is in force in some way: as in the first way? */
static bool make_alike(const struct way *way, size_t nth, long (*run)(void))
{
	const struct first *is = &first[nth];
	long ret = make(run);
	bool right = level();

	if (way == ways)
		note_first(nth, ret);
	if (right && ret == is->ret && got_size == is->size &&
	    !memcmp(is->events, got.bytes, got_size))
		return true;
	printf("# %s: answers %ld, %ld; %zu, %zu bytes of events%s\n", way->name,
	       is->ret, ret, is->size, got_size, right ? "" : " of another table");
	return false;
}

/* Returns how many events each way made; -1 if they differ. */
static int all_ways(unsigned int nr, long (*run)(void))
{
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		upload_so(&ways[i], nr);
		if (!make_alike(&ways[i], 0, run))
			return -1;
	}
	return first[0].size != 0;
}

static const uint32_t lengths[] = {
	0, 1, 6, 7, 8, 9, 15, 16, 17, 23, 24, 25, 63, 64, 150, 151, 152, 153,
	158, 159, 160, 161, 255, 256, 1000, 4094, 4095, 4096,
};
#define LENGTHS	(sizeof(lengths) / sizeof(lengths[0]))

static const uint32_t edges[] = { 0, 1, 3, 6, 7, 8, 100 };
#define EDGES	(sizeof(edges) / sizeof(edges[0]))

/* Strings to try one rule with: so much of @source, but for one byte. */
static struct trial {
	uint32_t len, other, before_edge;
	bool match;
} trials[MAX_CALLS];
static size_t trial_count;

#define NO_OTHER	UINT32_MAX

static void try_with(uint32_t len, uint32_t other, bool match)
{
	for (size_t i = 0; i < EDGES; i++) {
		if (trial_count == MAX_CALLS)
			die("too many strings");
		trials[trial_count++] = (struct trial){ len, other, edges[i], match };
	}
}

static bool make_trial(const struct way *way, size_t nth)
{
	const struct trial *trial = &trials[nth];
	static char text[sizeof(source)];

	memcpy(text, source, trial->len);
	if (trial->other != NO_OTHER)
		text[trial->other] ^= 1;
	put_text(0, text, trial->len, trial->before_edge);
	if (make_alike(way, nth, do_unlinkat) && (first[nth].size != 0) == trial->match)
		return true;
	printf("# %u bytes, %u before the edge, byte %d is another\n", trial->len,
	       trial->before_edge, (int)trial->other);
	return false;
}

/* The rule's string against those of the trials. */
static bool compared(uint8_t op, uint32_t len)
{
	bool good = true;

	log_unlinkat();
	where_text(op, SCT_VAR_PARAMS, 2, source, len);
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		upload_so(&ways[i], __NR_unlinkat);
		for (size_t nth = 0; good && nth < trial_count; nth++)
			good = make_trial(&ways[i], nth);
	}
	trial_count = 0;
	return good;
}

static void strings(void)
{
	for (uint32_t i = 0; i < LENGTHS && lengths[i] <= SCT_MAX_STRING; i++) {
		uint32_t len = lengths[i];
		bool good;

		try_with(len, NO_OTHER, true);
		if (len < SCT_MAX_STRING)
			try_with(len + 1, NO_OTHER, false);
		for (uint32_t at = 0; at < len; at += at < 24 ? 1 : 97)
			try_with(len, at, false);
		good = compared(SCT_OP_JSEQ, len);

		try_with(len, NO_OTHER, true);
		good = good && compared(SCT_OP_JSPREFIX, len / 2);
		if (len < SCT_MAX_STRING) {
			try_with(len, NO_OTHER, false);
			good = good && compared(SCT_OP_JSEQ, len + 1);
		}
		result(good, "%u bytes, the same, longer, shorter and others",
		       len);
		trial_count = 0;
	}
}

static void no_filter(void)
{
	bool good = true;

	for (uint32_t i = 0; i < LENGTHS; i++) {
		log_unlinkat();
		put_text(0, source, lengths[i], i % 8);
		good = good && all_ways(__NR_unlinkat, do_unlinkat) == 1;
	}
	result(good, "strings of all lengths without a filter");
}

static void unreadable(void)
{
	bool good = true;

	for (uint32_t flags = 0; flags <= SCT_RULE_UNREADABLE_MATCHES;
	     flags += SCT_RULE_UNREADABLE_MATCHES) {
		static char *pages;

		pages = edge - 3 * sysconf(_SC_PAGESIZE);
		memcpy(edge - 5, "12345", 5);
		for (uint32_t i = 0; i < 4; i++) {
			long at[] = { 0, 1, (long)edge, (long)edge - 5 };

			log_unlinkat();
			t.rule.flags |= flags;
			where_text(SCT_OP_JSEQ, SCT_VAR_PARAMS, 2, "12345", 5);
			shared->number[0] = at[i];
			/* NULL is readable: it equals nothing. */
			good = good && all_ways(__NR_unlinkat, do_unlinkat) ==
				       (at[i] && flags);
			log_unlinkat();
			shared->number[0] = at[i];
			good = good && all_ways(__NR_unlinkat, do_unlinkat) == 1;
		}
		/* What is there, but not at once. */
		put_text(0, source, 30, 8);
		madvise(pages, 3 * sysconf(_SC_PAGESIZE), MADV_DONTNEED);
		log_unlinkat();
		where_text(SCT_OP_JSEQ, SCT_VAR_PARAMS, 2, source, 30);
		good = good && all_ways(__NR_unlinkat, do_unlinkat) == 1;
	}
	result(good, "strings that cannot be read, or not at once");
}

/* Nothing equals a string with a NUL in it, whatever lies behind its end. */
static void nuls(void)
{
	bool good = true;

	log_unlinkat();
	where_text(SCT_OP_JSEQ, SCT_VAR_PARAMS, 2, "12345\00078", 8);
	put_text(0, "12345\00078", 8, 100);
	good = good && all_ways(__NR_unlinkat, do_unlinkat) == 0;
	log_unlinkat();
	where_text(SCT_OP_JSEQ, SCT_VAR_COMM, 0, "a-name\0", 7);
	t.view.params[1].type = LONG;
	put_text(0, source, 10, 0);
	good = good && all_ways(__NR_unlinkat, do_unlinkat) == 0;
	result(good, "strings with a NUL");
}

/* Numbers compared as the gate does it: in a range, outside of one, by bits. */
static void numbers(void)
{
	static const struct { uint8_t op; int64_t imm; bool match; } tests[] = {
		{ SCT_OP_JEQI, -100, true }, { SCT_OP_JEQI, 100, false },
		{ SCT_OP_JNEI, -100, false }, { SCT_OP_JNEI, 100, true },
		{ SCT_OP_JLTI, -99, true }, { SCT_OP_JLTI, -100, false },
		{ SCT_OP_JGEI, -100, true }, { SCT_OP_JGEI, -99, false },
		{ SCT_OP_JLTUI, 5, false }, { SCT_OP_JGTUI, 5, true },
		{ SCT_OP_JSETI, 4, true }, { SCT_OP_JSETI, 3, false },
	};
	bool good = true;

	for (size_t i = 0; i < sizeof(tests) / sizeof(tests[0]); i++) {
		log_unlinkat();
		filter((struct sct_insn){ .op = tests[i].op, .a = SCT_VAR_PARAMS,
					  .imm = tests[i].imm }, true, 1);
		put_text(0, source, i, 0);
		good = good && all_ways(__NR_unlinkat, do_unlinkat) == tests[i].match;
	}
	result(good, "numbers");
}

static void names(void)
{
	static const char *const as[] = {
		"", "x", "a-nam", "a-name", "a-name1", "12345678", "123456789",
		"123456789012345",
	};
	bool good = true;

	for (size_t i = 0; i < sizeof(as) / sizeof(as[0]); i++) {
		for (size_t j = 0; j < sizeof(as) / sizeof(as[0]); j++) {
			strcpy(shared->text[0], as[i]);
			in_child(do_name);
			log_unlinkat();
			where_text(SCT_OP_JSEQ, SCT_VAR_COMM, 0, as[j],
				   strlen(as[j]));
			put_text(0, source, 10, 0);
			good = good && all_ways(__NR_unlinkat, do_unlinkat) == (i == j);
			/* Nothing but registers and the name. */
			t.view.params[1].type = LONG;
			good = good && all_ways(__NR_unlinkat, do_unlinkat) == (i == j);
		}
	}
	result(good, "names of the caller");
	/* No name is so long; the gate knows no more than a name can have. */
	log_unlinkat();
	where_text(SCT_OP_JSEQ, SCT_VAR_COMM, 0, "123456789012345 and more", 24);
	t.view.params[1].type = LONG;
	put_text(0, source, 10, 0);
	result(all_ways(__NR_unlinkat, do_unlinkat) == 0, "a longer name");
	strcpy(shared->text[0], name);
	in_child(do_name);
}

/* A string, a name and a number, each in two forms. */
static void together(void)
{
	bool good = true;

	for (uint32_t i = 0; i < 8; i++) {
		struct sct_insn *in = t.insn;
		struct sct_str str;

		log_unlinkat();
		str = pool(i & 1 ? name : "another", i & 1 ? sizeof(name) - 1 : 7);
		in[0] = (struct sct_insn){ .op = SCT_OP_JSEQ, .a = SCT_VAR_COMM,
			.target = 2, .imm = str.off | (uint64_t)str.len << 32 };
		in[1] = (struct sct_insn){ .op = SCT_OP_RET };
		in[2] = (struct sct_insn){ .op = SCT_OP_LDV,
			.a = SCT_VAR_PARAMS, .b = 3 };
		in[3] = (struct sct_insn){ .op = SCT_OP_JEQI, .target = 5,
			.imm = i & 2 ? 0x2345 : 0x12345 };
		in[4] = (struct sct_insn){ .op = SCT_OP_RET };
		str = pool(source, i & 4 ? 20 : 19);
		in[5] = (struct sct_insn){ .op = SCT_OP_JSEQ,
			.a = SCT_VAR_PARAMS, .b = 2, .target = 7,
			.imm = str.off | (uint64_t)str.len << 32 };
		in[6] = (struct sct_insn){ .op = SCT_OP_RET };
		in[7] = (struct sct_insn){ .op = SCT_OP_RET, .imm = 1 };
		t.rule.insn_count = 8;
		put_text(0, source, 20, 0);
		good = good && all_ways(__NR_unlinkat, do_unlinkat) == (i == 7);
	}
	result(good, "a name, a number and a string");
}

static void two_strings(void)
{
	bool good = true;

	for (uint32_t sum = 0; sum < 170; sum += 7) {
		for (uint32_t len = 0; len <= sum; len += 11) {
			rule(SCT_PHASE_AFTER);
			t.rule.phase = SCT_PHASE_BEFORE;
			slot(0, param(1, SCT_TYPE_STR));
			slot(1, param(3, SCT_TYPE_STR));
			where_text(SCT_OP_JSEQ, SCT_VAR_PARAMS, 2, source + 3,
				   sum - len);
			put_text(1, source + 3, sum - len, 5000);
			put_text(0, source, len, 0);
			good = good && all_ways(__NR_renameat, do_renameat) == 1;
		}
	}
	result(good, "two strings, one of them compared");
}

/* Refused and logged; the rule's string is that of the call, or longer. */
static void refusals(void)
{
	bool good = true;

	for (uint32_t len = 0; len < 200; len += 5) {
		for (uint32_t more = 0; more < 2; more++) {
			log_unlinkat();
			t.rule.action = SCT_ACTION_FAIL;
			t.rule.error = EXDEV;
			where_text(SCT_OP_JSEQ, SCT_VAR_PARAMS, 2, source, len + more);
			put_text(0, source, len, len % 3);
			good = good && all_ways(__NR_unlinkat, do_unlinkat) == !more;
		}
	}
	result(good, "refusals");
}

int main(void)
{
	fill_memory();
	start();
	strcpy(shared->text[0], name);
	in_child(do_name);
	strings();
	no_filter();
	unreadable();
	nuls();
	numbers();
	names();
	together();
	two_strings();
	refusals();
	return finish();
}
