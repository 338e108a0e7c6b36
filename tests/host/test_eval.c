// SPDX-License-Identifier: GPL-2.0-only
/*
 * The evaluator: each opcode at its edges, each source and type of a parameter,
 * and what must not be looked at.
 *
 * Every program here has passed the verifier first.
 */
#include "lib/rules_internal.h"
#include <limits.h>
#include "fake_call.h"
#include "tables.h"
#include "tap.h"

#define N(a)	(sizeof(a) / sizeof((a)[0]))

/* One rule on one call; matches as sct_bound_rule_matches() has it. */
static bool match(struct parts *p, u8 abi)
{
	size_t size;
	void *bytes = image(p, &size);
	const struct sct_table *t = bytes;
	struct sct_fault fault;
	struct sct_bound_rule bound;
	struct sct_call call;
	bool matches;

	if (!sct_verify(bytes, size, &fault)) {
		ok(false, "the program is refused: error %u at %u", fault.error,
		   fault.index);
		free(bytes);
		return false;
	}
	bound = (struct sct_bound_rule){
		.free_text = SCT_MAX_STRING,
		.code = p->rule[0].insn_count ? sct_insns_of(t) : NULL,
		.view = sct_views_of(t),
		.guarded = p->view[0].guard.source != SCT_SOURCE_NONE,
		.unreadable_matches =
			p->rule[0].flags & SCT_RULE_UNREADABLE_MATCHES,
	};
	fake_call(&call, abi, bound.view, sct_pool_of(t));
	matches = sct_bound_rule_matches(&bound, &call);
	free(bytes);
	return matches;
}

static struct parts *program(const struct sct_insn *code, u32 count,
			     const struct sct_param *params, u32 param_count)
{
	struct parts *p = parts_new();

	add_view(p, param_count, params);
	add_rule(p, SCT_ACTION_LOG, SCT_PHASE_BEFORE, code, count);
	add_binding(p, 0, 1, 0, 0);
	return p;
}

static bool run_code(const struct sct_insn *code, u32 count)
{
	struct parts *p = program(code, count, NULL, 0);
	bool matches = match(p, SCT_ABI_X86_64);

	free(p);
	return matches;
}

/* a op b == result, with the operands from a register each. */
static void alu(u8 op, const char *name, s64 a, s64 b, s64 result)
{
	struct sct_insn code[] = {
		LDI(3, a), LDI(4, b),
		{ .op = op, .dst = 5, .a = 3, .b = 4 },
		JCI(JEQI, 5, result, 5), RET(0), RET(1),
	};

	ok(run_code(code, N(code)), "%lld %s %lld = %lld", (long long)a, name,
	   (long long)b, (long long)result);
}

#define ALU_IS(id, a, b, result)	alu(SCT_OP_##id, #id, a, b, result)

static void arithmetic(void)
{
	ALU_IS(ADD, 2, 3, 5);
	ALU_IS(ADD, LLONG_MAX, 1, LLONG_MIN);
	ALU_IS(SUB, 2, 3, -1);
	ALU_IS(SUB, LLONG_MIN, 1, LLONG_MAX);
	ALU_IS(MUL, -4, 3, -12);
	ALU_IS(MUL, 1ll << 62, 4, 0);
	ALU_IS(MUL, LLONG_MIN, -1, LLONG_MIN);
	ALU_IS(DIV, -7, 2, -3);
	ALU_IS(DIV, 7, 0, 0);
	ALU_IS(DIV, 7, -1, -7);
	ALU_IS(DIV, LLONG_MIN, -1, LLONG_MIN);
	ALU_IS(MOD, -7, 2, -1);
	ALU_IS(MOD, 7, 0, 0);
	ALU_IS(MOD, LLONG_MIN, -1, 0);
	ALU_IS(AND, 0xf0f0, 0xff00, 0xf000);
	ALU_IS(OR, 0xf0, 0x0f, 0xff);
	ALU_IS(XOR, -1, 0xff, ~0xffll);
	ALU_IS(SHL, 1, 63, LLONG_MIN);
	ALU_IS(SHL, 1, 64, 1);
	ALU_IS(SHL, 1, -1, LLONG_MIN);
	ALU_IS(SHR, LLONG_MIN, 63, -1);
	ALU_IS(SHR, 256, 68, 16);
}

/* The pair a, b in both forms of a comparison. */
static void jump(u8 op, const char *name, s64 a, s64 b, bool jumps)
{
	struct sct_insn with_reg[] = {
		LDI(1, a), LDI(2, b),
		{ .op = op, .a = 1, .b = 2, .target = 4 }, RET(0), RET(1),
	};
	struct sct_insn with_imm[] = {
		LDI(1, a),
		{ .op = op + 16, .a = 1, .imm = b, .target = 3 }, RET(0), RET(1),
	};

	ok(run_code(with_reg, N(with_reg)) == jumps &&
	   run_code(with_imm, N(with_imm)) == jumps,
	   "%lld %s %lld is %d", (long long)a, name, (long long)b, jumps);
}

#define LESS 1
#define SAME 2
#define MORE 4

/* a against b: signed and unsigned they may compare differently. */
static void compare(s64 a, s64 b, int sign, int nosign)
{
	jump(SCT_OP_JEQ, "==", a, b, sign == SAME);
	jump(SCT_OP_JNE, "!=", a, b, sign != SAME);
	jump(SCT_OP_JLT, "<", a, b, sign == LESS);
	jump(SCT_OP_JLE, "<=", a, b, sign != MORE);
	jump(SCT_OP_JGT, ">", a, b, sign == MORE);
	jump(SCT_OP_JGE, ">=", a, b, sign != LESS);
	jump(SCT_OP_JLTU, "<u", a, b, nosign == LESS);
	jump(SCT_OP_JLEU, "<=u", a, b, nosign != MORE);
	jump(SCT_OP_JGTU, ">u", a, b, nosign == MORE);
	jump(SCT_OP_JGEU, ">=u", a, b, nosign != LESS);
}

static void comparisons(void)
{
	compare(1, 2, LESS, LESS);
	compare(2, 2, SAME, SAME);
	compare(3, 2, MORE, MORE);
	compare(-1, 1, LESS, MORE);
	compare(LLONG_MIN, LLONG_MAX, LESS, MORE);
	compare(0x100000000, 0, MORE, MORE);	/* differ above bit 31 only */
	jump(SCT_OP_JSET, "&", 6, 4, true);
	jump(SCT_OP_JSET, "&", 6, 9, false);
	jump(SCT_OP_JSET, "&", 1ll << 40, 1ll << 40, true);
	jump(SCT_OP_JSET, "&", LLONG_MIN, -1, true);
}

enum outcome { NO, YES, UNREADABLE };

static void text(u8 op, const char *name, const char *s, u8 state,
		 const char *with, enum outcome want)
{
	struct sct_param params[] = { arg_param(2, SCT_TYPE_STR) };
	struct parts *p = parts_new();
	struct sct_insn code[] = {
		{ .op = op, .a = SCT_VAR_PARAMS, .b = 1, .target = 2,
		  .imm = op == SCT_OP_JSNUL ? 0 : str_operand(p, with) },
		RET(0), RET(1),
	};
	bool strict, lenient;

	add_view(p, 1, params);
	add_rule(p, SCT_ACTION_LOG, SCT_PHASE_BEFORE, code, N(code));
	add_binding(p, 0, 1, 0, 0);
	fake_reset();
	fake.string[2] = s;
	fake.state[2] = state;
	strict = match(p, 0);
	p->rule[0].flags |= SCT_RULE_UNREADABLE_MATCHES;
	lenient = match(p, 0);
	ok(strict == (want == YES) && lenient == (want != NO),
	   "\"%s\"%s %s \"%s\" is %s", s,
	   state == SCT_TEXT_CUT ? "..." : state == SCT_TEXT_NULL ? " (NULL)" :
	   state == SCT_TEXT_FAULT ? " (fault)" : "", name, with,
	   want == YES ? "yes" : want == NO ? "no" : "unreadable");
	free(p);
}

#define TEXT(id, s, with, want)	text(SCT_OP_##id, #id, s, SCT_TEXT_OK, with, want)
#define TEXT_AS(id, s, state, with, want) \
	text(SCT_OP_##id, #id, s, SCT_TEXT_##state, with, want)

static void texts(void)
{
	TEXT(JSEQ, "/etc/passwd", "/etc/passwd", YES);
	TEXT(JSEQ, "/etc/passwd", "/etc/passwD", NO);
	TEXT(JSEQ, "/etc/passwd", "/etc/passw", NO);
	TEXT(JSEQ, "/etc/passw", "/etc/passwd", NO);
	TEXT(JSEQ, "", "", YES);
	TEXT(JSEQ, "", "x", NO);
	TEXT(JSEQC, "/etc/passwd", "/ETC/passWD", YES);
	TEXT(JSEQC, "@[`{", "`{@[", NO);	/* beside the letters */
	TEXT(JSEQC, "\xc3\x84", "\xc3\xa4", NO);	/* ASCII only */
	TEXT(JSCONTAINS, "/etc/passwd", "pass", YES);
	TEXT(JSCONTAINS, "/etc/passwd", "/etc", YES);
	TEXT(JSCONTAINS, "/etc/passwd", "wd", YES);
	TEXT(JSCONTAINS, "/etc/passwd", "wdx", NO);
	TEXT(JSCONTAINS, "/etc/passwd", "Pass", NO);
	TEXT(JSCONTAINS, "aaab", "aab", YES);
	TEXT(JSCONTAINS, "ab", "abc", NO);
	TEXT(JSCONTAINS, "ab", "", YES);
	TEXT(JSCONTAINS, "", "", YES);
	TEXT(JSCONTAINSC, "/etc/passwd", "Pass", YES);
	TEXT(JSPREFIX, "/etc/passwd", "/etc/", YES);
	TEXT(JSPREFIX, "/etc/passwd", "/etc/passwd", YES);
	TEXT(JSPREFIX, "/etc/passwd", "/etc/passwd2", NO);
	TEXT(JSPREFIX, "/etc/passwd", "etc", NO);
	TEXT(JSPREFIXC, "/etc/passwd", "/ETC", YES);
	TEXT(JSSUFFIX, "/etc/passwd", "passwd", YES);
	TEXT(JSSUFFIX, "/etc/passwd", "passw", NO);
	TEXT(JSSUFFIX, "wd", "passwd", NO);
	TEXT(JSSUFFIX, "wd", "", YES);
	TEXT(JSSUFFIXC, "/etc/passwd", "SSWD", YES);
	TEXT(JSNUL, "x", "", NO);
	TEXT(JSNUL, "", "", NO);

	TEXT_AS(JSNUL, "", NULL, "", YES);
	TEXT_AS(JSNUL, "", FAULT, "", NO);
	TEXT_AS(JSEQ, "", NULL, "", NO);
	TEXT_AS(JSCONTAINS, "", NULL, "", NO);
	TEXT_AS(JSSUFFIXC, "", NULL, "", NO);
	TEXT_AS(JSEQ, "", FAULT, "", UNREADABLE);
	TEXT_AS(JSPREFIX, "", FAULT, "x", UNREADABLE);
	TEXT_AS(JSEQ, "abc", CUT, "abc", NO);
	TEXT_AS(JSPREFIX, "abc", CUT, "ab", YES);
	TEXT_AS(JSPREFIX, "abc", CUT, "x", NO);
	TEXT_AS(JSCONTAINS, "abc", CUT, "b", YES);
	TEXT_AS(JSCONTAINS, "abc", CUT, "x", UNREADABLE);
	TEXT_AS(JSSUFFIX, "abc", CUT, "bc", UNREADABLE);
}

/* A parameter of some source and type has this value. */
static void param(const char *name, struct sct_param param, u8 abi, s64 want)
{
	struct sct_insn code[] = {
		LDV(0, PARAMS, 1), JCI(JEQI, 0, want, 3), RET(0), RET(1),
	};
	struct parts *p = program(code, N(code), &param, 1);

	ok(match(p, abi), "%s", name);
	free(p);
}

static void params(void)
{
	struct sct_param deref = {
		.source = SCT_SOURCE_DEREF, .arg = 5, .type = SCT_TYPE_U64,
		.value = 16,
	};
	struct sct_param pair = {
		.source = SCT_SOURCE_PAIR, .type = SCT_TYPE_S64, .arg = 4, .arg2 = 3,
	};
	struct sct_param constant = {
		.source = SCT_SOURCE_CONST, .type = SCT_TYPE_S16,
		.value = 0x1ffff,
	};

	fake_reset();
	fake.regs.arg[4] = 0xfedcba9898769876;
	param("s16", arg_param(4, SCT_TYPE_S16), 0, (s16)0x9876);
	param("u16", arg_param(4, SCT_TYPE_U16), 0, 0x9876);
	param("s32", arg_param(4, SCT_TYPE_S32), 0, (s32)0x98769876);
	param("u32", arg_param(4, SCT_TYPE_U32), 0, 0x98769876);
	param("s64", arg_param(4, SCT_TYPE_S64), 0, 0xfedcba9898769876);
	param("u64", arg_param(4, SCT_TYPE_U64), 0, 0xfedcba9898769876);
	param("ia32 has 32 bits", arg_param(4, SCT_TYPE_U64), SCT_ABI_IA32,
	      0x98769876);
	fake.regs.arg[3] = 0x1122334455667788;
	param("two halves", pair, SCT_ABI_IA32, 0x5566778898769876);
	fake.regs.arg[3] = 0xffffffff;
	param("... with the sign of the high one", pair, SCT_ABI_IA32,
	      (s64)0xffffffff98769876);
	pair.type = SCT_TYPE_U64;
	param("... or without", pair, SCT_ABI_IA32, 0xffffffff98769876);
	param("ia32 s32", arg_param(4, SCT_TYPE_S32), SCT_ABI_IA32,
	      (s32)0x98769876);
	param("x32 has 64 bits", arg_param(4, SCT_TYPE_U64), SCT_ABI_X32,
	      0xfedcba9898769876);
	param("a constant has its type, too", constant, 0, -1);
	fake.memory[2] = 0x8877665544332211;
	param("dereferenced", deref, 0, 0x8877665544332211);
	deref.type = SCT_TYPE_U16;
	param("dereferenced u16", deref, 0, 0x2211);
}

static void variables(void)
{
#define VAR_IS(n, id, kind, ...)					\
	if (#kind[0] == 'I' && SCT_VAR_##id != SCT_VAR_RETVAL &&	\
	    SCT_VAR_##id < SCT_VAR_ABI) {				\
		struct sct_insn code[] = {				\
			{ .op = SCT_OP_LDV, .dst = 1, .a = (n) },	\
			JCI(JEQI, 1, 1000 + (n), 3), RET(0), RET(1),	\
		};							\
									\
		fake_reset();						\
		fake.var[n] = 1000 + (n);				\
		ok(run_code(code, N(code)) && fake.var_reads[n] == 1,	\
		   "variable " #id);					\
	}
	SCT_VARS(VAR_IS)
}

static void retval(void)
{
	struct sct_insn code[] = {
		LDV(0, RETVAL, 0), JCI(JEQI, 0, -2, 3), RET(0), RET(1),
	};
	struct sct_call call;

	fake_reset();
	fake_call(&call, 0, NULL, NULL);
	call.retval = -2;
	ok(sct_eval(code, &call) == SCT_MATCH, "variable RETVAL");
	ok(sct_result_seen(SCT_ABI_IA32, 0xfffffffeu) == -2,
	   "an error in the low half is one for a 32-bit caller");
	ok(sct_result_seen(SCT_ABI_IA32, 0xf7000000u) == 0xf7000000u,
	   "an address is not");
	ok(sct_result_seen(SCT_ABI_X86_64, 0xfffffffeu) == 0xfffffffeu,
	   "nor is it for a 64-bit one");
}

/* What is of the call and not of the task. */
static void call_itself(void)
{
	struct sct_insn abi[] = {
		LDV(0, ABI, 0), JCI(JEQI, 0, SCT_ABI_X32, 3), RET(0), RET(1),
	};
	struct sct_insn syscall[] = {
		LDV(0, SYSCALL, 0), JCI(JEQI, 0, 0x20001, 3), RET(0), RET(1),
	};
	struct sct_call call;

	fake_reset();
	fake_call(&call, SCT_ABI_X32, NULL, NULL);
	ok(sct_eval(abi, &call) == SCT_MATCH, "variable ABI");
	ok(sct_eval(syscall, &call) == SCT_MATCH, "variable SYSCALL");
}

static void comm(void)
{
	struct parts *p = parts_new();
	struct sct_insn code[] = {
		JST(JSEQ, COMM, 0, str_operand(p, "sshd"), 3),
		JST(JSEQ, COMM, 0, str_operand(p, "rm"), 3),
		RET(0), RET(1),
	};

	add_view(p, 0, NULL);
	add_rule(p, SCT_ACTION_LOG, SCT_PHASE_BEFORE, code, N(code));
	fake_reset();
	fake.comm = "rm";
	ok(match(p, 0), "variable COMM");
	ok(fake.comm_reads == 1, "COMM is read once for two comparisons");
	fake.comm = "rmdir";
	ok(!match(p, 0), "COMM is compared to its end");
	free(p);
}

/* PARAMS[2] == 7 && UID == 0 && PARAMS[1] == "x" : left to right, no further. */
static void short_circuit(void)
{
	struct sct_param params[] = {
		arg_param(0, SCT_TYPE_STR), arg_param(1, SCT_TYPE_S32),
	};
	struct parts *p = parts_new();
	struct sct_insn code[] = {
		LDV(0, PARAMS, 2), JCI(JNEI, 0, 7, 5),
		LDV(0, UID, 0), JCI(JNEI, 0, 0, 5),
		JST(JSEQ, PARAMS, 1, str_operand(p, "x"), 6),
		RET(0), RET(1),
	};

	add_view(p, 2, params);
	add_rule(p, SCT_ACTION_LOG, SCT_PHASE_BEFORE, code, N(code));
	fake_reset();
	fake.string[0] = "x";
	fake.regs.arg[1] = 8;
	ok(!match(p, 0) && !fake.var_reads[SCT_VAR_UID] && !fake.text_reads[0],
	   "a false first term: UID and the string are not visited");
	fake.regs.arg[1] = 7;
	fake.var[SCT_VAR_UID] = 1;
	ok(!match(p, 0) && fake.var_reads[SCT_VAR_UID] == 1 &&
	   !fake.text_reads[0],
	   "a false second term: the string is not visited");
	fake.var[SCT_VAR_UID] = 0;
	ok(match(p, 0) && fake.text_reads[0] == 1,
	   "all terms true: the string is read once");
	free(p);
}

static void guards(void)
{
	struct sct_param params[] = { arg_param(1, SCT_TYPE_STR) };
	struct parts *p = parts_new();
	struct sct_insn code[] = {
		JST(JSEQ, PARAMS, 1, str_operand(p, "x"), 2), RET(0), RET(1),
	};
	struct sct_view *view;

	add_view(p, 1, params);
	add_rule(p, SCT_ACTION_LOG, SCT_PHASE_BEFORE, code, N(code));
	view = &p->view[0];
	view->guard = arg_param(2, SCT_TYPE_S32);
	view->guard_mask = 0x200;
	fake_reset();
	fake.string[1] = "x";
	fake.regs.arg[2] = 0x1ff;
	ok(match(p, 0), "a guard that holds");
	fake.regs.arg[2] = 0x3ff;
	fake.text_reads[1] = 0;
	ok(!match(p, 0) && !fake.text_reads[1],
	   "a guard that does not: the program is not visited");
	view->guard_value = 0x200;
	ok(match(p, 0), "a guard on a set bit");
	view->guard_mask = ~0ull;
	view->guard_value = -1ull;
	fake.regs.arg[2] = 0xffffffff;
	ok(match(p, 0), "a guard is sign-extended as its type says");

	view->guard = (struct sct_param){
		.source = SCT_SOURCE_DEREF, .arg = 2, .type = SCT_TYPE_U64,
	};
	fake.memory_faults = true;
	ok(!match(p, 0), "an unreadable guard does not hold");
	p->rule[0].flags |= SCT_RULE_UNREADABLE_MATCHES;
	fake.text_reads[1] = 0;
	ok(match(p, 0) && !fake.text_reads[1],
	   "an unreadable guard holds if the rule says so");
	free(p);
}

/* An unreadable operand ends the program at once, wherever it stands. */
static void unreadable(void)
{
	struct sct_param params[] = {
		{ .source = SCT_SOURCE_DEREF, .arg = 0, .type = SCT_TYPE_U64 },
	};
	struct sct_insn code[] = {
		LDV(0, PARAMS, 1), LDV(1, UID, 0), RET(1),
	};
	struct parts *p = program(code, N(code), params, 1);

	fake_reset();
	fake.memory_faults = true;
	ok(!match(p, 0) && !fake.var_reads[SCT_VAR_UID],
	   "an unreadable number ends the program");
	p->rule[0].flags |= SCT_RULE_UNREADABLE_MATCHES;
	ok(match(p, 0) && !fake.var_reads[SCT_VAR_UID],
	   "... and matches if the rule says so");
	free(p);
}

/* A string that is not at hand: what each kind of look at it says. */
static void wanted(u8 op, bool lacks, u32 flags, int last)
{
	struct sct_param params[] = { arg_param(2, SCT_TYPE_STR) };
	struct parts *p = parts_new();
	struct sct_insn code[] = {
		{ .op = op, .a = SCT_VAR_PARAMS, .b = 1, .target = 2,
		  .imm = op == SCT_OP_JSNUL ? 0 : str_operand(p, "x") },
		RET(0), RET(1),
	};
	struct sct_call call;
	struct sct_bound_rule bound = {
		.free_text = SCT_MAX_STRING,
		.code = code, .unreadable_matches = flags,
	};

	fake_reset();
	fake.state[2] = SCT_TEXT_WANTED;
	add_view(p, 1, params);
	bound.view = &p->view[0];
	fake_call(&call, SCT_ABI_X86_64, bound.view, p->pool);
	call.lacks = lacks;
	ok(sct_bound_rule_decide(&bound, &call) == SCT_WANTS &&
	   call.wants == SCT_WANT_TEXT && call.want_id == 2 &&
	   call.text_state[2] == SCT_TEXT_UNREAD,
	   "op %u: a string that is not at hand is wanted, and not known", op);
	ok(sct_bound_rule_unreadable(&bound, &call) == last &&
	   sct_bound_rule_matches(&bound, &call) == (last == SCT_MATCH),
	   "op %u: if there is no other time it is unreadable", op);
	fake.state[2] = SCT_TEXT_NULL;
	call.wants = SCT_WANT_NOTHING;
	ok(sct_bound_rule_decide(&bound, &call) ==
		   (op == SCT_OP_JSNUL ? SCT_MATCH : SCT_NOMATCH),
	   "op %u: fetched, it decides", op);
	free(p);
}

static void plain(void)
{
	struct parts *p = program(NULL, 0, NULL, 0);
	struct sct_insn never[] = { RET(0) };
	struct sct_insn jumps[] = {
		JMP(2), RET(1), LDI(0, 5), JCI(JEQI, 0, 5, 5), RET(1), RET(0),
	};

	fake_reset();
	ok(match(p, 0), "no filter matches");
	free(p);
	ok(!run_code(never, 1), "RET 0 does not match");
	ok(!run_code(jumps, N(jumps)), "JMP goes to its target");
}

/* What is known of the text of a parameter that was cut after "abc". */
static int of_cut(u8 op, const char *operand)
{
	const struct sct_param param = {
		.source = SCT_SOURCE_ARG, .type = SCT_TYPE_STR,
	};
	struct sct_insn code[] = {
		{ .op = op, .a = SCT_VAR_PARAMS, .b = 1, .target = 2 },
		RET(0), RET(1),
	};
	struct parts *p = program(NULL, 0, &param, 1);
	struct sct_call call;
	int match;

	code[0].imm = str_operand(p, operand);
	fake_reset();
	fake.string[0] = "abc";
	fake.state[0] = SCT_TEXT_CUT;
	fake_call(&call, 0, &p->view[0], p->pool);
	match = sct_eval(code, &call);
	free(p);
	return match;
}

/* SCT_CUTS, in this order. */
static const struct {
	int seen;	/* the operand is in what is there */
	int unseen;	/* ... is not */
} when_cut[] = {
	[SCT_CUT_SAME] = { SCT_MATCH, SCT_NOMATCH },
	[SCT_CUT_DIFFERS] = { SCT_NOMATCH, SCT_NOMATCH },
	[SCT_CUT_FOUND] = { SCT_MATCH, SCT_UNREADABLE },
	[SCT_CUT_UNKNOWN] = { SCT_UNREADABLE, SCT_UNREADABLE },
};

/* Each opcode does what its line in SCT_OPS says. */
static void every_opcode(void)
{
#define IS_TEXT(form)	(SCT_FORM_##form == SCT_FORM_JTEXT ||		\
			 SCT_FORM_##form == SCT_FORM_JGLOB)
#define IS_GLOB(form)	(SCT_FORM_##form == SCT_FORM_JGLOB)
#define CUT_IS(n, id, form, cut)					\
	if (IS_TEXT(form))						\
		ok(of_cut(n, IS_GLOB(form) ? "abc*" : "abc") ==		\
			   when_cut[SCT_CUT_##cut].seen &&		\
		   of_cut(n, IS_GLOB(form) ? "*x" : "x") ==		\
			   when_cut[SCT_CUT_##cut].unseen,		\
		   #id " of a text that was cut: " #cut);
	SCT_OPS(CUT_IS)
	/* test_values and test_objects have the others. */
#define TRIED(n, id, form, ...)						\
	if (!IS_GLOB(form) && SCT_FORM_##form != SCT_FORM_JIP &&	\
	    SCT_FORM_##form != SCT_FORM_JOBJ)				\
		ok(op_tried[n], #id " was tried");
	SCT_OPS(TRIED)
}

int main(void)
{
	plain();
	arithmetic();
	comparisons();
	texts();
	params();
	variables();
	retval();
	call_itself();
	comm();
	short_circuit();
	guards();
	unreadable();
	wanted(SCT_OP_JSEQ, false, 0, SCT_NOMATCH);
	wanted(SCT_OP_JSNUL, false, 0, SCT_NOMATCH);
	wanted(SCT_OP_JSCONTAINS, true, 0, SCT_LOST);
	wanted(SCT_OP_JSPREFIX, true, 1, SCT_MATCH);
	every_opcode();
	return done();
}
