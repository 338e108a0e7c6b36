// SPDX-License-Identifier: GPL-2.0-only
/*
 * The verifier refuses each kind of wrong table, and says what and where.
 *
 * Each case is the sample table with one thing changed.
 */
#include "lib/rules_internal.h"
#include "tables.h"
#include "tap.h"
#include "verify_case.h"

#define HEADER(error, change) do {					\
	struct parts *p = sample();					\
	size_t size;							\
	struct sct_table *t = image(p, &size);				\
	change;								\
	expect(#change, t, size, SCT_E_##error, ANY, ANY);		\
	free(t);							\
	free(p);							\
} while (0)

static void headers(void)
{
	HEADER(OK, (void)0);
	HEADER(SIZE, size = 0);
	HEADER(SIZE, size = sizeof(*t) - 8);
	HEADER(SIZE, size -= 8);
	HEADER(SIZE, size -= 4);
	HEADER(SIZE, t->size += 8);
	HEADER(MAGIC, t->magic++);
	HEADER(VERSION, t->version = SCT_ABI_VERSION + 1);
	HEADER(RESERVED, t->flags = 1);
	HEADER(SECTION, t->objects.off = 8);
	HEADER(SECTION, t->operations.count = 1);
	HEADER(SECTION, t->operations.off = t->size + 8);
	HEADER(SECTION, t->looks.off = 8);
	HEADER(SECTION, t->looks.count = 1);
	HEADER(SECTION, t->automata.off = 8);
	HEADER(SECTION, t->automata.count = 1);
	HEADER(LIMIT, t->rules.count = SCT_MAX_RULES + 1);
	HEADER(LIMIT, size = SCT_MAX_TABLE_BYTES + 8);
	HEADER(SECTION, t->rules.off += 8);
	HEADER(SECTION, t->rules.off += 4);
	HEADER(SECTION, t->rules.off = 0);
	HEADER(SECTION, t->rules.off = 0xfffffff8);
	HEADER(SECTION, t->rules.count++);
	HEADER(SECTION, t->views.count--);
	HEADER(SECTION, t->views.count = 0x1e1e1e2);	/* * 136 wraps 32 bits */
	HEADER(SECTION, t->bindings.count = 0x10000000);
	HEADER(SECTION, t->insns.count = 0xffffffff);
	HEADER(SECTION, t->strings.count = 0xffffffff);
	HEADER(SECTION, t->text.count += 8);
	HEADER(SIZE, t->text.count = 0);
	HEADER(SECTION, t->insns.off = t->views.off);
	/* The padding after the strings: the last byte before the text. */
	HEADER(RESERVED, ((u8 *)t)[t->text.off - 1] = 1);
}

/* As HEADER(), of a table that has a look. */
#define LOOK_AT(error, at, change) do {					\
	struct parts *p = sample();					\
	size_t size;							\
	struct sct_table *t = with_look(p, &size);			\
	struct sct_look *look = (void *)((u8 *)t + t->looks.off);	\
	struct sct_automaton *a = (void *)((u8 *)t + t->automata.off);	\
	u32 *words = (u32 *)(a + 1);					\
									\
	(void)look;							\
	(void)words;							\
	change;								\
	expect(#change, t, size, SCT_E_##error, ANY, at);		\
	free(t);							\
	free(p);							\
} while (0)
#define LOOK(error, change)	LOOK_AT(error, ANY, change)

static void looks(void)
{
	LOOK(OK, (void)0);
	LOOK(OK, a->flags = SCT_AUTOMATON_ANCHORED);
	LOOK_AT(RESERVED, 0, look->reserved[1] = 1);
	LOOK_AT(RESERVED, 0, look->reserved2 = 1);
	LOOK_AT(LOOK, 0, look->nr = 88);
	LOOK_AT(LOOK, 0, look->abi = SCT_ABI_ARM);
	LOOK_AT(LOOK, 0, look->var = SCT_VAR_EXE);
	LOOK_AT(LOOK, 0, look->var = SCT_VAR_COMM);	/* has no register */
	LOOK_AT(LOOK, 0, look->arg = SCT_MAX_PARAMS);
	LOOK_AT(LOOK, 0, look->automaton = 2);
	LOOK_AT(LOOK, 0, look->automaton = 0xffffffff);
	LOOK_AT(LOOK, 0, a->rules = 3);
	LOOK(LOOK, a->words += 2);
	LOOK(LOOK, a->words = 0);
	LOOK(LOOK, a->slots = 1);
	LOOK(LOOK, a->slots = 0x80000000);
	LOOK(LOOK, a->lists = 0);
	LOOK(LOOK, a->lists = 3);
	LOOK(LOOK, a->classes = 1);
	LOOK(LOOK, a->classes = 3);
	LOOK(LOOK, a->shift = 10);
	LOOK(LOOK, a->flags = 2);
	LOOK(LOOK, a->gram_shift = SCT_MIN_GRAM_SHIFT - 1);
	LOOK(LOOK, a->gram_shift = 28);
	LOOK(LOOK, a->gram_shift = 26);
	LOOK(LOOK, a->class_of[7] = 1);		/* that of BEGIN */
	LOOK(LOOK, words[0] = 1);		/* a state without slots */
	LOOK(LOOK, words[4] = 1);		/* the list at 0 */
	LOOK(LOOK, words[5] = 1);		/* padding */
}

static void rules(void)
{
	struct sct_insn *nothing = NULL;

	PARTS(RULE, 0, ANY, p->rule[0].action = 0);
	PARTS(RULE, 0, ANY, p->rule[0].action = 5);
	PARTS(RULE, 1, ANY, p->rule[1].phase = 2);
	PARTS(RULE, 1, ANY, p->rule[1].flags |= SCT_RULE_FLAGS + 1);
	PARTS(RULE, 1, ANY, p->rule[1].flags = 0);
	PARTS(RULE, 0, ANY, p->rule[0].flags = SCT_RULE_CONTINUE);
	PARTS(RULE, 0, ANY, p->rule[0].captures |= 1);
	PARTS(RULE, 0, ANY, p->rule[0].captures |= 1 << SCT_VAR_PARAMS);
	PARTS(RULE, 0, ANY, p->rule[0].captures |= 1ull << SCT_NR_VARS);
	PARTS(OK, ANY, ANY, p->rule[0].captures |= 1ull << 31);
	PARTS(OK, ANY, ANY, p->rule[0].captures |= 1 << SCT_VAR_EXE);
	PARTS(RULE, 0, ANY, p->rule[0].captures |= 1ull << 63);
	PARTS(PHASE, 0, ANY, p->rule[0].captures |= 1 << SCT_VAR_RETVAL);
	PARTS(PHASE, 0, ANY, p->rule[0].phase = SCT_PHASE_AFTER);
	PARTS(PHASE, 0, ANY, (p->rule[0].phase = SCT_PHASE_AFTER,
			      p->rule[0].action = SCT_ACTION_KILL,
			      p->rule[0].signal = 9, p->rule[0].error = 0));
	PARTS(PHASE, 0, ANY, (p->rule[0].phase = SCT_PHASE_AFTER,
			      p->rule[0].action = SCT_ACTION_SUSPEND,
			      p->rule[0].error = 0));
	PARTS(OK, ANY, ANY, (p->rule[0].action = SCT_ACTION_SUSPEND,
			     p->rule[0].error = 0));
	PARTS(SIGNAL, 0, ANY, p->rule[0].signal = 9);
	PARTS(SIGNAL, 0, ANY, (p->rule[0].action = SCT_ACTION_KILL,
			       p->rule[0].error = 0));
	PARTS(SIGNAL, 0, ANY, (p->rule[0].action = SCT_ACTION_KILL,
			       p->rule[0].signal = 65, p->rule[0].error = 0));
	PARTS(PRIORITY, 0, ANY, p->rule[0].priority = 8);
	PARTS(LIMIT, 0, ANY, p->rule[0].max_data = SCT_MAX_STRING + 1);
	PARTS(RESERVED, 0, ANY, p->rule[0].reserved0[6] = 1);
	PARTS(RULE, 1, ANY, p->rule[1].flags |= SCT_RULE_INCLUDE_INIT);
	PARTS(OK, ANY, ANY, p->rule[0].flags |= SCT_RULE_INCLUDE_INIT);
	PARTS(RESERVED, 1, ANY, p->rule[1].reserved = 1);
	PARTS(RULE, 0, ANY, p->rule[0].deadline_ms = 1);
	PARTS(RULE, 0, ANY, p->rule[0].unanswered = SCT_VERDICT_FAILED);
	PARTS(OK, ANY, ANY, (p->rule[0].action = SCT_ACTION_SUSPEND,
			     p->rule[0].error = 0, p->rule[0].deadline_ms = 1));
	PARTS(OK, ANY, ANY, (p->rule[0].action = SCT_ACTION_SUSPEND,
			     p->rule[0].unanswered = SCT_VERDICT_FAILED,
			     p->rule[0].deadline_ms = SCT_MAX_DEADLINE_MS));
	PARTS(OK, ANY, ANY, (p->rule[0].action = SCT_ACTION_SUSPEND,
			     p->rule[0].unanswered = SCT_VERDICT_KILLED,
			     p->rule[0].error = 0, p->rule[0].signal = 15,
			     p->rule[0].deadline_ms = 1));
	PARTS(RULE, 0, ANY, (p->rule[0].action = SCT_ACTION_SUSPEND,
			     p->rule[0].error = 0,
			     p->rule[0].deadline_ms = SCT_MAX_DEADLINE_MS + 1));
	PARTS(RULE, 0, ANY, (p->rule[0].action = SCT_ACTION_SUSPEND,
			     p->rule[0].error = 0, p->rule[0].deadline_ms = 1,
			     p->rule[0].unanswered = SCT_VERDICT_SUSPENDED));
	PARTS(ERRNO, 0, ANY, (p->rule[0].action = SCT_ACTION_SUSPEND,
			      p->rule[0].unanswered = SCT_VERDICT_FAILED,
			      p->rule[0].error = 0, p->rule[0].deadline_ms = 1));
	PARTS(SIGNAL, 0, ANY, (p->rule[0].action = SCT_ACTION_SUSPEND,
			       p->rule[0].unanswered = SCT_VERDICT_KILLED,
			       p->rule[0].error = 0, p->rule[0].deadline_ms = 1));
	PARTS(ERRNO, 0, ANY, p->rule[0].error = 0);
	PARTS(ERRNO, 0, ANY, p->rule[0].error = -1);
	PARTS(ERRNO, 0, ANY, p->rule[0].error = 4096);
	PARTS(ERRNO, 0, ANY, p->rule[0].error = 4095);
	PARTS(ERRNO, 0, ANY, p->rule[0].error = 516);
	PARTS(ERRNO, 0, ANY, p->rule[0].error = 512);
	PARTS(OK, ANY, ANY, p->rule[0].error = 511);
	PARTS(ERRNO, 1, ANY, p->rule[1].error = 1);
	PARTS(NAME, 1, ANY, (p->rule[1].name.off += 4, p->rule[1].name.len = 0));
	PARTS(STRING, 1, ANY, p->rule[1].name.len--);
	PARTS(STRING, 1, ANY, p->rule[1].name.len += 2);
	PARTS(STRING, 1, ANY, p->rule[1].name.off = p->pool_size);
	PARTS(STRING, 1, ANY, p->rule[1].name.off = 0xfffffffc);
	PARTS(STRING, 0, ANY, p->rule[0].format.len = 0xffffffff);
	PARTS(STRING, 0, ANY, p->rule[0].format.off = 1);
	PARTS(STRING, 0, ANY, p->pool[p->rule[0].name.off + 2] = 0);
	PARTS(LIMIT, 2, ANY, (add_rule(p, 1, 0, nothing, 0),
			      p->rule[2].insn = 0,
			      p->rule[2].insn_count = SCT_MAX_INSNS_PER_RULE + 1,
			      p->insns = MAX_CODE));
	PARTS(END, 0, ANY, p->rule[0].insn = 1);
	PARTS(END, 0, ANY, p->rule[0].insn = 0xffffffff);
	PARTS(END, 0, ANY, p->rule[0].insn_count = 0xffffffff);
	PARTS(END, 0, 9, p->rule[0].insn_count = 10);
}

static void names(void)
{
	char name[257] = { };
	struct parts *p;

	memset(name, 'n', 256);
	p = sample();
	p->rule[1].name = add_string(p, name, 255);
	expect_parts("a name of 255 bytes", p, SCT_E_OK, ANY, ANY);
	p = sample();
	p->rule[1].name = add_string(p, name, 256);
	expect_parts("a name of 256 bytes", p, SCT_E_STRING, 1, ANY);
}

static void views(void)
{
	PARTS(VIEW, ANY, 0, p->view[0].param_count = 7);
	PARTS(VIEW, ANY, 0, p->view[0].param_count = 3);
	PARTS(RESERVED, ANY, 1, p->view[1].guard.reserved[1] = 1);
	PARTS(VIEW, ANY, 0, p->view[0].params[0].source = 4);
	PARTS(VIEW, ANY, 0, p->view[0].params[0].arg = 6);
	PARTS(VIEW, ANY, 0, p->view[0].params[0].type = 0);
	PARTS(VIEW, ANY, 0, p->view[0].params[0].type = 17);
	PARTS(VIEW, ANY, 0, p->view[0].params[0].value = 1);
	PARTS(VIEW, ANY, 0, p->view[0].params[2].type = SCT_TYPE_STR);
	PARTS(VIEW, ANY, 0, p->view[0].params[2].arg = 1);
	PARTS(VIEW, ANY, 0, p->view[0].params[3].type = SCT_TYPE_STR);
	PARTS(VIEW, ANY, 0, p->view[0].params[3].value = 4096);
	PARTS(VIEW, ANY, 0, p->view[0].params[3].value = 1ull << 32);
	PARTS(VIEW, ANY, 0, p->view[0].params[3].arg = 6);
	PARTS(VIEW, ANY, 0, p->view[0].params[5].type = SCT_TYPE_S32);
	PARTS(VIEW, ANY, 0, p->view[0].params[5].value = 1);
	PARTS(RESERVED, ANY, 0, p->view[0].params[13].reserved[1] = 1);
	PARTS(VIEW, ANY, 1, p->view[1].guard.type = SCT_TYPE_STR);
	PARTS(RESERVED, ANY, 1, p->view[1].guard.reserved[0] = 1);
	PARTS(VIEW, ANY, 0, p->view[0].guard_mask = 1);
	PARTS(VIEW, ANY, 0, p->view[0].guard_value = 1);
}

static void many_derefs(struct parts *p, u32 first)
{
	for (u32 i = 0; i < 6; i++)
		p->view[p->views].params[i] = (struct sct_param){
			.source = SCT_SOURCE_DEREF, .type = SCT_TYPE_U64,
			.value = first + 8 * i,
		};
	p->view[p->views++].param_count = 6;
}

static void retval_buffer(struct parts *p, u32 view)
{
	p->view[view].params[4] = (struct sct_param){
		.source = SCT_SOURCE_ARG, .type = SCT_TYPE_BYTES,
		.mode = SCT_LEN_RETVAL,
	};
	p->view[view].param_count = 5;
}

static void bindings(void)
{
	const struct sct_param filled = {
		.source = SCT_SOURCE_FILLED, .type = SCT_TYPE_U64, .arg = 1,
	};
	struct sct_binding swap;

	PARTS(BINDING, ANY, 3, p->binding[3].abi = SCT_NR_ABIS);
	PARTS(BINDING, ANY, 2, p->binding[2].nr = 1024);
	PARTS(BINDING, ANY, 2, p->binding[2].rule = 2);
	PARTS(BINDING, ANY, 2, p->binding[2].view = 2);
	PARTS(BINDING, ANY, 0, p->binding[0].flags = 2);
	PARTS(OK, ANY, ANY, p->binding[0].flags = SCT_BINDING_OPTIONAL);
	PARTS(RESERVED, ANY, 0, p->binding[0].reserved = 1);
	PARTS(BINDING, 0, 1, p->binding[1] = p->binding[0]);
	/* A rule may see a call in two ways; in order, and no way twice. */
	PARTS(OK, ANY, ANY, (p->binding[1] = p->binding[0], p->binding[1].view = 1,
			     p->binding[1].rule = p->binding[0].rule));
	PARTS(BINDING, 0, 1, (p->binding[1] = p->binding[0], p->binding[0].view = 1));
	PARTS(BINDING, 1, 1, p->binding[1].nr--);
	PARTS(BINDING, 0, 1, (swap = p->binding[0],
			      p->binding[0] = p->binding[1],
			      p->binding[1] = swap));
	/* Rule 0 reads PARAMS[1] as a string (5) and PARAMS[2] as a number (0). */
	PARTS(VARIABLE, 0, 5, p->view[0].params[0].type = SCT_TYPE_U64);
	PARTS(VARIABLE, 0, 0, p->view[0].params[1].type = SCT_TYPE_STR);
	PARTS(VARIABLE, 0, 0, (p->view[1].param_count = 1,
			       p->view[1].params[1] = (struct sct_param){ }));
	PARTS(OK, ANY, ANY, (many_derefs(p, 8), add_binding(p, 2, 1, 1, 2)));
	/* Rule 0 is asked before the call, rule 1 after it. */
	PARTS(PHASE, 0, 0, (p->view[0].params[4] = filled, p->view[0].param_count = 5));
	PARTS(OK, ANY, ANY, (p->view[0].params[4] = filled, p->view[0].param_count = 5,
			     p->bindings = 2, p->binding[0].view = 1));
	PARTS(PHASE, 0, 0, retval_buffer(p, 0));
	PARTS(OK, ANY, ANY, (retval_buffer(p, 0), p->bindings = 2,
			     p->binding[0].view = 1));
}

#define CODE(error, index, change) \
	PARTS(error, 0, index, struct sct_insn *in = p->insn; change)

static void code(void)
{
	CODE(OPCODE, 2, in[2].op = 0);
	CODE(OPCODE, 2, in[2].op = 5);
	CODE(OPCODE, 2, in[2].op = 76);
	CODE(OPCODE, 2, in[2].op = 255);
	CODE(REGISTER, 0, in[0].dst = 8);
	CODE(REGISTER, 2, in[0].dst = 2);
	CODE(REGISTER, 2, in[2].dst = 8);
	CODE(REGISTER, 2, in[2].a = 8);
	CODE(REGISTER, 2, in[2].a = 7);
	CODE(REGISTER, 2, in[2].b = 255);
	CODE(REGISTER, 3, in[3].b = 2);
	CODE(REGISTER, 4, in[4].a = 3);
	CODE(RESERVED, 0, in[0].imm = 1);
	CODE(RESERVED, 0, in[0].target = 1);
	CODE(RESERVED, 1, in[1].a = 1);
	CODE(RESERVED, 1, in[1].b = 1);
	CODE(RESERVED, 1, in[1].target = 5);
	CODE(RESERVED, 2, in[2].imm = 1);
	CODE(RESERVED, 2, in[2].target = 4);
	CODE(RESERVED, 3, in[3].dst = 1);
	CODE(RESERVED, 3, in[3].imm = 1);
	CODE(RESERVED, 4, in[4].dst = 1);
	CODE(RESERVED, 4, in[4].b = 1);
	CODE(VARIABLE, 5, in[5].dst = SCT_EACH_ANY);
	CODE(RESERVED, 5, in[5].dst = SCT_EACH_ALL + 1);
	CODE(RESERVED, 6, in[6].dst = 1);
	CODE(RESERVED, 6, in[6].a = 1);
	CODE(RESERVED, 6, in[6].b = 1);
	CODE(RESERVED, 6, in[6].target = 7);
	CODE(RESERVED, 7, in[7].imm = 2);
	CODE(RESERVED, 8, in[8].imm = 1);
	CODE(RESERVED, 8, in[8].dst = 1);
	CODE(RESERVED, 9, in[9].a = 1);
	CODE(RESERVED, 9, in[9].imm = 1);
	CODE(JUMP, 3, in[3].target = 3);
	CODE(JUMP, 3, in[3].target = 0);
	CODE(JUMP, 3, in[3].target = 11);
	CODE(JUMP, 3, in[3].target = 0xffffffff);
	CODE(JUMP, 9, in[9].target = 9);
	CODE(JUMP, 5, in[5].target = 1);
	CODE(VARIABLE, 0, in[0].a = 0);
	CODE(VARIABLE, 0, in[0].a = 15);	/* an index, but none of PARAMS */
	CODE(VARIABLE, 0, in[0].a = 255);
	CODE(VARIABLE, 0, in[0].a = SCT_VAR_COMM);
	CODE(VARIABLE, 0, in[0].b = 0);
	CODE(VARIABLE, 0, in[0].b = 7);
	CODE(VARIABLE, 0, in[0].b = 14);
	CODE(VARIABLE, 0, in[0].b = 15);
	CODE(PATTERN, 5, in[5].op = SCT_OP_JSIP);
	CODE(VARIABLE, 8, in[8].a = SCT_VAR_SYSCALL);
	CODE(VARIABLE, 8, in[8].a = SCT_VAR_SYSCALL + 1);
	CODE(VARIABLE, 0, (in[0].a = SCT_VAR_EXE, in[0].b = 0));
	CODE(VARIABLE, 0, in[0].a = SCT_VAR_UID);
	CODE(VARIABLE, 5, in[5].a = SCT_VAR_UID);
	CODE(VARIABLE, 5, in[5].b = 0);
	CODE(VARIABLE, 8, in[8].b = 1);
	CODE(PHASE, 0, (in[0].a = SCT_VAR_RETVAL, in[0].b = 0));
	CODE(STRING, 5, in[5].imm++);
	CODE(STRING, 5, in[5].imm = p->pool_size);
	CODE(STRING, 5, in[5].imm = 0xffffffffffffffff);
	CODE(STRING, 5, in[5].imm = 4096ull << 32);
	CODE(END, 10, in[10] = in[9]);
	CODE(END, 10, in[10].op = 0);
}

/* Whether a register was written is a matter of all paths. */
static void paths(void)
{
	struct sct_insn one_side[] = {
		LDV(0, UID, 0),
		JCI(JEQI, 0, 0, 3),
		LDI(1, 1),
		JCI(JEQI, 1, 1, 5),
		RET(0),
		RET(1),
	};
	struct sct_insn both_sides[] = {
		LDV(0, UID, 0),
		JCI(JEQI, 0, 0, 4),
		LDI(1, 1),
		JMP(5),
		LDI(1, 2),
		JCI(JEQI, 1, 1, 7),
		RET(0),
		RET(1),
	};
	/* What no path reaches must still be in order, but has no past. */
	struct sct_insn unreached[] = {
		JMP(2),
		JCI(JEQI, 5, 1, 2),
		RET(1),
	};
	struct sct_insn unreached_then_reached[] = {
		LDV(0, UID, 0),
		JCI(JEQI, 0, 1, 3),
		RET(0),
		JCI(JEQI, 5, 1, 4),
		RET(1),
	};
	struct parts *p = parts_new();

	add_rule(p, SCT_ACTION_LOG, 0, one_side, 6);
	expect_parts("a register written on one path only", p, SCT_E_REGISTER,
		     0, 3);
	p = parts_new();
	add_rule(p, SCT_ACTION_LOG, 0, both_sides, 8);
	expect_parts("a register written on both paths", p, SCT_E_OK, ANY, ANY);
	p = parts_new();
	add_rule(p, SCT_ACTION_LOG, 0, unreached, 3);
	expect_parts("an instruction that no path reaches", p, SCT_E_OK, ANY,
		     ANY);
	p = parts_new();
	add_rule(p, SCT_ACTION_LOG, 0, unreached_then_reached, 5);
	expect_parts("a register unwritten at a jump over a RET", p,
		     SCT_E_REGISTER, 0, 3);
	expect_parts("the empty table", parts_new(), SCT_E_OK, ANY, ANY);
}

/* Every variable and every opcode that the format has is accepted. */
static void everything_known(void)
{
#define TRY_VAR(n, id, kind, ...) do {					\
		struct parts *p = sample();				\
		bool str = #kind[0] == 'S';				\
		struct sct_insn code[] = {				\
			{ .op = str ? SCT_OP_JSNUL : SCT_OP_LDV,	\
			  .a = SCT_VAR_##id, .target = str,		\
			  .b = SCT_VAR_##id == SCT_VAR_PARAMS ? 2 : 0 },\
			RET(1) };					\
									\
		add_rule(p, SCT_ACTION_LOG, SCT_PHASE_AFTER, code, 2);	\
		expect_parts("variable " #id, p, SCT_E_OK, ANY, ANY);	\
	} while (0);
	SCT_VARS(TRY_VAR)
#define TRY_OP(n, id, ...) do {						\
		struct parts *p = sample();				\
		bool text = (n) >= SCT_OP_JSEQ;				\
		struct sct_insn code[] = {				\
			LDI(0, 1), { .op = SCT_OP_##id }, RET(1) };	\
									\
		if ((n) == SCT_OP_LDV || text)				\
			code[1].a = text ? SCT_VAR_COMM : SCT_VAR_PID;	\
		if ((n) == SCT_OP_JMP || (n) >= SCT_OP_JEQ)		\
			code[1].target = 2;				\
		if ((n) == SCT_OP_JSIP)					\
			code[1] = (struct sct_insn)JST(JSIP, PARAMS, 13,	\
				str_operand(p, "0123456789abcdef "), 2);\
		else if ((n) == SCT_OP_JOBJ)				\
			code[1].a = SCT_OBJECT_EXE,			\
			add_object(p, "/x", 0, SCT_REACH_EXACT, SCT_HOLD_BOTH); \
		else if (text && (n) != SCT_OP_JSNUL)			\
			code[1].imm = str_operand(p, "x");		\
		add_rule(p, SCT_ACTION_LOG, SCT_PHASE_BEFORE, code, 3);	\
		expect_parts("opcode " #id, p, SCT_E_OK, ANY, ANY);	\
	} while (0);
	SCT_OPS(TRY_OP)
}

static void memory(void)
{
	for (unsigned int n = 1; n <= 3; n++) {
		struct parts *p = sample();

		shim_fail_alloc = n;
		expect_parts("an allocation fails", p, SCT_E_MEMORY,
			     n == 3 ? 0 : ANY, n == 3 ? 10 : ANY);
	}
	shim_fail_alloc = 0;
}

/*
 * Rules that share a long program are each checked: the sum is limited, or a
 * small table would keep the kernel busy for seconds.
 */
static void sharing(void)
{
	u32 rules = SCT_MAX_RULES, insns = SCT_MAX_INSNS_PER_RULE;
	u32 size = sizeof(struct sct_table) + rules * sizeof(struct sct_rule) +
		   insns * sizeof(struct sct_insn) + 8;
	struct sct_table *t = calloc(1, size);
	struct sct_rule *rule = (struct sct_rule *)(t + 1);
	struct sct_insn *insn = (struct sct_insn *)(rule + rules);
	u32 most = SCT_MAX_TABLE_BYTES / sizeof(*insn) / insns;

	*t = (struct sct_table){ .magic = SCT_TABLE_MAGIC,
				 .version = SCT_ABI_VERSION, .size = size };
	t->rules = (struct sct_section){ sizeof(*t), rules };
	t->views.off = (u8 *)insn - (u8 *)t;
	t->bindings.off = t->views.off;
	t->insns = (struct sct_section){ t->views.off, insns };
	t->strings = (struct sct_section){ size - 8, 2 };
	t->text.off = size;
	*((u8 *)t + size - 8) = 'r';
	for (u32 i = 0; i < rules; i++)
		rule[i] = (struct sct_rule){
			.name = { 0, 1 }, .insn_count = insns,
			.action = SCT_ACTION_LOG, .flags = SCT_RULE_LOG,
		};
	for (u32 i = 0; i < insns; i++)
		insn[i] = (struct sct_insn)RET(1);
	expect("all rules share the longest program", t, size, SCT_E_LIMIT,
	       most, ANY);
	free(t);
}

/* What is dear by itself, in one rule; test_search.c has the sums. */
static void too_dear(void)
{
	struct parts *p = parts_new();
	struct sct_param param = arg_param(0, SCT_TYPE_STR);
	struct sct_insn code[22] = { };
	char part[101] = { };
	u64 operand;

	memset(part, 'a', 100);
	operand = str_operand(p, part);
	for (u32 i = 0; i < 20; i++)
		code[i] = (struct sct_insn)JST(JSCONTAINS, PARAMS, 1, operand, 21);
	code[3].op = SCT_OP_JSCONTAINSC;
	code[20] = code[21] = (struct sct_insn)RET(0);
	add_view(p, 1, &param);
	add_rule(p, SCT_ACTION_LOG, SCT_PHASE_BEFORE, code, 22);
	add_binding(p, 0, 1, 0, 0);
	expect_parts("a rule that may take too long", p, SCT_E_COST, 0, 3);
}

int main(void)
{
	headers();
	looks();
	rules();
	names();
	too_dear();
	views();
	bindings();
	code();
	paths();
	everything_known();
	memory();
	sharing();

	/*
	 * The others are about this kernel's calls and files, see the tests in the VM;
	 * or about operations, see test_objects.c.
	 */
#define REACHED(n, id, text) \
	if ((n) < SCT_E_NO_CALL || ((n) > SCT_E_HOOK && (n) < SCT_E_OBJECT && \
				    (n) != SCT_E_DENIAL && \
				    (n) != SCT_E_RATE && (n) != SCT_E_DELIVERY)) \
		ok(seen[n], "SCT_E_" #id " was reported");
	SCT_ERRORS(REACHED)
	return done();
}
