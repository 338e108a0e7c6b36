// SPDX-License-Identifier: GPL-2.0-only
/*
 * The evaluator: runs a rule's program against a call.
 *
 * Only verified programs come here (verify.c), so nothing is checked again:
 * each jump goes forward to an instruction of the program, the last one is RET,
 * registers are written before they are read, variables and their types exist.
 * Nothing here sleeps.  A program that needs a value which is not at hand ends as
 * unreadable, and call->wants says what it needs (call_record.h).
 *
 * The kernel is built without jump tables (they are indirect branches), so a
 * switch is a tree of comparisons: what filters do most is tested first.
 */
#include "lib/rules_internal.h"
#include "filter/each.h"
#include "filter/eval.h"
#include "filter/match.h"
#include "lib/glob.h"
#include "lib/ops.h"
#include "lib/search.h"

static bool ld_var(struct sct_call *call, const struct sct_insn *insn, s64 *value)
{
	if (likely(insn->a == SCT_VAR_PARAMS))
		return sct_call_param(call, &call->view->params[insn->b - 1],
				      value);
	*value = sct_call_var_int(call, insn->a);
	return true;
}

static __always_inline bool compare_numbers(u8 op, s64 a, s64 b)
{
	enum sct_relation relation = op & 15;

	if (relation == SCT_REL_EQ)
		return a == b;
	if (relation == SCT_REL_NE)
		return a != b;
	switch (relation) {
	case SCT_REL_EQ:
	case SCT_REL_NE:
		break;
	case SCT_REL_LT:
		return a < b;
	case SCT_REL_LE:
		return a <= b;
	case SCT_REL_GT:
		return a > b;
	case SCT_REL_GE:
		return a >= b;
	case SCT_REL_LTU:
		return (u64)a < (u64)b;
	case SCT_REL_LEU:
		return (u64)a <= (u64)b;
	case SCT_REL_GTU:
		return (u64)a > (u64)b;
	case SCT_REL_GEU:
		return (u64)a >= (u64)b;
	case SCT_REL_SET:
		return a & b;
	}
	return false;
}

static s64 arithmetic(u8 op, s64 a, s64 b)
{
	u64 ua = a, ub = b;

	switch ((enum sct_op)op) {
	case SCT_OP_ADD:
		return ua + ub;
	case SCT_OP_SUB:
		return ua - ub;
	case SCT_OP_MUL:
		return ua * ub;
	case SCT_OP_DIV:
		if (b == -1)	/* S64_MIN / -1 traps */
			return -ua;
		return b ? a / b : 0;
	case SCT_OP_MOD:
		return b && b != -1 ? a % b : 0;
	case SCT_OP_AND:
		return ua & ub;
	case SCT_OP_OR:
		return ua | ub;
	case SCT_OP_XOR:
		return ua ^ ub;
	case SCT_OP_SHL:
		return ua << (ub & 63);
	case SCT_OP_SHR:
		return a >> (ub & 63);
	case SCT_OP_LDI ... SCT_OP_RET:
	case SCT_OP_JEQ ... SCT_OP_JSIP:
	case SCT_OP_JOBJ:
		break;
	}
	return 0;
}

/*
 * How a relative path compares (match.h): the resolved one ends in a slash and @end, and
 * what is before that is not known.
 */
static int decide_end(u8 op, const struct sct_text *end, const char *str,
		      u32 len)
{
	bool folded = sct_op_is_folded(op);

	if (op != SCT_OP_JSEQ && op != SCT_OP_JSEQC && op != SCT_OP_JSSUFFIX &&
	    op != SCT_OP_JSSUFFIXC)
		return SCT_UNREADABLE;
	if (len > end->len)
		return str[len - end->len - 1] == '/' &&
		       sct_same_text(end->data, str + len - end->len, end->len,
				     folded) ?
			       SCT_UNREADABLE : SCT_NOMATCH;
	if (op == SCT_OP_JSEQ || op == SCT_OP_JSEQC)
		return SCT_NOMATCH;
	return sct_same_text(end->data + end->len - len, str, len, folded);
}

/* Of the account for long texts, rules that are short of their own have a part. */
static u32 long_steps_left(const struct sct_call *call)
{
	u32 others = call->free_text < SCT_MAX_STRING ?
			     SCT_MAX_LONG_COST - SCT_MAX_SHARED_COST : 0;

	return call->long_steps > others ? call->long_steps - others : 0;
}

/*
 * What a text has beyond call->free_text is searched for as long as the call has
 * steps left for it; what then is left of it counts as cut off, and so does all that is
 * as long and is searched later.
 */
static noinline int search_long(struct sct_call *call, u8 op,
				struct sct_text *text, u8 state,
				const char *str, u32 len)
{
	u32 rate = sct_search_rate(op, str, len);
	u32 more = text->len - call->free_text;
	u32 can = rate ? 8ull * long_steps_left(call) / rate : more;

	if (more > can) {
		text->len = call->free_text + can;
		state = SCT_TEXT_CUT;
		call->long_steps = 0;
	} else {
		call->long_steps -= ((u64)more * rate + 7) / 8;
	}
	return sct_decide_text(op, text, state, str, len);
}

static __always_inline int decide_any(struct sct_call *call, u8 op,
				      struct sct_text *text, u8 state,
				      const char *str, u32 len)
{
	if (unlikely((state == SCT_TEXT_OK || state == SCT_TEXT_CUT) &&
		     text->len > call->free_text && sct_op_searches(op)))
		return search_long(call, op, text, state, str, len);
	return sct_decide_text(op, text, state, str, len);
}

/* The same of a string that may be long, or none. */
static noinline int part_jump(struct sct_call *call, const struct sct_param *param,
			      u8 op, const char *str, u32 len)
{
	struct sct_text text sct_uninitialized;
	u8 state = sct_call_bytes(call, param, &text);

	/* Nobody knows whether it is there. */
	if (state >= SCT_TEXT_FAULT)
		return SCT_UNREADABLE;
	if (op == SCT_OP_JSNUL || state == SCT_TEXT_NULL ||
	    text.len > SCT_MAX_STRING)
		return decide_any(call, op, &text, state, str, len);
	return sct_decide_string(op, &text, state == SCT_TEXT_CUT, str, len);
}

static noinline int resolved_jump(struct sct_call *call,
				  const struct sct_param *param, u8 op,
				  const char *str, u32 len)
{
	struct sct_text text sct_uninitialized;
	u8 state = sct_call_kept(call, param, &text);

	return decide_any(call, op, &text, state, str, len);
}

/**
 * sct_decide_written - does PATH compare like that if it is plain?
 * @text: what the caller wrote, not empty
 * @op: SCT_OP_JSEQ .. SCT_OP_JSGLOBC, but not JSNUL
 * @str: with what it is compared
 * @len: its length
 *
 * Return: enum sct_match; UNREADABLE: what was written does not tell.
 */
int sct_decide_written(const struct sct_text *text, u8 op, const char *str,
		       u32 len)
{
	if (text->data[0] == '/')
		return sct_decide_text(op, text, SCT_TEXT_OK, str, len);
	return decide_end(op, text, str, len);
}

static bool is_undecided(const struct sct_call *call,
			 const struct sct_param *param)
{
	return call->phase == SCT_PHASE_BEFORE &&
	       !(call->big & SCT_HAS_VALUES && sct_call_has_value(call, param));
}

/*
 * A PATH is not resolved if the string that the caller wrote shows that the
 * comparison fails: if that string is literal (literal_path.c), the resolved path is
 * that string, or NULL, with which every comparison fails, too.  Whether it is
 * literal is asked only when the comparison with it has failed.
 *
 * Once the path has been resolved, all comparisons of this and later rules are with
 * the resolved one.
 */
static noinline int path_jump(struct sct_call *call,
			      const struct sct_param *param, u8 op,
			      const char *str, u32 len)
{
	const struct sct_text *text = &call->text[param->arg];
	u8 *state = &call->text_state[param->arg];

	if (op == SCT_OP_JSNUL || !is_undecided(call, param))
		return resolved_jump(call, param, op, str, len);
	if (*state == SCT_TEXT_UNREAD)
		sct_call_read_text(call, param->arg);
	/*
	 * A long search is not made twice.  If the text is wanted, so is the path:
	 * fetching it reads both.
	 */
	if (*state == SCT_TEXT_OK && text->len &&
	    !(sct_op_searches(op) && text->len > SCT_SMALL_TEXT) &&
	    sct_decide_written(text, op, str, len) == SCT_NOMATCH &&
	    sct_path_is_literal(call, param))
		return SCT_NOMATCH;
	return resolved_jump(call, param, op, str, len);
}

static noinline int text_jump(struct sct_call *call,
			      const struct sct_insn *insn)
{
	struct sct_text text sct_uninitialized;
	const char *str = call->pool + (u32)insn->imm;
	u32 len = insn->imm >> 32;
	const struct sct_param *param;
	u8 state;

	if (unlikely(insn->a != SCT_VAR_PARAMS)) {
		state = sct_call_var_text(call, insn->a, &text);
		return decide_any(call, insn->op, &text, state, str, len);
	}
	param = &call->view->params[insn->b - 1];
	if (param->type == SCT_TYPE_PATH)
		return path_jump(call, param, insn->op, str, len);
	if (insn->dst)
		return sct_each_jump(call, param, insn, str, len);
	if (sct_type_is_part(param->type))
		return part_jump(call, param, insn->op, str, len);
	state = sct_call_bytes(call, param, &text);
	return decide_any(call, insn->op, &text, state, str, len);
}

/* Does the string of an argument register, which has been read, equal it? */
static __always_inline bool arg_text_equals(const struct sct_call *call, u8 arg,
					    const struct sct_insn *insn)
{
	u32 len = insn->imm >> 32;

	return call->text[arg].len == len &&
	       sct_same_bytes(call->text[arg].data, call->pool + (u32)insn->imm,
			      len);
}

/* The same; what most filters on strings ask is answered without a call. */
static __always_inline int text_test(struct sct_call *call,
				     const struct sct_insn *insn)
{
	const struct sct_param *param;

	if (insn->op == SCT_OP_JSEQ && insn->a == SCT_VAR_PARAMS) {
		param = &call->view->params[insn->b - 1];
		if (param->type == SCT_TYPE_STR &&
		    call->text_state[param->arg] == SCT_TEXT_OK)
			return arg_text_equals(call, param->arg, insn);
	}
	return text_jump(call, insn);
}

static enum sct_object_answer any_in_set(const struct sct_judged *objects, u32 set)
{
	enum sct_object_answer all = SCT_OBJECT_OUT, one;

	for (u32 i = 0; i < objects->count; i++) {
		one = sct_object_in_set(objects->hash, &objects->seen[i], set);
		if (one == SCT_OBJECT_IN)
			return one;
		if (one == SCT_OBJECT_UNKNOWN)
			all = one;
	}
	return all;
}

/* Objects there are only where an operation is judged: the verifier has seen to it. */
static enum sct_object_answer in_set(const struct sct_call *call, u8 object, u32 set)
{
	const struct sct_judged *objects = call->objects;

	if (object == SCT_OBJECT_EXE)
		return sct_call_exe_in_set(call, set);
	/* What it is about is no file, or has not come to one yet. */
	if (object > objects->count)
		return SCT_OBJECT_OUT;
	return object ? sct_object_in_set(objects->hash, &objects->seen[object - 1], set) :
			any_in_set(objects, set);
}

static noinline int object_jump(const struct sct_call *call,
				const struct sct_insn *insn)
{
	switch (in_set(call, insn->a, insn->imm)) {
	case SCT_OBJECT_IN:
		return SCT_MATCH;
	case SCT_OBJECT_OUT:
		return SCT_NOMATCH;
	case SCT_OBJECT_UNKNOWN:
		break;
	}
	return SCT_UNREADABLE;
}

static noinline int run_program(const struct sct_insn *code,
				const struct sct_insn *insn, struct sct_call *call)
{
	s64 r[SCT_NREGS] sct_uninitialized;

	for (;; insn++) {
		u8 op = insn->op;
		bool jump;

		if (op == SCT_OP_LDV) {
			if (unlikely(!ld_var(call, insn, &r[insn->dst])))
				return SCT_UNREADABLE;
			continue;
		}
		if (SCT_OP_IS_TEXT(op)) {
			int match = text_jump(call, insn);

			if (unlikely(match == SCT_UNREADABLE))
				return SCT_UNREADABLE;
			jump = match;
		} else if (SCT_OP_IS_JUMP_IMM(op)) {
			jump = compare_numbers(op, r[insn->a], insn->imm);
		} else if (SCT_OP_IS_JUMP(op)) {
			jump = compare_numbers(op, r[insn->a], r[insn->b]);
		} else if (op == SCT_OP_RET) {
			return insn->imm;
		} else if (op == SCT_OP_JMP) {
			jump = true;
		} else if (SCT_OP_IS_OBJECT(op)) {
			int match = object_jump(call, insn);

			if (unlikely(match == SCT_UNREADABLE))
				return SCT_UNREADABLE;
			jump = match;
		} else {
			r[insn->dst] = op == SCT_OP_LDI ? (s64)insn->imm :
				       arithmetic(op, r[insn->a], r[insn->b]);
			continue;
		}
		if (jump)
			insn = code + insn->target - 1;
	}
}

/**
 * sct_eval - run a verified program
 * @code: its instructions
 * @call: the call; call->view and call->pool are those of the rule
 *
 * What looks at strings alone, as many filters do, needs no registers.
 *
 * Return: enum sct_match
 */
int sct_eval(const struct sct_insn *code, struct sct_call *call)
{
	const struct sct_insn *insn = code;

	while (SCT_OP_IS_TEXT(insn->op)) {
		int match = text_test(call, insn);

		if (unlikely(match == SCT_UNREADABLE))
			return SCT_UNREADABLE;
		insn = match ? code + insn->target : insn + 1;
	}
	return insn->op == SCT_OP_RET ? (int)insn->imm : run_program(code, insn, call);
}

/**
 * sct_view_admits - does the guard of a rule's view hold?
 * @view: the view
 * @call: the call
 *
 * Return: enum sct_match
 */
int sct_view_admits(const struct sct_view *view, struct sct_call *call)
{
	s64 value;

	if (!sct_call_param(call, &view->guard, &value))
		return SCT_UNREADABLE;
	value &= view->guard_mask;
	return value == (s64)view->guard_value;
}
