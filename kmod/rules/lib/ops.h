/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The kinds of opcodes.  Each kind has a range of numbers of its own; an opcode
 * in none of them does not compile, until it has been given a place here and in
 * each switch that the compiler then complains about.
 */
#ifndef SCT_OPS_H
#define SCT_OPS_H

#include "lib/rules_internal.h"

#define SCT_OP_BETWEEN(op, first, last)	((op) >= (first) && (op) <= (last))
/* Loads, JMP and RET. */
#define SCT_OP_IS_PLAIN(op)	SCT_OP_BETWEEN(op, SCT_OP_LDI, SCT_OP_RET)
/* r[dst] = r[a] op r[b] */
#define SCT_OP_IS_ALU(op)	SCT_OP_BETWEEN(op, SCT_OP_ADD, SCT_OP_SHR)
/* Compares registers. */
#define SCT_OP_IS_JUMP(op)	SCT_OP_BETWEEN(op, SCT_OP_JEQ, SCT_OP_JSET)
/* Compares a register with imm. */
#define SCT_OP_IS_JUMP_IMM(op)	SCT_OP_BETWEEN(op, SCT_OP_JEQI, SCT_OP_JSETI)
/* Looks at a string or an address. */
#define SCT_OP_IS_TEXT(op)	SCT_OP_BETWEEN(op, SCT_OP_JSEQ, SCT_OP_JSIP)
/* Asks about an object. */
#define SCT_OP_IS_OBJECT(op)	((op) == SCT_OP_JOBJ)

#define SCT_OP_ASSERT(n, id, ...)					\
	static_assert(SCT_OP_IS_PLAIN(n) + SCT_OP_IS_ALU(n) +		\
		      SCT_OP_IS_JUMP(n) + SCT_OP_IS_JUMP_IMM(n) +	\
		      SCT_OP_IS_TEXT(n) + SCT_OP_IS_OBJECT(n) == 1,	\
		      "opcode " #id " is of no kind, or of two");
SCT_OPS(SCT_OP_ASSERT)
#undef SCT_OP_ASSERT

/* The evaluator and the prefilters ask for these kinds by one comparison. */
static_assert(SCT_OP_RET < SCT_OP_ADD && SCT_OP_SHR < SCT_OP_JEQ &&
	      SCT_OP_JSET < SCT_OP_JEQI && SCT_OP_JSETI < SCT_OP_JSEQ,
	      "the kinds are in this order");

/* How two numbers are compared: what JEQ.. and JEQI.. have in common. */
enum sct_relation {
	SCT_REL_EQ = SCT_OP_JEQ & 15,
	SCT_REL_NE = SCT_OP_JNE & 15,
	SCT_REL_LT = SCT_OP_JLT & 15,
	SCT_REL_LE = SCT_OP_JLE & 15,
	SCT_REL_GT = SCT_OP_JGT & 15,
	SCT_REL_GE = SCT_OP_JGE & 15,
	SCT_REL_LTU = SCT_OP_JLTU & 15,
	SCT_REL_LEU = SCT_OP_JLEU & 15,
	SCT_REL_GTU = SCT_OP_JGTU & 15,
	SCT_REL_GEU = SCT_OP_JGEU & 15,
	SCT_REL_SET = SCT_OP_JSET & 15,
};

#define SCT_OP_SAME(id)							\
	static_assert((SCT_OP_J##id & 15) == SCT_REL_##id &&		\
		      (SCT_OP_J##id##I & 15) == SCT_REL_##id,		\
		      "J" #id " and J" #id "I are numbered alike");
SCT_OP_SAME(EQ)
SCT_OP_SAME(NE)
SCT_OP_SAME(LT)
SCT_OP_SAME(LE)
SCT_OP_SAME(GT)
SCT_OP_SAME(GE)
SCT_OP_SAME(LTU)
SCT_OP_SAME(LEU)
SCT_OP_SAME(GTU)
SCT_OP_SAME(GEU)
SCT_OP_SAME(SET)
#undef SCT_OP_SAME
static_assert(SCT_OP_JSET - SCT_OP_JEQ == SCT_REL_SET &&
	      SCT_OP_JSETI - SCT_OP_JEQI == SCT_REL_SET,
	      "there is no relation between registers but these");

/* ASCII case does not count. */
static inline bool sct_op_is_folded(u8 op)
{
	switch ((enum sct_op)op) {
	case SCT_OP_JSEQC:
	case SCT_OP_JSCONTAINSC:
	case SCT_OP_JSPREFIXC:
	case SCT_OP_JSSUFFIXC:
	case SCT_OP_JSGLOBC:
		return true;
	case SCT_OP_LDI ... SCT_OP_JSETI:
	case SCT_OP_JSEQ:
	case SCT_OP_JSCONTAINS:
	case SCT_OP_JSPREFIX:
	case SCT_OP_JSSUFFIX:
	case SCT_OP_JSNUL:
	case SCT_OP_JSGLOB:
	case SCT_OP_JSIP:
	case SCT_OP_JOBJ:
		return false;
	}
	return false;
}

/* Takes a time that grows with the length of the text. */
static inline bool sct_op_searches(u8 op)
{
	return op == SCT_OP_JSCONTAINS || op == SCT_OP_JSCONTAINSC ||
	       op == SCT_OP_JSGLOB || op == SCT_OP_JSGLOBC;
}

#endif /* SCT_OPS_H */
