// SPDX-License-Identifier: GPL-2.0-only
/*
 * --strict: what hold.c cannot hold still, a rule must not refuse by.  The modules decide
 * such a rule by one reading, or at the object.
 */
#include "lib/actions.h"
#include "table.h"

#define FORM_OF(n, id, form, cut)	[n] = SCT_FORM_##form,
#define READS_OF(n, id, text, dst, a, b, imm, target)	\
	[n] = SCT_OPERAND_##b == SCT_OPERAND_INDEX,

static const u8 forms[] = { SCT_OPS(FORM_OF) };
static const bool reads_variable[] = { SCT_FORMS(READS_OF) };

/* May another thread change it between our look and the kernel's? */
static bool is_loose(const struct sct_param *param, bool attached)
{
	switch (param->type) {
	case SCT_TYPE_STR:
		return attached;
	case SCT_TYPE_SADDR:
	case SCT_TYPE_FAMILY:
	case SCT_TYPE_PORT:
	case SCT_TYPE_IP:
	case SCT_TYPE_SUNPATH:
		return attached || param->mode != SCT_LEN_ARG;
	case SCT_TYPE_BYTES:
	case SCT_TYPE_ARGV:
	case SCT_TYPE_PATH:
	case SCT_TYPE_FDPATH:
		return true;
	default:
		return sct_is_deref(param);
	}
}

static bool decides_by_loose(const struct run_table *t, const struct sct_binding *b,
			     bool attached)
{
	const struct sct_rule *rule = &t->rules[b->rule];
	const struct sct_view *view = &sct_views_of(t->image)[b->view];
	const struct sct_insn *insn = sct_insns_of(t->image) + rule->insn;

	for (u32 i = 0; i < rule->insn_count; i++) {
		if (reads_variable[forms[insn[i].op]] && insn[i].a == SCT_VAR_PARAMS &&
		    is_loose(&view->params[insn[i].b - 1], attached))
			return true;
	}
	return false;
}

/**
 * run_strict_fault - is there a rule that refuses by what is not held?
 * @table: verified
 * @attached: nothing at all is held
 *
 * Return: its name, or NULL
 */
const char *run_strict_fault(const struct run_table *table, bool attached)
{
	const struct sct_binding *b = sct_bindings_of(table->image);

	for (u32 i = 0; i < table->image->bindings.count; i++) {
		const struct sct_rule *rule = &table->rules[b[i].rule];

		if (sct_action_refuses(rule->action) &&
		    decides_by_loose(table, &b[i], attached))
			return table->pool + rule->name.off;
	}
	return NULL;
}
