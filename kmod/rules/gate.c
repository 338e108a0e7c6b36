// SPDX-License-Identifier: GPL-2.0-only
/*
 * Finds the gate of a verified program: it begins with
 *
 *	0  ldv  r, X			0  jseq PARAMS[n], "string" -> T
 *	1  j..i r, imm -> T
 *
 * and one way out (of the string form, the way on) leads to "ret 0" without
 * looking at anything more.
 */
#include "rules_internal.h"
#include "gate.h"

static const struct sct_gate always_open = { .kind = SCT_GATE_OPEN };

/* Does the program, from instruction @i on, just say no? */
static bool says_no(const struct sct_insn *code, u32 i)
{
	while (code[i].op == SCT_OP_JMP)
		i = code[i].target;
	return code[i].op == SCT_OP_RET && !code[i].imm;
}

/* The opcode that holds where @op does not; 0 if there is none. */
static u8 opposite(u8 op)
{
	switch (op) {
	case SCT_OP_JEQI:
		return SCT_OP_JNEI;
	case SCT_OP_JNEI:
		return SCT_OP_JEQI;
	case SCT_OP_JLTI:
		return SCT_OP_JGEI;
	case SCT_OP_JLEI:
		return SCT_OP_JGTI;
	case SCT_OP_JGTI:
		return SCT_OP_JLEI;
	case SCT_OP_JGEI:
		return SCT_OP_JLTI;
	case SCT_OP_JLTUI:
		return SCT_OP_JGEUI;
	case SCT_OP_JLEUI:
		return SCT_OP_JGTUI;
	case SCT_OP_JGTUI:
		return SCT_OP_JLEUI;
	case SCT_OP_JGEUI:
		return SCT_OP_JLTUI;
	default:
		return 0;
	}
}

static bool operand(struct sct_gate *gate, const struct sct_insn *ldv,
		    const struct sct_view *view)
{
	const struct sct_param *param;

	/* Not of the task, but of the call. */
	if (ldv->a == SCT_VAR_RETVAL || ldv->a == SCT_VAR_ABI ||
	    ldv->a == SCT_VAR_SYSCALL)
		return false;
	if (ldv->a != SCT_VAR_PARAMS) {
		gate->kind = SCT_GATE_VAR;
		gate->what = ldv->a;
		return true;
	}
	param = &view->params[ldv->b - 1];
	if (param->source != SCT_SOURCE_ARG || !sct_type_is_int(param->type))
		return false;
	gate->kind = SCT_GATE_ARG;
	gate->what = param->arg;
	gate->type = param->type;
	return true;
}

static struct sct_gate number_gate(const struct sct_insn *code,
				   const struct sct_view *view)
{
	const struct sct_insn *jump = code + 1;
	struct sct_gate gate = { };

	if (!operand(&gate, code, view) || jump->op < SCT_OP_JEQI ||
	    jump->op > SCT_OP_JSETI || jump->a != code->dst)
		return always_open;
	gate.imm = jump->imm;
	if (says_no(code, 2))
		gate.op = jump->op;
	else if (says_no(code, jump->target))
		gate.op = opposite(jump->op);
	return gate.op ? gate : always_open;
}

/* "Equal" includes the NUL at the end, "begins with" does not. */
static struct sct_gate text_gate(const struct sct_insn *code,
				 const struct sct_view *view, const char *pool)
{
	struct sct_gate gate = { .kind = SCT_GATE_TEXT };
	u32 len = code->imm >> 32;

	if (code->a != SCT_VAR_PARAMS || !says_no(code, 1))
		return always_open;
	if (view->params[code->b - 1].type != SCT_TYPE_STR)
		return always_open;
	gate.what = view->params[code->b - 1].arg;
	if (code->op == SCT_OP_JSEQ)
		len++;
	len = len < sizeof(u64) ? len : sizeof(u64);
	memcpy(&gate.imm, pool + (u32)code->imm, len);
	memset(&gate.mask, 0xff, len);
	return gate;
}

/**
 * sct_gate_make - the gate of a rule on a call
 * @code: the rule's verified program, or NULL
 * @view: its view of the call
 * @pool: strings of its table
 */
struct sct_gate sct_gate_make(const struct sct_insn *code,
			      const struct sct_view *view, const char *pool)
{
	/* A guard that cannot be read may make the rule match as it is. */
	if (!code || view->guard.source == SCT_SOURCE_DEREF)
		return always_open;
	if (code->op == SCT_OP_LDV)
		return number_gate(code, view);
	if (code->op == SCT_OP_JSEQ || code->op == SCT_OP_JSPREFIX)
		return text_gate(code, view, pool);
	return always_open;
}
