// SPDX-License-Identifier: GPL-2.0-only
/*
 * The rules on operations: as those of a call, with a slot for each operation, but
 * without prefilters, as the look-up of its objects does what they would.
 */
#include <linux/sched.h>

#include "lib/ops.h"
#include "table/builder.h"
#include "table/operations.h"

static const struct sct_op_binding *end_of_run(const struct sct_table *t,
					       const struct sct_op_binding *b)
{
	const struct sct_op_binding *end =
		sct_op_bindings_of(t) + t->operations.count;
	u32 operation = b->operation;

	while (b != end && b->operation == operation)
		b++;
	return b;
}

void sct_measure_operations(const struct sct_table *t, struct extent *extent)
{
	const struct sct_op_binding *b = sct_op_bindings_of(t);
	const struct sct_op_binding *end = b + t->operations.count;

	for (; b != end; b = end_of_run(t, b))
		extent->calls++;
	extent->bound_rules += t->operations.count;
}

/*
 * May a program match if no object of the operation is in any of its sets?  Jumps go
 * forward, so one pass sees every way; each test but that for an object may come out
 * either way.
 *
 * Return: -ENOMEM; whether it may.
 */
static int may_match_others(const struct sct_insn *code, u32 count)
{
	u8 *reached;
	int may = 0;

	if (!count)
		return 1;
	reached = sct_alloc(count, 1);
	if (!reached)
		return -ENOMEM;
	reached[0] = 1;
	for (u32 i = 0; i < count; i++) {
		bool jumps = code[i].target && (code[i].op != SCT_OP_JOBJ ||
						code[i].a == SCT_OBJECT_EXE);

		if (!reached[i])
			continue;
		if (code[i].op == SCT_OP_RET) {
			may |= code[i].imm;
			continue;
		}
		if (jumps)
			reached[code[i].target] = 1;
		if (code[i].op != SCT_OP_JMP)
			reached[i + 1] = 1;
	}
	sct_free(reached);
	return may;
}

static bool fill_operation(struct builder *b, struct sct_call_rules *rules,
			   const struct sct_op_binding *first,
			   const struct sct_op_binding *end)
{
	for (const struct sct_op_binding *i = first; i != end; i++) {
		const struct sct_rule *rule = &b->live->rules[i->rule];
		int others = may_match_others(sct_insns_of(b->table) + rule->insn,
					      rule->insn_count);

		if (others < 0 ||
		    !sct_fill_bound_rule(b, i->rule, i->view, SCT_ABI_X86_64))
			return false;
		if (others)
			b->live->open_operations |= 1u << i->operation;
		rules->count[SCT_PHASE_BEFORE]++;
		rules->cost[SCT_PHASE_BEFORE] += b->cost[i->rule].full;
		b->bound++;
		cond_resched();
	}
	return true;
}

static bool asks_for_programs(const struct sct_table *t)
{
	const struct sct_insn *code = sct_insns_of(t);

	for (u32 i = 0; i < t->insns.count; i++) {
		if (SCT_OP_IS_OBJECT(code[i].op) ? code[i].a == SCT_OBJECT_EXE :
		    SCT_OP_IS_TEXT(code[i].op) && code[i].a == SCT_VAR_EXE)
			return true;
		if (!(i % 1024))
			cond_resched();
	}
	return false;
}

/**
 * sct_fill_operations - make the rules on operations ready
 * @b: the table that is built; what is for calls has been filled
 * @slot: the first that is free
 *
 * Return: false without memory.
 */
bool sct_fill_operations(struct builder *b, u16 slot)
{
	const struct sct_op_binding *first = sct_op_bindings_of(b->table), *next;
	const struct sct_op_binding *end = first + b->table->operations.count;
	struct sct_live *live = b->live;

	BUILD_BUG_ON(SCT_NR_OPERATIONS > 31);
	if (asks_for_programs(b->table))
		live->operations |= SCT_ON_PROGRAMS;
	for (; first != end; first = next, slot++) {
		struct sct_call_rules *rules = &live->calls[slot];

		next = end_of_run(b->table, first);
		rules->visits = live->counts.visits[SCT_PHASE_BEFORE] + slot;
		rules->bound_rules[SCT_PHASE_BEFORE] = b->bound;
		if (!fill_operation(b, rules, first, next))
			return false;
		rules->bound_rules[SCT_PHASE_AFTER] = b->bound;
		live->operation_slot[first->operation] = slot;
		live->operations |= 1u << first->operation;
	}
	return true;
}
