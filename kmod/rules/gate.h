/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Gates: most calls match no rule, and most filters decide that by their first
 * comparison.  So that comparison, of a number or with the beginning of a string,
 * is taken out of the program when a table is built, and made before anything is
 * set up for the call.
 *
 * A closed gate says: the rule does not match.  An open one says nothing.
 */
#ifndef SCT_GATE_H
#define SCT_GATE_H

#include "call.h"

enum sct_gate_kind {
	SCT_GATE_OPEN,		/* no such comparison: always open */
	SCT_GATE_ARG,		/* an argument register, as a type */
	SCT_GATE_VAR,		/* an integer variable of the task */
	SCT_GATE_TEXT,		/* the first bytes of a string argument */
};

struct sct_gate {
	u8 kind;
	u8 what;		/* argument or SCT_VAR_* */
	u8 type;		/* ARG: SCT_TYPE_* */
	u8 op;			/* ARG, VAR: SCT_OP_JEQI ..: open if it holds */
	u64 imm;		/* TEXT: open if the first bytes are these ... */
	u64 mask;		/* ... of the bytes that are 0xff here */
};

struct sct_gate sct_gate_make(const struct sct_insn *code,
			      const struct sct_view *view, const char *pool);

/* JEQ.. and JEQI.. are numbered alike from a multiple of 16. */
static __always_inline bool sct_compare(u8 op, s64 a, s64 b)
{
	op &= 15;
	if (op == (SCT_OP_JEQ & 15))
		return a == b;
	if (op == (SCT_OP_JNE & 15))
		return a != b;
	switch (op) {
	case SCT_OP_JLT & 15:
		return a < b;
	case SCT_OP_JLE & 15:
		return a <= b;
	case SCT_OP_JGT & 15:
		return a > b;
	case SCT_OP_JGE & 15:
		return a >= b;
	case SCT_OP_JLTU & 15:
		return (u64)a < (u64)b;
	case SCT_OP_JLEU & 15:
		return (u64)a <= (u64)b;
	case SCT_OP_JGTU & 15:
		return (u64)a > (u64)b;
	case SCT_OP_JGEU & 15:
		return (u64)a >= (u64)b;
	default:		/* JSET */
		return a & b;
	}
}

/*
 * A call has one head.  Gates on a second string argument, or on one that cannot
 * be read, stay open.
 */
static __always_inline bool sct_head_may_be(struct sct_head *head,
					    const struct sct_gate *gate,
					    const struct pt_regs *regs,
					    unsigned int abi)
{
	if (head->arg == SCT_HEAD_UNREAD)
		head->arg = sct_read_head(regs, abi, gate->what, &head->bytes) ?
				    gate->what : SCT_HEAD_FAULT;
	return head->arg != gate->what ||
	       (head->bytes & gate->mask) == gate->imm;
}

/* May the rule match? */
static __always_inline bool sct_gate_open(const struct sct_gate *gate,
					  const struct pt_regs *regs,
					  unsigned int abi,
					  struct sct_head *head)
{
	s64 value;

	if (gate->kind == SCT_GATE_TEXT)
		return sct_head_may_be(head, gate, regs, abi);
	if (gate->kind == SCT_GATE_ARG)
		value = sct_int_of_type(gate->type,
					sct_call_arg(regs, abi, gate->what));
	else if (gate->kind == SCT_GATE_VAR)
		value = sct_task_int(gate->what);
	else
		return true;
	return sct_compare(gate->op, value, gate->imm);
}

#endif /* SCT_GATE_H */
