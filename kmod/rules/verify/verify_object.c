// SPDX-License-Identifier: GPL-2.0-only
/* The verifier's part for objects, and for rules that are asked about operations. */
#include "verify/cost.h"
#include "verify/verify_object.h"

#define OBJECTS_OF(n, id, name, objects, numbers)	[n] = objects,
#define NUMBERS_OF(n, id, name, objects, numbers)	[n] = numbers,
static const u8 objects_of[SCT_NR_OPERATIONS] = { SCT_OPERATIONS(OBJECTS_OF) };
static const u8 numbers_of[SCT_NR_OPERATIONS] = { SCT_OPERATIONS(NUMBERS_OF) };

/* A component that is empty, or that another path than its own leads to. */
static bool component_ok(const char *name, u32 len)
{
	if (!len || len > SCT_MAX_NAME)
		return false;
	return !(len == 1 && name[0] == '.') &&
	       !(len == 2 && name[0] == '.' && name[1] == '.');
}

/* Absolute, each component as the kernel would have it; "/" has none. */
static bool path_ok(const char *path, u32 len)
{
	u32 from = 1;

	if (!len || path[0] != '/')
		return false;
	for (u32 i = 1; len > 1 && i <= len; i++) {
		if (i < len && path[i] != '/')
			continue;
		if (!component_ok(path + from, i - from))
			return false;
		from = i + 1;
	}
	return true;
}

static u32 object_error(const struct sct_table *t, const struct sct_object *object,
			u32 next_set)
{
	const char *path = sct_pool_of(t) + object->path.off;

	if (!sct_is_zero(object->reserved, sizeof(object->reserved)))
		return SCT_E_RESERVED;
	if (!sct_string_ok(t, &object->path, SCT_MAX_STRING))
		return SCT_E_STRING;
	if (!path_ok(path, object->path.len))
		return SCT_E_OBJECT;
	if (object->reach != SCT_REACH_EXACT && object->reach != SCT_REACH_UNDER)
		return SCT_E_OBJECT;
	/* The root of all has no name and no directory. */
	if (object->path.len == 1 && object->reach == SCT_REACH_EXACT)
		return SCT_E_OBJECT;
	if (object->hold < SCT_HOLD_PLACE || object->hold > SCT_HOLD_BOTH ||
	    (object->reach == SCT_REACH_UNDER && object->hold != SCT_HOLD_BOTH))
		return SCT_E_OBJECT;
	if (object->set != next_set &&
	    (!next_set || object->set != next_set - 1))
		return SCT_E_OBJECT;
	return SCT_E_OK;
}

static bool check_objects(const struct sct_table *t, struct sct_fault *fault)
{
	u32 next_set = 0;

	for (u32 i = 0; i < t->objects.count; i++) {
		const struct sct_object *object = &sct_objects_of(t)[i];
		u32 error = object_error(t, object, next_set);

		if (error) {
			sct_fault_set(fault, error, SCT_NOWHERE, i);
			return false;
		}
		next_set = object->set + 1;
		cond_resched();
	}
	return true;
}

/* Nobody may wait there, and nothing comes after. */
static bool rule_ok(const struct sct_rule *rule)
{
	return rule->phase == SCT_PHASE_BEFORE &&
	       rule->action != SCT_ACTION_SUSPEND &&
	       !(rule->flags & SCT_RULE_MUST);
}

static u32 op_binding_error(const struct sct_table *t,
			    const struct sct_op_binding *b,
			    const struct sct_uses *rule_uses,
			    const struct sct_view_gives *view_gives)
{
	const struct sct_view_gives *gives;
	u32 others;

	if (b->reserved)
		return SCT_E_RESERVED;
	if (b->operation >= SCT_NR_OPERATIONS || !objects_of[b->operation])
		return SCT_E_OPERATION;
	if (b->rule >= t->rules.count || b->view >= t->views.count)
		return SCT_E_BINDING;
	if (!rule_ok(&sct_rules_of(t)[b->rule]))
		return SCT_E_OPERATION;
	gives = &view_gives[b->view];
	others = ~0u << (objects_of[b->operation] + 1);
	if (gives->of_call || gives->objects & others ||
	    gives->numbers & ~0u << (numbers_of[b->operation] + 1))
		return SCT_E_VIEW;
	if (rule_uses[b->rule].ints & ~gives->params.ints ||
	    rule_uses[b->rule].texts & ~gives->params.texts ||
	    rule_uses[b->rule].ips & ~gives->params.ips ||
	    rule_uses[b->rule].lists & ~gives->params.lists)
		return SCT_E_VARIABLE;
	if (rule_uses[b->rule].objects & others ||
	    rule_uses[b->rule].sets > sct_object_sets(t))
		return SCT_E_OBJECT;
	return SCT_E_OK;
}

static bool in_order(const struct sct_op_binding *a, const struct sct_op_binding *b)
{
	return a->operation < b->operation ||
	       (a->operation == b->operation && a->rule < b->rule);
}

/* @steps: of the operation so far */
static bool cost_ok(const struct sct_table *t, const struct sct_op_binding *b,
		    u64 *steps)
{
	const struct sct_rule *rule = &sct_rules_of(t)[b->rule];

	*steps += SCT_COST_RULE +
		  sct_code_cost(sct_insns_of(t) + rule->insn, rule->insn_count,
				sct_pool_of(t), SCT_MAX_STRING);
	return *steps <= SCT_MAX_COST;
}

static bool check_operations(const struct sct_table *t,
			     const struct sct_uses *rule_uses,
			     const struct sct_view_gives *view_gives,
			     struct sct_fault *fault)
{
	u64 steps = 0;

	for (u32 i = 0; i < t->operations.count; i++) {
		const struct sct_op_binding *b = &sct_op_bindings_of(t)[i];
		u32 error = op_binding_error(t, b, rule_uses, view_gives);

		if (!error && i && !in_order(b - 1, b))
			error = SCT_E_OPERATION;
		if (i && b[-1].operation != b->operation)
			steps = 0;
		if (!error && !cost_ok(t, b, &steps))
			error = SCT_E_COST;
		if (error) {
			sct_fault_set(fault, error,
				      b->rule < t->rules.count ? b->rule :
								 SCT_NOWHERE, i);
			fault->abi = SCT_NR_ABIS;	/* it is about no call */
			return false;
		}
		cond_resched();
	}
	return true;
}

/**
 * sct_verify_objects - check objects, and which rules are asked about operations
 * @table: verified but for these, and for its costs
 * @rule_uses: by rule, what its program asks for
 * @view_gives: by view
 * @fault: set on refusal; its index is that of the object or of the binding
 */
bool sct_verify_objects(const struct sct_table *table,
			const struct sct_uses *rule_uses,
			const struct sct_view_gives *view_gives,
			struct sct_fault *fault)
{
	return check_objects(table, fault) &&
	       check_operations(table, rule_uses, view_gives, fault);
}
