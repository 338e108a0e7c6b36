// SPDX-License-Identifier: GPL-2.0-only
/*
 * From a table to the rules of each call.
 *
 * The verifier is the modules' own, so what they refuse is refused here; what they find
 * calls by quickly (prefilters, an index) has no place beside the price of a stop.
 */
#include "lib/actions.h"
#include "lib/ops.h"
#include "lib/rules_internal.h"
#include "table.h"

static const char *const errors[] = {
#define ERROR_TEXT(n, id, text)	[n] = text,
	SCT_ERRORS(ERROR_TEXT)
};

static const char *refuse(struct sct_fault *fault, u32 error, const struct sct_binding *b)
{
	sct_fault_set(fault, error, b->rule, SCT_NOWHERE);
	fault->abi = b->abi;
	fault->nr = b->nr;
	return errors[error];
}

/* Registers whose strings a refusing rule looks at. */
static u8 strings_of(const struct sct_rule *rule, const struct sct_view *view)
{
	u8 args = 0;

	if (!sct_action_refuses(rule->action))
		return 0;
	for (u32 i = 0; i < SCT_MAX_SLOTS; i++) {
		u8 type = view->params[i].type;

		if (type == SCT_TYPE_STR || type == SCT_TYPE_PATH)
			args |= 1u << view->params[i].arg;
	}
	return args;
}

/* The socket address that a refusing rule looks at; NULL if there is none. */
static const struct sct_param *address_of(const struct sct_rule *rule,
					  const struct sct_view *view)
{
	if (!sct_action_refuses(rule->action))
		return NULL;
	for (u32 i = 0; i < SCT_MAX_SLOTS; i++) {
		const struct sct_param *param = &view->params[i];

		if (sct_type_is_address(param->type) && param->mode == SCT_LEN_ARG)
			return param;
	}
	return NULL;
}

static bool add_rule(struct run_table *t, struct run_rules *call,
		     const struct sct_binding *b, u32 index)
{
	const struct sct_rule *rule = &t->rules[b->rule];
	const struct sct_view *view = &sct_views_of(t->image)[b->view];
	u32 n = call->count[rule->phase]++;
	struct sct_bound_rule *bound;

	bound = realloc(call->bound[rule->phase], (n + 1) * sizeof(*bound));
	if (!bound)
		return false;
	call->bound[rule->phase] = bound;
	bound[n] = (struct sct_bound_rule){
		.code = rule->insn_count ? sct_insns_of(t->image) + rule->insn : NULL,
		.view = view,
		.layout = sct_layout_create(rule, view, b->abi),
		.rule = b->rule,
		.view_index = b->view,
		.index = index,
		.guarded = view->guard.source != SCT_SOURCE_NONE,
		.unreadable_matches = rule->flags & SCT_RULE_UNREADABLE_MATCHES,
		.goes_on = rule->flags & SCT_RULE_CONTINUE,
	};
	call->holds |= strings_of(rule, view);
	if (!call->address)
		call->address = address_of(rule, view);
	t->holds |= call->holds || call->address;
	return bound[n].layout;
}

static bool add_snapshot(struct run_rules *call, const struct sct_view *view)
{
	if (!call->snapshot)
		call->snapshot = calloc(1, sizeof(*call->snapshot));
	if (call->snapshot)
		sct_snapshot_add(call->snapshot, view);
	return call->snapshot;
}

static bool asks_for_program(const struct sct_table *image, const struct sct_rule *rule)
{
	const struct sct_insn *code = sct_insns_of(image) + rule->insn;

	for (u32 i = 0; i < rule->insn_count; i++) {
		if (SCT_OP_IS_OBJECT(code[i].op))
			return true;
	}
	return false;
}

static const char *bind(struct run_table *t, const struct sct_binding *b, u32 index,
			struct sct_fault *fault)
{
	u32 id = run_call_index(b->abi, b->nr);
	const struct sct_rule *rule = &t->rules[b->rule];

	if (b->abi > SCT_ABI_X32)
		return b->flags & SCT_BINDING_OPTIONAL ? NULL :
							 refuse(fault, SCT_E_NO_CALL, b);
	if (asks_for_program(t->image, rule)) {
		sct_fault_set(fault, SCT_E_NO_OPERATION, b->rule, SCT_NOWHERE);
		return "EXE_OBJECT is known in the kernel, to the modules: sct_config upload";
	}
	if (!run_call_returns(id) && sct_action_refuses(rule->action))
		return refuse(fault, SCT_E_DENIAL, b);
	if (!run_call_returns(id) && rule->phase == SCT_PHASE_AFTER)
		return refuse(fault, SCT_E_PHASE, b);
	if (!t->calls[id])
		t->calls[id] = calloc(1, sizeof(*t->calls[id]));
	if (!t->calls[id] || !add_rule(t, t->calls[id], b, index) ||
	    (rule->phase == SCT_PHASE_AFTER &&
	     !add_snapshot(t->calls[id], &sct_views_of(t->image)[b->view])))
		return refuse(fault, SCT_E_MEMORY, b);
	return NULL;
}

/**
 * run_table_build - verify a table and sort its rules by call
 * @table: filled in, for as long as the process lives
 * @image: the table's bytes; they stay where they are
 * @size: how many
 * @fault: if it is refused: where
 *
 * Return: NULL, or why it is refused
 */
const char *run_table_build(struct run_table *table, const void *image, size_t size,
			    struct sct_fault *fault)
{
	const struct sct_binding *b;

	if (!sct_verify(image, size, fault))
		return errors[fault->error];
	*table = (struct run_table){
		.image = image, .rules = sct_rules_of(image), .pool = sct_pool_of(image),
	};
	table->stats = sct_rule_stats_create(table->rules, table->image->rules.count);
	if (!table->stats)
		return errors[SCT_E_MEMORY];
	table->stats->generation = 1;
	if (table->image->operations.count) {
		sct_fault_set(fault, SCT_E_NO_OPERATION,
			      sct_op_bindings_of(image)->rule, SCT_NOWHERE);
		return "OBJECT is judged in the kernel, by the modules: sct_config upload";
	}
	b = sct_bindings_of(image);
	for (u32 i = 0; i < table->image->bindings.count; i++) {
		const char *why = bind(table, &b[i], i, fault);

		if (why)
			return why;
	}
	return NULL;
}
