// SPDX-License-Identifier: GPL-2.0-only
/*
 * Finds out what a verified program needs to be true.
 *
 * A filter is mostly a conjunction, and is compiled to a line of tests: each has
 * one way on and one that leads to "ret 0" without looking at anything more.
 *
 *	ldv  r, X			jseq PARAMS[n], "string" -> on
 *	j..i r, imm -> on		(no)
 *	(no)
 *
 * A test for one of several values is a run of such jumps to one place.  The walk
 * ends at the first thing that is no such test.
 */
#include "lib/rules_internal.h"
#include "filter/required.h"
#include "lib/ops.h"

/* Does the program, from instruction @i on, just say no? */
static bool says_no(const struct sct_insn *code, u32 i)
{
	while (code[i].op == SCT_OP_JMP)
		i = code[i].target;
	return code[i].op == SCT_OP_RET && !code[i].imm;
}

static bool says_yes(const struct sct_insn *insn)
{
	return insn->op == SCT_OP_RET && insn->imm;
}

/* The opcode that holds where @op does not; 0 if there is none. */
static u8 opposite(u8 op)
{
	switch ((enum sct_op)op) {
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
	case SCT_OP_JSETI:
	case SCT_OP_LDI ... SCT_OP_JSET:
	case SCT_OP_JSEQ ... SCT_OP_JSIP:
	case SCT_OP_JOBJ:
		break;
	}
	return 0;
}

static const struct sct_param *param_of(const struct sct_insn *insn,
					const struct sct_view *view)
{
	return insn->a == SCT_VAR_PARAMS ? &view->params[insn->b - 1] : NULL;
}

/* Is this number there at once, and the same whenever it is looked at? */
static bool is_at_hand(const struct sct_insn *ldv, const struct sct_view *view,
		       bool after)
{
	const struct sct_param *param = param_of(ldv, view);

	if (param)
		return param->source == SCT_SOURCE_ARG &&
		       sct_type_is_int(param->type);
	return !after && ldv->a != SCT_VAR_RETVAL && ldv->a != SCT_VAR_ABI &&
	       ldv->a != SCT_VAR_SYSCALL;
}

/* May loading it end the program as "unreadable"? */
static bool may_fault(const struct sct_insn *ldv, const struct sct_view *view)
{
	const struct sct_param *param = param_of(ldv, view);

	return param && param->source != SCT_SOURCE_CONST &&
	       !is_at_hand(ldv, view, false);
}

static bool is_text_key(const struct sct_insn *insn,
			const struct sct_view *view)
{
	const struct sct_param *param = param_of(insn, view);

	return (insn->op == SCT_OP_JSEQ || insn->op == SCT_OP_JSPREFIX) &&
	       param && param->source == SCT_SOURCE_ARG &&
	       param->type == SCT_TYPE_STR;
}

static bool is_name_key(const struct sct_insn *insn)
{
	return (insn->op == SCT_OP_JSEQ || insn->op == SCT_OP_JSPREFIX) &&
	       insn->a == SCT_VAR_COMM;
}

static bool is_path_key(const struct sct_insn *insn,
			const struct sct_view *view)
{
	const struct sct_param *param = param_of(insn, view);

	return SCT_OP_IS_TEXT(insn->op) && insn->op != SCT_OP_JSNUL && param &&
	       param->type == SCT_TYPE_PATH;
}

static bool is_key(const struct sct_insn *insn, const struct sct_view *view)
{
	return is_text_key(insn, view) || is_name_key(insn) ||
	       is_path_key(insn, view);
}

/* How many jumps from @i on are for the same thing and to the same place. */
static u32 run_of_texts(const struct sct_insn *code, u32 i,
			const struct sct_view *view)
{
	u32 n = 0;

	while (is_key(&code[i + n], view) && code[i + n].a == code[i].a &&
	       code[i + n].b == code[i].b &&
	       code[i + n].target == code[i].target)
		n++;
	return n;
}

static u32 run_of_equals(const struct sct_insn *code, u32 i, u8 reg)
{
	u32 n = 0;

	while (code[i + n].op == SCT_OP_JEQI && code[i + n].a == reg &&
	       code[i + n].target == code[i].target)
		n++;
	return n;
}

/* The program is walked through once, from test to test along the way to a match. */
struct walk {
	const struct sct_insn *code;
	struct sct_required needs;
	u32 at;
	bool after;
	bool uncertain;		/* an unreadable value may have decided before this */
	u32 tests;		/* seen so far ... */
	u32 needed;		/* ... and of these, how many `needs` has in full */
};

static void need_number(struct walk *w, u8 op, u64 imm)
{
	if (w->needs.number || w->uncertain)
		return;
	w->needs.number = &w->code[w->at];
	w->needs.number_op = op;
	w->needs.number_imm = imm;
	w->needed++;
}

/* One that equals a constant, or is compared with one otherwise. */
static void need_result(struct walk *w, const struct sct_insn *ldv, u8 op, u64 imm)
{
	if (!w->after || ldv->a != SCT_VAR_RETVAL || w->uncertain || w->needs.result_op)
		return;
	w->needs.result_op = op;
	w->needs.result_imm = imm;
}

/* Return: false if the walk ends here. */
static bool walk_number(struct walk *w)
{
	const struct sct_insn *code = w->code, *ldv = &code[w->at];
	const struct sct_insn *jump = ldv + 1;
	bool usable = is_at_hand(ldv, w->needs.view, w->after);
	u32 equals = run_of_equals(code, w->at + 1, ldv->dst);

	w->uncertain |= may_fault(ldv, w->needs.view);
	if (equals && says_no(code, w->at + 1 + equals)) {
		if (usable && !w->uncertain && !w->needs.equals) {
			w->needs.equals = ldv;
			w->needs.equals_count = equals;
		}
		if (usable && equals == 1)
			need_number(w, jump->op, jump->imm);
		if (equals == 1)
			need_result(w, ldv, jump->op, jump->imm);
		w->at = jump->target;
		return true;
	}
	if (!SCT_OP_IS_JUMP_IMM(jump->op) ||
	    jump->a != ldv->dst)
		return false;
	if (says_no(code, w->at + 2)) {
		if (usable)
			need_number(w, jump->op, jump->imm);
		need_result(w, ldv, jump->op, jump->imm);
		w->at = jump->target;
		return true;
	}
	if (says_no(code, jump->target)) {
		if (usable && opposite(jump->op))
			need_number(w, opposite(jump->op), jump->imm);
		if (opposite(jump->op))
			need_result(w, ldv, opposite(jump->op), jump->imm);
		w->at += 2;
		return true;
	}
	return false;
}

/* The name is the task's own: its call may change it (execve, prctl). */
static void need_text(struct walk *w, u32 count)
{
	const struct sct_insn *first = &w->code[w->at];

	if (is_name_key(first)) {
		if (w->after || w->needs.names)
			return;
		w->needs.names = first;
		w->needs.name_count = count;
	} else {
		if (w->needs.texts)
			return;
		w->needs.texts = first;
		w->needs.text_count = count;
	}
	if (count == 1 && first->op == SCT_OP_JSEQ)
		w->needed++;
}

/* No prefilter decides that: it is never "needed". */
static void need_path(struct walk *w, u32 count)
{
	if (w->needs.paths)
		return;
	w->needs.paths = &w->code[w->at];
	w->needs.path_count = count;
}

static bool walk_text(struct walk *w)
{
	const struct sct_insn *code = w->code;
	u32 n = run_of_texts(code, w->at, w->needs.view);
	bool certain = !w->uncertain;

	/* The name is always there. */
	if (!is_name_key(&code[w->at]))
		w->uncertain = true;
	if (n && says_no(code, w->at + n)) {
		if (certain && is_path_key(&code[w->at], w->needs.view))
			need_path(w, n);
		else if (certain)
			need_text(w, n);
		w->at = code[w->at].target;
		return true;
	}
	if (says_no(code, w->at + 1)) {
		w->at = code[w->at].target;
		return true;
	}
	if (says_no(code, code[w->at].target)) {
		w->at++;
		return true;
	}
	return false;
}

/**
 * sct_required_of - what must hold for a rule to match
 * @code: its verified program, or NULL
 * @view: its view of the call
 * @unreadable_matches: SCT_RULE_UNREADABLE_MATCHES: then what is asked after
 *	something that may be unreadable need not hold
 * @after: an after-rule: what the call may change is not known before it, when
 *	prefilters are asked
 *
 * Time: linear in the length of the program.
 */
struct sct_required sct_required_of(const struct sct_insn *code,
				    const struct sct_view *view,
			      bool unreadable_matches, bool after)
{
	struct walk w = { .code = code, .needs.view = view, .after = after };
	bool on = code;

	if (view->guard.source == SCT_SOURCE_DEREF)
		w.uncertain = true;
	while (on) {
		u8 op = code[w.at].op;

		if (!unreadable_matches)
			w.uncertain = false;
		w.tests += op != SCT_OP_JMP;
		if (op == SCT_OP_LDV)
			on = walk_number(&w);
		else if (SCT_OP_IS_TEXT(op))
			on = walk_text(&w);
		else if (op == SCT_OP_JMP)
			w.at = code[w.at].target;
		else
			on = false;
	}
	/* The last "test" is the RET that says yes. */
	w.needs.exact = view->guard.source == SCT_SOURCE_NONE &&
			(!code || (says_yes(&code[w.at]) &&
				   w.tests == w.needed + 1));
	return w.needs;
}
