// SPDX-License-Identifier: GPL-2.0-only
/*
 * The verifier's part for time: what a call may cost is the sum over its rules
 * of what their programs cost if every instruction is reached, as jumps only go
 * forward, and if every comparison goes to its end.
 *
 * Rules may share a program, and a rule may have many bindings, but each program
 * is looked at once: time is linear in the size of the table.
 */
#include "verify/cost.h"
#include "lib/glob.h"
#include "lib/ops.h"
#include "lib/search.h"

/* The longest text that a variable can have. */
static u32 text_of(u8 var, u32 max_text)
{
	if (var == SCT_VAR_COMM || var == SCT_VAR_PCOMM)
		return min(max_text, SCT_COST_COMM);
	return max_text;
}

/* A text of @max bytes, of which each eight may cost @rate steps. */
static u32 search_cost(u32 rate, u32 max)
{
	return (u32)(((u64)rate * max + 7) / 8);
}

static u32 contains_cost(const char *str, u32 len, bool folded, u32 max)
{
	u32 places = max < len ? 0 : max - len + 1;

	return search_cost(sct_contains_rate(str, len, folded), places);
}

static u32 glob_cost(const char *str, u32 len, bool folded, u32 max)
{
	return 2 * SCT_COST_PATTERN * len +
	       search_cost(sct_glob_rate(str, len, folded), max);
}

static u32 text_cost(u8 op, const char *str, u32 len, u32 max)
{
	bool folded = sct_op_is_folded(op);
	u32 words = (len + 7) / 8;

	switch ((enum sct_op)op) {
	case SCT_OP_JSEQ:
	case SCT_OP_JSPREFIX:
	case SCT_OP_JSSUFFIX:
		return words * SCT_COST_WORD;
	case SCT_OP_JSEQC:
	case SCT_OP_JSPREFIXC:
	case SCT_OP_JSSUFFIXC:
		return words * SCT_COST_WORD_FOLDED;
	case SCT_OP_JSCONTAINS:
	case SCT_OP_JSCONTAINSC:
		return contains_cost(str, len, folded, max);
	case SCT_OP_JSGLOB:
	case SCT_OP_JSGLOBC:
		return glob_cost(str, len, folded, max);
	case SCT_OP_JSIP:
		return words * SCT_COST_WORD;
	case SCT_OP_JSNUL:
	case SCT_OP_LDI ... SCT_OP_JSETI:
	case SCT_OP_JOBJ:
		return 0;
	}
	return SCT_MAX_COST;	/* an opcode that nobody has described here */
}

/**
 * sct_insn_cost - what an instruction may cost
 * @insn: verified
 * @pool: strings of its table
 * @max_text: bytes of the longest text that it may meet
 *
 * Return: steps
 */
u32 sct_insn_cost(const struct sct_insn *insn, const char *pool, u32 max_text)
{
	if (insn->op == SCT_OP_LDV)
		return SCT_COST_LDV;
	if (insn->op == SCT_OP_JOBJ)
		return SCT_COST_OBJECT;
	if (!SCT_OP_IS_TEXT(insn->op))
		return SCT_COST_INSN;
	return SCT_COST_TEXT + text_cost(insn->op, pool + (u32)insn->imm,
					 insn->imm >> 32,
					 text_of(insn->a, max_text));
}

/**
 * sct_code_cost - what a verified program may cost
 * @code: its instructions
 * @count: how many
 * @pool: strings of its table
 * @max_text: bytes of the longest text that it may meet
 *
 * Return: steps
 */
u64 sct_code_cost(const struct sct_insn *code, u32 count, const char *pool,
		  u32 max_text)
{
	u64 cost = 0;

	for (u32 i = 0; i < count; i++)
		cost += sct_insn_cost(&code[i], pool, max_text);
	return cost;
}

/* The instruction that costs most, and the first of them. */
static u32 costliest(const struct sct_table *t, const struct sct_rule *rule)
{
	const struct sct_insn *code = sct_insns_of(t) + rule->insn;
	u32 most = 0, at = SCT_NOWHERE;

	for (u32 i = 0; i < rule->insn_count; i++) {
		u32 cost = sct_insn_cost(&code[i], sct_pool_of(t),
					 SCT_MAX_STRING);

		if (cost > most) {
			most = cost;
			at = i;
		}
	}
	return at;
}

/* What the rules of one call cost so far, by phase. */
struct sum {
	u64 steps[SCT_NR_PHASES];
	u32 over;		/* the rule that made it too much */
};

static void add_rule_cost(struct sum *sum, const struct sct_rule *rule, u64 cost,
			  u32 index)
{
	u64 *steps = &sum->steps[rule->phase];

	*steps += cost;
	if (*steps > SCT_MAX_COST && sum->over == SCT_NOWHERE)
		sum->over = index;
}

/* A call is complete.  Return: false if it may cost too much. */
static bool call_cost_ok(const struct sct_table *t, const struct sum *sum,
			 const struct sct_binding *b, struct sct_fault *fault)
{
	const struct sct_rule *rule;
	u64 steps = 0;

	for (u32 phase = 0; phase < SCT_NR_PHASES; phase++) {
		if (sum->steps[phase] > steps)
			steps = sum->steps[phase];
	}
	if (sum->over != SCT_NOWHERE) {
		rule = &sct_rules_of(t)[sum->over];
		sct_fault_set(fault, SCT_E_COST, sum->over, costliest(t, rule));
		steps = sum->steps[rule->phase];
	} else if (steps <= fault->cost) {
		return true;
	}
	fault->cost = steps;
	fault->abi = b->abi;
	fault->nr = b->nr;
	return sum->over == SCT_NOWHERE;
}

static bool verify_costs(const struct sct_table *t, const u64 *rule_cost,
			 struct sct_fault *fault)
{
	const struct sct_binding *b = sct_bindings_of(t);
	const struct sct_binding *end = b + t->bindings.count;
	struct sum sum = { .over = SCT_NOWHERE };

	for (; b < end; b++) {
		add_rule_cost(&sum, &sct_rules_of(t)[b->rule], rule_cost[b->rule],
			      b->rule);
		if (b + 1 < end && b[1].abi == b->abi && b[1].nr == b->nr)
			continue;
		if (!call_cost_ok(t, &sum, b, fault))
			return false;
		sum = (struct sum){ .over = SCT_NOWHERE };
		cond_resched();
	}
	return true;
}

/**
 * sct_rule_costs - what each rule may cost on a call
 * @table: verified, but perhaps for its costs
 *
 * Return: steps by rule, for sct_free(); NULL without memory.
 */
u64 *sct_rule_costs(const struct sct_table *table)
{
	const struct sct_rule *rules = sct_rules_of(table);
	u64 *cost = sct_alloc(table->rules.count + 1ul, sizeof(*cost));

	for (u32 i = 0; cost && i < table->rules.count; i++) {
		cost[i] = SCT_COST_RULE +
			  sct_code_cost(sct_insns_of(table) + rules[i].insn,
					rules[i].insn_count,
					sct_pool_of(table), SCT_MAX_STRING);
		cond_resched();
	}
	return cost;
}

/**
 * sct_verify_costs - may no call cost too much?
 * @table: verified but for this
 * @fault: set to what the costliest call may cost, and to which one it is; on
 *	refusal, to the rule with which it is too much, and to the instruction of
 *	that rule that costs most
 */
bool sct_verify_costs(const struct sct_table *table, struct sct_fault *fault)
{
	u64 *cost = sct_rule_costs(table);
	bool ok;

	if (!cost) {
		sct_fault_set(fault, SCT_E_MEMORY, SCT_NOWHERE, SCT_NOWHERE);
		return false;
	}
	ok = verify_costs(table, cost, fault);
	sct_free(cost);
	return ok;
}
