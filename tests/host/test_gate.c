// SPDX-License-Identifier: GPL-2.0-only
/*
 * Gates: which comparison is taken out of a program, and whom it lets through.
 * That a closed gate never hides a match, test_damage.c tries with random
 * programs.
 */
#include "rules_internal.h"
#include "fake_call.h"
#include "tables.h"
#include "tap.h"

#define N(a)	(sizeof(a) / sizeof((a)[0]))

/* Which comparison, if any, is taken out of a program. */
static void gate(const char *name, const struct sct_insn *code,
		 struct sct_param param, u8 guard_source, u8 kind, u8 op)
{
	struct sct_view view = {
		.param_count = 1, .params = { param },
		.guard = { .source = guard_source },
	};
	struct sct_gate gate = sct_gate_make(code, &view, "");

	ok(gate.kind == kind && (kind == SCT_GATE_OPEN || gate.op == op), "%s",
	   name);
}

#define GATE(name, param, guard, kind, op, ...) do {			\
	struct sct_insn code[] = { __VA_ARGS__ };			\
									\
	gate(name, code, param, SCT_SOURCE_##guard,		\
	     SCT_GATE_##kind, SCT_OP_##op);				\
} while (0)

static void gates(void)
{
	struct sct_param number = arg_param(1, SCT_TYPE_S32);
	struct sct_param deref = {
		.source = SCT_SOURCE_DEREF, .type = SCT_TYPE_S32,
	};

	GATE("a gate: PARAMS[1] == 5", number, NONE, ARG, JEQI,
	     LDV(0, PARAMS, 1), JCI(JEQI, 0, 5, 3), RET(0), RET(1));
	GATE("a gate: UID != 5 && ..., the other way round", number, NONE, VAR,
	     JNEI, LDV(3, UID, 0), JCI(JEQI, 3, 5, 5), LDV(0, PID, 0),
	     JCI(JEQI, 0, 7, 5), RET(1), RET(0));
	GATE("a gate whose way to no goes by jumps", number, NONE, VAR, JGEUI,
	     LDV(3, UID, 0), JCI(JLTUI, 3, 5, 3), RET(1), JMP(4), JMP(6),
	     RET(1), RET(0));
	GATE("a set bit has a gate", number, NONE, ARG, JSETI,
	     LDV(0, PARAMS, 1), JCI(JSETI, 0, 4, 3), RET(0), RET(1));
	GATE("no set bit has none", number, NONE, OPEN, JSETI,
	     LDV(0, PARAMS, 1), JCI(JSETI, 0, 4, 3), RET(1), RET(0));
	GATE("an alternative is no gate", number, NONE, OPEN, JEQI,
	     LDV(0, PARAMS, 1), JCI(JEQI, 0, 5, 5), LDV(0, UID, 0),
	     JCI(JEQI, 0, 7, 5), RET(0), RET(1));
	GATE("a guard on an argument does not forbid a gate", number, ARG, ARG,
	     JEQI, LDV(0, PARAMS, 1), JCI(JEQI, 0, 5, 3), RET(0), RET(1));
	GATE("a guard that may be unreadable does", number, DEREF, OPEN, JEQI,
	     LDV(0, PARAMS, 1), JCI(JEQI, 0, 5, 3), RET(0), RET(1));
	GATE("user memory is no gate", deref, NONE, OPEN, JEQI,
	     LDV(0, PARAMS, 1), JCI(JEQI, 0, 5, 3), RET(0), RET(1));
	GATE("another register is no gate", number, NONE, OPEN, JEQI,
	     LDV(0, PARAMS, 1), JCI(JEQI, 1, 5, 3), RET(0), RET(1));
	GATE("the return value is no gate", number, NONE, OPEN, JEQI,
	     LDV(0, RETVAL, 0), JCI(JEQI, 0, 5, 3), RET(0), RET(1));
	GATE("a program without comparison has none", number, NONE, OPEN, JEQI,
	     RET(0));
}

/* What strings get past the gate of a comparison with "/etc/passwd". */
static void text_gates(void)
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
	struct sct_insn other[] = {
		JST(JSEQ, PARAMS, 2, 11ull << 32, 2), RET(0), RET(1),
	};
	static const char pool[] = "/etc/passwd\0rm";
	const struct {
		const struct sct_insn *code;
		const char *string;
		u8 state;
		bool open;
	} cases[] = {
		{ equal, "/etc/passwd", 0, true },
		{ equal, "/etc/pasta", 0, true },	/* 8 bytes are alike */
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
	};
	struct sct_gate first = sct_gate_make(equal, &view, pool);
	struct sct_gate second = sct_gate_make(other, &view, pool);
	struct sct_head head = { .arg = SCT_HEAD_UNREAD };

	for (u32 i = 0; i < N(cases); i++) {
		struct sct_gate gate = sct_gate_make(cases[i].code, &view,
						     pool);

		fake_reset();
		fake.string[3] = cases[i].string;
		fake.state[3] = cases[i].state;
		head.arg = SCT_HEAD_UNREAD;
		ok(sct_gate_open(&gate, &fake.regs, 0, &head) == cases[i].open,
		   "a gate on %s is %s for \"%s\"",
		   cases[i].code == equal ? "== \"/etc/passwd\"" :
		   cases[i].code == begins ? "startswith \"/etc/\"" :
		   cases[i].code == is_short ? "== \"rm\"" : "contains",
		   cases[i].open ? "open" : "closed", cases[i].string);
	}
	fake_reset();
	fake.string[3] = fake.string[4] = "/usr";
	head.arg = SCT_HEAD_UNREAD;
	ok(!sct_gate_open(&first, &fake.regs, 0, &head) &&
	   !sct_gate_open(&first, &fake.regs, 0, &head) &&
	   fake.head_reads == 1, "the head is read once for two gates");
	ok(sct_gate_open(&second, &fake.regs, 0, &head) &&
	   fake.head_reads == 1, "a gate on a second string stays open");
	fake.state[3] = SCT_TEXT_FAULT;
	head.arg = SCT_HEAD_UNREAD;
	ok(sct_gate_open(&first, &fake.regs, 0, &head) &&
	   sct_gate_open(&first, &fake.regs, 0, &head) &&
	   fake.head_reads == 2, "a head that cannot be read is tried once");
}

int main(void)
{
	gates();
	text_gates();
	return done();
}
