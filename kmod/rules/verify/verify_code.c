// SPDX-License-Identifier: GPL-2.0-only
/*
 * The verifier's part for programs.
 *
 * Jumps only go forward, so one pass in program order sees every path: the
 * registers that are written for certain before an instruction are those that
 * are written on each edge into it, and all edges come from above.
 */
#include "lib/rules_internal.h"
#include "lib/glob.h"
#include "lib/ops.h"
#include "verify/verify_code.h"

/* What an instruction reads and writes; one line per kind of opcode. */
enum shape {
	SHAPE_UNKNOWN,
	SHAPE_LDI,
	SHAPE_LDV,
	SHAPE_JMP,
	SHAPE_RET,
	SHAPE_ALU,	/* dst, a, b */
	SHAPE_JUMP,	/* a, b, target */
	SHAPE_JUMP_IMM,	/* a, imm, target */
	SHAPE_TEXT,	/* each of a list dst, variable a, index b, string imm, target */
	SHAPE_TEXT_NULL,
	SHAPE_GLOB,	/* as TEXT, but the string is a pattern */
	SHAPE_IP,	/* ... a network */
	SHAPE_OBJECT,	/* object a, set imm, target */
};

#define OP_KNOWN(n, id, ...)	[n] = true,
static const bool op_known[256] = { SCT_OPS(OP_KNOWN) };

static enum shape shape_of(u8 op)
{
	if (!op_known[op])
		return SHAPE_UNKNOWN;
	switch ((enum sct_op)op) {
	case SCT_OP_LDI:
		return SHAPE_LDI;
	case SCT_OP_LDV:
		return SHAPE_LDV;
	case SCT_OP_JMP:
		return SHAPE_JMP;
	case SCT_OP_RET:
		return SHAPE_RET;
	case SCT_OP_ADD ... SCT_OP_SHR:
		return SHAPE_ALU;
	case SCT_OP_JEQ ... SCT_OP_JSET:
		return SHAPE_JUMP;
	case SCT_OP_JEQI ... SCT_OP_JSETI:
		return SHAPE_JUMP_IMM;
	case SCT_OP_JSNUL:
		return SHAPE_TEXT_NULL;
	case SCT_OP_JSEQ ... SCT_OP_JSSUFFIXC:
		return SHAPE_TEXT;
	case SCT_OP_JSGLOB:
	case SCT_OP_JSGLOBC:
		return SHAPE_GLOB;
	case SCT_OP_JSIP:
		return SHAPE_IP;
	case SCT_OP_JOBJ:
		return SHAPE_OBJECT;
	}
	return SHAPE_UNKNOWN;
}

/* SCT_VARS, by number. */
struct var_info {
	u8 kind;
	u8 phases;	/* bit per SCT_PHASE_* */
};

enum { KIND_NONE, KIND_INT, KIND_STR, KIND_IP, KIND_ANY };
enum { PHASES_B = 1, PHASES_A = 2, PHASES_BA = 3 };

#define VAR_INFO(n, id, kind, type, means, when) \
	[n] = { KIND_##kind, PHASES_##when },
static const struct var_info vars[256] = { SCT_VARS(VAR_INFO) };

static u32 var_error(u8 var, u8 index, u8 kind, u8 phase, struct sct_uses *uses)
{
	const struct var_info *info = &vars[var];

	if (info->kind != kind && info->kind != KIND_ANY)
		return SCT_E_VARIABLE;
	if (!(info->phases & 1u << phase))
		return SCT_E_PHASE;
	if (var != SCT_VAR_PARAMS)
		return index ? SCT_E_VARIABLE : SCT_E_OK;
	if (index < 1 || index > SCT_MAX_SLOTS)
		return SCT_E_VARIABLE;
	if (kind == KIND_INT)
		uses->ints |= 1u << index;
	else if (kind == KIND_IP)
		uses->ips |= 1u << index;
	else
		uses->texts |= 1u << index;
	return SCT_E_OK;
}

/* The registers of a program at one instruction, as bits. */
#define ALL_REGS	0xffu

struct code_checker {
	const struct sct_table *table;
	const struct sct_insn *code;
	u32 count;
	u8 phase;
	struct sct_uses *uses;
	u8 written;		/* on the way into the present instruction */
	u8 *written_at;		/* by instruction: on all jumps to it so far */
};

static bool reads_ok(const struct code_checker *c, u8 reg)
{
	return reg < SCT_NREGS && c->written & 1u << reg;
}

/* The pool string that a text is compared with. */
static u32 operand_error(const struct sct_table *table,
			 const struct sct_insn *in, enum shape shape)
{
	const char *str = sct_pool_of(table) + (u32)in->imm;
	u32 len = in->imm >> 32;

	if (!sct_string_in_pool(table, in->imm, len, SCT_MAX_STRING))
		return SCT_E_STRING;
	if (shape == SHAPE_GLOB && (len > SCT_MAX_PATTERN ||
				    !sct_glob_well_formed(str, len)))
		return SCT_E_PATTERN;
	if (shape == SHAPE_IP && (len != SCT_IP_PREFIX_LEN ||
				  (u8)str[len - 1] > 8 * (len - 1)))
		return SCT_E_PATTERN;
	return SCT_E_OK;
}

/* Strings one by one: only a parameter is a list, which is seen when the views are known. */
static u32 each_error(const struct sct_insn *in, enum shape shape,
		      struct sct_uses *uses)
{
	if (!in->dst)
		return SCT_E_OK;
	if (shape == SHAPE_IP || in->dst > SCT_EACH_ALL)
		return SCT_E_RESERVED;
	if (in->a != SCT_VAR_PARAMS || in->b < 1 || in->b > SCT_MAX_SLOTS)
		return SCT_E_VARIABLE;
	uses->lists |= 1u << in->b;
	return SCT_E_OK;
}

/* Whether there is such a set is known when the objects are, see verify_object.c. */
static u32 object_error(const struct sct_insn *in, struct sct_uses *uses)
{
	if (in->dst || in->b)
		return SCT_E_RESERVED;
	if ((in->a > SCT_MAX_OPERATION_OBJECTS && in->a != SCT_OBJECT_EXE) ||
	    in->imm >= SCT_MAX_OBJECTS)
		return SCT_E_OBJECT;
	/* A program every caller has; an object only an operation. */
	if (in->a != SCT_OBJECT_EXE)
		uses->objects |= 1u << in->a;
	if (in->imm >= uses->sets)
		uses->sets = in->imm + 1;
	return SCT_E_OK;
}

static u32 shape_error(struct code_checker *c, const struct sct_insn *in,
		       enum shape shape)
{
	u32 error;

	switch (shape) {
	case SHAPE_LDI:
		return in->a || in->b ? SCT_E_RESERVED : SCT_E_OK;
	case SHAPE_LDV:
		if (in->imm)
			return SCT_E_RESERVED;
		return var_error(in->a, in->b, KIND_INT, c->phase, c->uses);
	case SHAPE_JMP:
		return in->dst || in->a || in->b || in->imm ? SCT_E_RESERVED :
							      SCT_E_OK;
	case SHAPE_RET:
		return in->dst || in->a || in->b || in->imm > 1 ?
			       SCT_E_RESERVED : SCT_E_OK;
	case SHAPE_ALU:
		if (in->imm)
			return SCT_E_RESERVED;
		return reads_ok(c, in->a) && reads_ok(c, in->b) ?
			       SCT_E_OK : SCT_E_REGISTER;
	case SHAPE_JUMP:
		if (in->dst || in->imm)
			return SCT_E_RESERVED;
		return reads_ok(c, in->a) && reads_ok(c, in->b) ?
			       SCT_E_OK : SCT_E_REGISTER;
	case SHAPE_JUMP_IMM:
		if (in->dst || in->b)
			return SCT_E_RESERVED;
		return reads_ok(c, in->a) ? SCT_E_OK : SCT_E_REGISTER;
	case SHAPE_TEXT_NULL:
		if (in->dst || in->imm)
			return SCT_E_RESERVED;
		return var_error(in->a, in->b, KIND_STR, c->phase, c->uses);
	case SHAPE_TEXT:
	case SHAPE_GLOB:
	case SHAPE_IP:
		error = each_error(in, shape, c->uses);
		if (error)
			return error;
		error = operand_error(c->table, in, shape);
		if (error)
			return error;
		return var_error(in->a, in->b,
				 shape == SHAPE_IP ? KIND_IP : KIND_STR,
				 c->phase, c->uses);
	case SHAPE_OBJECT:
		return object_error(in, c->uses);
	case SHAPE_UNKNOWN:
		break;
	}
	return SCT_E_OPCODE;
}

static bool reads_text(enum shape shape)
{
	return shape == SHAPE_TEXT || shape == SHAPE_TEXT_NULL ||
	       shape == SHAPE_GLOB;
}

static bool is_jump(enum shape shape)
{
	return shape == SHAPE_JMP || shape == SHAPE_JUMP ||
	       shape == SHAPE_JUMP_IMM || shape == SHAPE_IP ||
	       shape == SHAPE_OBJECT || reads_text(shape);
}

static bool writes_register(enum shape shape)
{
	return shape == SHAPE_LDI || shape == SHAPE_LDV || shape == SHAPE_ALU;
}

static u32 insn_error(struct code_checker *c, u32 i)
{
	const struct sct_insn *in = &c->code[i];
	enum shape shape = shape_of(in->op);
	u32 error = shape_error(c, in, shape);

	if (error)
		return error;
	if (writes_register(shape)) {
		if (in->dst >= SCT_NREGS)
			return SCT_E_REGISTER;
		c->written |= 1u << in->dst;
	}
	if (!is_jump(shape))
		return in->target ? SCT_E_RESERVED : SCT_E_OK;
	if (in->target <= i || in->target >= c->count)
		return SCT_E_JUMP;
	c->written_at[in->target] &= c->written;
	return SCT_E_OK;
}

/**
 * sct_verify_code - check the program of a rule
 * @table: header and rules are verified
 * @rule: index of the rule
 * @uses: set to the parameters that the program reads, and as what
 * @index: set to the instruction that is wrong
 *
 * Return: SCT_E_*
 */
u32 sct_verify_code(const struct sct_table *table, u32 rule,
		    struct sct_uses *uses, u32 *index)
{
	const struct sct_rule *r = &sct_rules_of(table)[rule];
	struct code_checker c = {
		.table = table,
		.code = sct_insns_of(table) + r->insn,
		.count = r->insn_count,
		.phase = r->phase,
		.uses = uses,
	};
	u32 error = SCT_E_OK;

	if (!c.count)
		return SCT_E_OK;
	*index = c.count - 1;
	if (c.code[c.count - 1].op != SCT_OP_RET)
		return SCT_E_END;
	c.written_at = sct_alloc(c.count, 1);
	if (!c.written_at)
		return SCT_E_MEMORY;
	memset(c.written_at, ALL_REGS, c.count);

	for (u32 i = 0; i < c.count; i++) {
		c.written &= c.written_at[i];
		error = insn_error(&c, i);
		if (error) {
			*index = i;
			break;
		}
		/* The next instruction is reached by jumps alone. */
		if (c.code[i].op == SCT_OP_RET || c.code[i].op == SCT_OP_JMP)
			c.written = ALL_REGS;
	}
	sct_free(c.written_at);
	return error;
}

/**
 * sct_first_use - where a verified program reads one of some parameters
 * @table: the table
 * @rule: index of the rule
 * @which: the parameters
 *
 * Return: index of the instruction.
 */
u32 sct_first_use(const struct sct_table *table, u32 rule,
		  struct sct_uses which)
{
	const struct sct_rule *r = &sct_rules_of(table)[rule];
	const struct sct_insn *code = sct_insns_of(table) + r->insn;

	for (u32 i = 0; i < r->insn_count; i++) {
		enum shape shape = shape_of(code[i].op);
		u16 bit = 1u << (code[i].b & 15);

		if (shape == SHAPE_OBJECT && which.objects & 1u << code[i].a)
			return i;
		if (code[i].a != SCT_VAR_PARAMS)
			continue;
		if ((shape == SHAPE_LDV && which.ints & bit) ||
		    (shape == SHAPE_IP && which.ips & bit) ||
		    (reads_text(shape) && which.texts & bit) ||
		    (reads_text(shape) && code[i].dst && which.lists & bit))
			return i;
	}
	return SCT_NOWHERE;
}
