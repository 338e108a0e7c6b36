// SPDX-License-Identifier: GPL-2.0-only
/*
 * The verifier on views and what goes with them: which source, type, length and
 * name a slot may have, how much a call may keep, patterns and networks.
 */
#include "lib/rules_internal.h"
#include "lib/glob.h"
#include "verify/param.h"
#include "verify_case.h"

/* A call on which @views rules are, each seeing it through its own view. */
static struct parts *on_one_call(u32 views)
{
	struct parts *p = parts_new();

	for (u32 i = 0; i < views; i++) {
		add_view(p, 6, NULL);
		add_rule(p, SCT_ACTION_LOG, SCT_PHASE_AFTER, NULL, 0);
		add_binding(p, 0, 1, i, i);
		p->view[i].derived_count = SCT_MAX_DERIVED;
	}
	return p;
}

/* Slot @n of all that the views have. */
static void set_slot(struct parts *p, u32 n, struct sct_param param)
{
	param.param = n % SCT_MAX_SLOTS >= SCT_MAX_PARAMS;
	p->view[n / SCT_MAX_SLOTS].params[n % SCT_MAX_SLOTS] = param;
}

static struct sct_param deref(u32 i, u8 type)
{
	return (struct sct_param){
		.source = SCT_SOURCE_DEREF, .type = type, .arg = i / 4,
		.value = i,
	};
}

static struct sct_param buffer(u32 i, u8 type)
{
	return (struct sct_param){
		.source = SCT_SOURCE_ARG, .type = type, .arg = i / 6,
		.mode = SCT_LEN_ARG, .arg2 = i % 6,
	};
}

static struct sct_param part(u32 i)
{
	return (struct sct_param){
		.source = SCT_SOURCE_ARG, .type = SCT_TYPE_ITEM, .value = i,
	};
}

/* What a call keeps is limited; what two views have in common counts once. */
static void limits(void)
{
	struct parts *p = on_one_call(3);
	u32 slots = 2 * SCT_MAX_SLOTS;

	for (u32 i = 0; i < slots; i++)
		set_slot(p, i, deref(i % 16, i < 16 ? SCT_TYPE_U32 : SCT_TYPE_S32));
	p->view[2] = p->view[1];
	expect_parts("16 places in user memory", p, SCT_E_OK, ANY, ANY);

	p = on_one_call(3);
	for (u32 i = 0; i < slots; i++)
		set_slot(p, i, deref(i % 16, SCT_TYPE_U32));
	p->view[2].guard = deref(16, SCT_TYPE_U32);
	for (u32 i = 0; i < SCT_MAX_SLOTS; i++)
		set_slot(p, slots + i, deref(0, SCT_TYPE_U32));
	expect_parts("17 places in user memory", p, SCT_E_LIMIT, 2, 2);

	p = on_one_call(2);
	for (u32 i = 0; i < slots; i++)
		set_slot(p, i, deref(i % 16, i == 27 ? SCT_TYPE_U16 : SCT_TYPE_U32));
	expect_parts("one place in two widths counts twice", p, SCT_E_LIMIT, 1, 1);

	p = on_one_call(2);
	for (u32 i = 0; i < slots; i++) {
		set_slot(p, i, deref(i % 16, SCT_TYPE_U32));
		if (i == 27)
			p->view[1].params[i % SCT_MAX_SLOTS].source = SCT_SOURCE_FILLED;
	}
	expect_parts("one place before and after the call counts twice", p, SCT_E_LIMIT, 1, 1);

	slots = 3 * SCT_MAX_SLOTS;
	p = on_one_call(3);
	for (u32 i = 0; i < slots; i++)
		set_slot(p, i, buffer(i % 32, SCT_TYPE_BYTES));
	expect_parts("32 buffers", p, SCT_E_OK, ANY, ANY);

	p = on_one_call(3);
	for (u32 i = 0; i < slots; i++)
		set_slot(p, i, buffer(i < 33 ? i : 0, SCT_TYPE_BYTES));
	expect_parts("33 buffers", p, SCT_E_LIMIT, 2, 2);

	p = on_one_call(3);
	for (u32 i = 0; i < slots; i++)
		set_slot(p, i, part(i < 31 ? i : 0));
	expect_parts("a list and 31 of its strings", p, SCT_E_OK, ANY, ANY);

	p = on_one_call(3);
	for (u32 i = 0; i < slots; i++)
		set_slot(p, i, part(i < 32 ? i : 0));
	expect_parts("a list and 32 of its strings", p, SCT_E_LIMIT, 2, 2);
	slots = 2 * SCT_MAX_SLOTS;

	p = on_one_call(2);
	for (u32 i = 0; i < slots; i++)
		set_slot(p, i, buffer(i % 5, SCT_TYPE_SADDR + i / 5 % 5));
	expect_parts("parts of an address count as one", p, SCT_E_OK, ANY, ANY);
}

/* What a slot may be, by source and type. */
static void slot(const char *name, u32 n, struct sct_param param, u32 error)
{
	struct parts *p = sample();
	u32 view = add_view(p, 5, NULL);

	for (u32 i = 0; i < 5; i++)
		p->view[view].params[i] = arg_param(i, SCT_TYPE_U64);
	p->view[view].derived_count = 1;
	p->view[view].params[6] = deref(0, SCT_TYPE_U64);
	p->view[view].params[6].param = 1;
	p->view[view].params[n] = param;
	if (param.name.len)
		p->view[view].params[n].name = add_string(p, "field", 5);
	expect_parts(name, p, error, ANY, error ? view : ANY);
}

#define SLOT_FROM(error, n, from, ...)					\
	slot(#error " " #n " " #from " " #__VA_ARGS__, n,		\
	     (struct sct_param){ .source = SCT_SOURCE_##from, __VA_ARGS__ }, \
	     SCT_E_##error)
#define SLOT(error, n, ...)	SLOT_FROM(error, n, ARG, __VA_ARGS__)

static void slots(void)
{
	static const u8 lengthy[] = {
		SCT_TYPE_BYTES, SCT_TYPE_SADDR, SCT_TYPE_FAMILY, SCT_TYPE_PORT,
		SCT_TYPE_IP, SCT_TYPE_SUNPATH,
	};
	static const u8 bare[] = {
		SCT_TYPE_S16, SCT_TYPE_U64, SCT_TYPE_STR, SCT_TYPE_ARGV,
		SCT_TYPE_FDPATH,
	};

	for (u32 i = 0; i < sizeof(lengthy); i++) {
		u8 t = lengthy[i];

		SLOT(OK, 1, .type = t, .arg2 = 5, .mode = SCT_LEN_ARG);
		SLOT(OK, 1, .type = t, .arg2 = 5, .mode = SCT_LEN_AT);
		SLOT(OK, 1, .type = t, .mode = SCT_LEN_RETVAL);
		SLOT(OK, 1, .type = t, .mode = SCT_LEN_IN, .value = 4095 | 4095 << 16);
		SLOT(VIEW, 1, .type = t, .mode = SCT_LEN_IN, .value = 4096);
		SLOT(VIEW, 1, .type = t, .mode = SCT_LEN_IN, .value = 4096 << 16);
		SLOT(VIEW, 1, .type = t, .mode = SCT_LEN_IN, .value = 1ull << 32);
		SLOT(VIEW, 1, .type = t, .mode = SCT_LEN_IN, .arg2 = 1);
		SLOT(VIEW, 1, .type = t, .arg2 = 6, .mode = SCT_LEN_ARG);
		SLOT(VIEW, 1, .type = t, .arg2 = 6, .mode = SCT_LEN_AT);
		SLOT(VIEW, 1, .type = t, .arg2 = 1, .mode = SCT_LEN_RETVAL);
		SLOT(VIEW, 1, .type = t);
		SLOT(VIEW, 1, .type = t, .mode = SCT_LEN_IN + 1);
		SLOT(VIEW, 1, .type = t, .mode = SCT_LEN_ARG, .value = 1);
		SLOT(VIEW, 1, .type = t, .mode = SCT_LEN_ARG, .arg = 6);
		SLOT_FROM(VIEW, 1, DEREF, .type = t, .mode = SCT_LEN_ARG);
		SLOT_FROM(VIEW, 1, CONST, .type = t, .mode = SCT_LEN_ARG);
	}
	for (u32 i = 0; i < sizeof(bare); i++) {
		u8 t = bare[i];

		SLOT(OK, 1, .type = t, .arg = 5);
		SLOT(VIEW, 1, .type = t, .arg2 = 1);
		SLOT(VIEW, 1, .type = t, .mode = 1);
		SLOT(VIEW, 1, .type = t, .value = 1);
	}
	SLOT_FROM(OK, 1, PAIR, .type = SCT_TYPE_S64, .arg = 5, .arg2 = 4);
	SLOT_FROM(OK, 1, PAIR, .type = SCT_TYPE_U64, .arg = 0, .arg2 = 5);
	SLOT_FROM(VIEW, 1, PAIR, .type = SCT_TYPE_U32, .arg2 = 5);
	SLOT_FROM(VIEW, 1, PAIR, .type = SCT_TYPE_STR, .arg2 = 5);
	SLOT_FROM(VIEW, 1, PAIR, .type = SCT_TYPE_S64, .arg = 6);
	SLOT_FROM(VIEW, 1, PAIR, .type = SCT_TYPE_S64, .arg2 = 6);
	SLOT_FROM(VIEW, 1, PAIR, .type = SCT_TYPE_S64, .mode = 1);
	SLOT_FROM(VIEW, 1, PAIR, .type = SCT_TYPE_S64, .value = 1);
	SLOT_FROM(OK, 1, DEREF, .type = SCT_TYPE_S16, .arg = 5, .value = 4095);
	SLOT_FROM(VIEW, 1, DEREF, .type = SCT_TYPE_U64, .mode = SCT_FILL_SOME);
	SLOT_FROM(OK, 1, FILLED, .type = SCT_TYPE_S16, .arg = 5, .value = 4095);
	SLOT_FROM(OK, 1, FILLED, .type = SCT_TYPE_U64, .mode = SCT_FILL_SOME);
	SLOT_FROM(VIEW, 1, FILLED, .type = SCT_TYPE_U64, .mode = SCT_FILL_SOME + 1);
	SLOT_FROM(VIEW, 1, FILLED, .type = SCT_TYPE_U64, .arg = 6);
	SLOT_FROM(VIEW, 1, FILLED, .type = SCT_TYPE_U64, .value = 4096);
	SLOT_FROM(VIEW, 1, FILLED, .type = SCT_TYPE_U64, .arg2 = 1);
	SLOT_FROM(VIEW, 1, FILLED, .type = SCT_TYPE_STR);
	SLOT(OK, 1, .type = SCT_TYPE_PATH, .arg2 = 0);
	SLOT(OK, 1, .type = SCT_TYPE_PATH, .arg2 = SCT_NO_ARG, .mode = 1);
	SLOT(OK, 1, .type = SCT_TYPE_PATH, .mode = SCT_FOLLOW_IF,
	     .value = 0x100 | 5ull << 32);
	SLOT(OK, 1, .type = SCT_TYPE_PATH, .mode = SCT_FOLLOW_UNLESS,
	     .value = 0x100);
	SLOT(VIEW, 1, .type = SCT_TYPE_PATH, .arg2 = 6);
	SLOT(VIEW, 1, .type = SCT_TYPE_PATH, .mode = SCT_FOLLOW_YES, .value = 1);
	SLOT(VIEW, 1, .type = SCT_TYPE_PATH, .mode = SCT_FOLLOW_IF);
	SLOT(VIEW, 1, .type = SCT_TYPE_PATH, .mode = SCT_FOLLOW_IF,
	     .value = 1 | 6ull << 32);
	SLOT(VIEW, 1, .type = SCT_TYPE_PATH, .mode = SCT_FOLLOW_UNLESS,
	     .value = 5ull << 32);
	SLOT(VIEW, 1, .type = SCT_TYPE_PATH, .mode = 4, .value = 1);
	SLOT(OK, 1, .type = SCT_TYPE_ITEM, .value = U32_MAX);
	SLOT(VIEW, 1, .type = SCT_TYPE_ITEM, .value = U32_MAX + 1ull);
	SLOT(VIEW, 1, .type = SCT_TYPE_ITEM, .mode = 1);
	SLOT(OK, 1, .type = SCT_TYPE_COUNT);
	SLOT(VIEW, 1, .type = SCT_TYPE_COUNT, .value = 1);
	SLOT(VIEW, 1, .type = SCT_TYPE_COUNT, .arg2 = 1);
	SLOT(OK, 6, .type = SCT_TYPE_ENV, .param = 1, .name = { 0, 5 });
	SLOT(VIEW, 6, .type = SCT_TYPE_ENV, .param = 1, .name = { 0, 5 }, .value = 1);
	SLOT(STRING, 6, .type = SCT_TYPE_ENV, .param = 1);
	SLOT(VIEW, 1, .type = SCT_TYPE_ENV);
	SLOT_FROM(VIEW, 1, DEREF, .type = SCT_TYPE_ITEM);
	SLOT(VIEW, 1, .type = SCT_TYPE_ENV + 1);
	SLOT(VIEW, 1, .type = 0);

	SLOT(OK, 6, .type = SCT_TYPE_FDPATH, .param = 6);
	SLOT(OK, 6, .type = SCT_TYPE_FDPATH, .param = 1, .name = { 0, 5 });
	SLOT(VIEW, 6, .type = SCT_TYPE_FDPATH);
	SLOT(VIEW, 6, .type = SCT_TYPE_FDPATH, .param = 7);
	SLOT(STRING, 6, .type = SCT_TYPE_FDPATH, .param = 1, .name = { 1, 0 });
	SLOT_FROM(VIEW, 6, NONE, .type = 0);
	SLOT(VIEW, 7, .type = SCT_TYPE_FDPATH, .param = 1);
	SLOT(VIEW, 5, .type = SCT_TYPE_FDPATH);
	SLOT(VIEW, 1, .type = SCT_TYPE_FDPATH, .param = 1);
	SLOT(VIEW, 1, .type = SCT_TYPE_U64, .name = { 0, 5 });
	PARTS(VIEW, ANY, 0, p->view[0].derived_count = SCT_MAX_DERIVED + 1);
	PARTS(VIEW, ANY, 0, p->view[0].derived_count = 1);
	PARTS(VIEW, ANY, 1, p->view[1].guard.type = SCT_TYPE_FDPATH);
	PARTS(VIEW, ANY, 1, p->view[1].guard.param = 1);
	PARTS(VIEW, ANY, 1, (p->view[1].guard.source = SCT_SOURCE_FILLED,
			     p->view[1].guard.value = 0));
	PARTS(VIEW, ANY, 1, (p->view[1].guard.type = SCT_TYPE_FAMILY,
			     p->view[1].guard.mode = SCT_LEN_ARG));
}

static void patterns(void)
{
	static const char * const good[] = {
		"", "*", "a", "[a]", "[!a]", "[]]", "[!]]", "[a-z]", "[-a]",
		"[a-]", "[!-]", "[--a]", "\\\\", "\\*", "[\\]]", "[\\a-\\z]",
		"]", "-", "!", "[a-a]", "[]-a]", "[!!]", "**?*[*]",
	};
	static const char * const bad[] = {
		"\\", "[", "[!", "[]", "[!]", "[a", "[a-", "[z-a]", "[a-\\",
		"[\\", "[a\\]", "x[a-z", "a\\\\\\", "[b-\\a]", "[]", "[!]a",
	};

	for (u32 i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		ok(sct_glob_well_formed(good[i], strlen(good[i])),
		   "'%s' is a pattern", good[i]);
	for (u32 i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		/* In memory of just this size. */
		char *exact = strndup(bad[i], strlen(bad[i]));

		ok(!sct_glob_well_formed(exact, strlen(exact)),
		   "'%s' is none", bad[i]);
		free(exact);
	}
}

/* The string that a text is compared with, by opcode. */
static void operand(const char *name, u8 op, u8 type, const char *str, u32 len,
		    u32 error)
{
	struct parts *p = sample();
	struct sct_insn code[] = {
		JST(JSEQ, PARAMS, 7, 0, 1), RET(1),
	};
	struct sct_str s = add_string(p, str, len);
	u32 rule;

	p->view[0].derived_count = 1;
	p->view[0].params[6] = buffer(0, type);
	p->view[0].params[6].param = 1;
	code[0].op = op;
	code[0].imm = s.off | (u64)s.len << 32;
	rule = add_rule(p, SCT_ACTION_LOG, SCT_PHASE_BEFORE, code, 2);
	add_binding(p, 2, 1, rule, 0);
	expect_parts(name, p, error, error ? rule : ANY, error ? 0 : ANY);
}

static void operands(void)
{
	char long_pattern[SCT_MAX_PATTERN + 1];
	char net[] = "0123456789abcdef\x80";

	memset(long_pattern, 'a', sizeof(long_pattern));
	operand("a pattern of 255 bytes", SCT_OP_JSGLOB, SCT_TYPE_SADDR, long_pattern, 255, SCT_E_OK);
	operand("a pattern of 256 bytes", SCT_OP_JSGLOB, SCT_TYPE_SADDR, long_pattern, 256,
		SCT_E_PATTERN);
	operand("a malformed pattern", SCT_OP_JSGLOBC, SCT_TYPE_SADDR, "[a", 2, SCT_E_PATTERN);
	operand("a prefix of 128 bits", SCT_OP_JSIP, SCT_TYPE_IP, net, 17, SCT_E_OK);
	net[16] = 0;
	operand("a prefix of 0 bits", SCT_OP_JSIP, SCT_TYPE_IP, net, 17, SCT_E_OK);
	net[16] = '\x81';
	operand("a prefix of 129 bits", SCT_OP_JSIP, SCT_TYPE_IP, net, 17, SCT_E_PATTERN);
	operand("a network of 16 bytes", SCT_OP_JSIP, SCT_TYPE_IP, net, 16, SCT_E_PATTERN);
	operand("a network of 18 bytes", SCT_OP_JSIP, SCT_TYPE_IP, net, 18, SCT_E_PATTERN);
	operand("an address as bytes", SCT_OP_JSEQ, SCT_TYPE_IP, net, 16, SCT_E_OK);
	net[16] = 8;
	operand("a network and no IP", SCT_OP_JSIP, SCT_TYPE_SADDR, net, 17,
		SCT_E_VARIABLE);
}

int main(void)
{
	slots();
	limits();
	patterns();
	operands();
	return done();
}
