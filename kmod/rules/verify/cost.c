// SPDX-License-Identifier: GPL-2.0-only
/*
 * The verifier's part for time: what a call may cost is the sum over its rules
 * of what their programs cost if every instruction is reached, as jumps only go
 * forward, and if every comparison goes to its end.
 *
 * Where that is too much, the rules that looks name search long texts on one common
 * account (eval.c): then it is the sum without these searches, and that account.
 *
 * Rules may share a program, and a rule may have many bindings, but each program
 * is looked at once, and each look's lists once for each call: time is linear in the
 * size of the table, and in that of the lists for each call that has them.
 */
#include "verify/automaton.h"
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
		return insn->a == SCT_OBJECT_EXE ? SCT_COST_EXE : SCT_COST_OBJECT;
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

/* The rules of one call so far. */
struct call_costs {
	const struct sct_table *table;
	const struct sct_rule_cost *rules;	/* by rule of the table */
	u8 *named;			/* by position: a look names it */
	u32 look;			/* of the table, the next */
	struct sct_rule_cost sum[SCT_NR_PHASES];
	u32 over;			/* the rule that made it too much */
};

/**
 * sct_add_cost - add what a rule may cost
 * @sum: of those before it
 * @rule: its cost
 * @named: whether a look names it
 */
void sct_add_cost(struct sct_rule_cost *sum, const struct sct_rule_cost *rule, bool named)
{
	sum->full += rule->full;
	sum->sure += named ? rule->sure : rule->full;
}

/**
 * sct_phase_cost - what the rules of a phase may cost
 * @sum: of their costs, and of the call's looks
 *
 * Return: steps
 */
u64 sct_phase_cost(const struct sct_rule_cost *sum)
{
	return sct_is_shared(sum) ? min(sum->sure + SCT_MAX_SHARED_COST, sum->full) : sum->full;
}

/* What a look costs a phase. */
u32 sct_look_cost(u8 var)
{
	return SCT_COST_LOOK * text_of(var, SCT_MAX_STRING);
}

/* The looks of the call that @first is on: what they cost, and whom they name. */
static void begin_call(struct call_costs *c, const struct sct_binding *first, u32 count)
{
	const struct sct_look *looks = sct_looks_of(c->table);
	u64 call = sct_call_order(first->abi, first->nr), steps = 0;

	memset(c->named, 0, count);
	for (; c->look < c->table->looks.count; c->look++) {
		const struct sct_look *look = &looks[c->look];
		const struct sct_automaton *a = sct_automaton_at(c->table, look->automaton);

		if (sct_call_order(look->abi, look->nr) != call)
			break;
		steps += sct_look_cost(look->var);
		sct_lists_name(sct_lists_of(a), a->lists, c->named);
	}
	for (u32 phase = 0; phase < SCT_NR_PHASES; phase++)
		c->sum[phase] = (struct sct_rule_cost){ steps, steps };
	c->over = SCT_NOWHERE;
}

static void add_rules(struct call_costs *c, const struct sct_binding *first, u32 count)
{
	const struct sct_rule *rules = sct_rules_of(c->table);
	u32 at[SCT_NR_PHASES] = { };

	for (u32 i = 0; i < count; i++)
		at[SCT_PHASE_AFTER] += rules[first[i].rule].phase == SCT_PHASE_BEFORE;
	for (u32 i = 0; i < count; i++) {
		u32 rule = first[i].rule, phase = rules[rule].phase;
		const struct sct_rule_cost *cost = &c->rules[rule];

		sct_add_cost(&c->sum[phase], cost, c->named[at[phase]++]);
		if (c->over == SCT_NOWHERE &&
		    (cost->full > SCT_MAX_COST ||
		     sct_phase_cost(&c->sum[phase]) > SCT_MAX_COST)) {
			c->over = rule;
			return;
		}
	}
}

/* A call is complete.  Return: false if it may cost too much. */
static bool call_cost_ok(const struct call_costs *c, const struct sct_binding *b,
			 struct sct_fault *fault)
{
	const struct sct_rule *rule;
	u64 steps = 0;

	for (u32 phase = 0; phase < SCT_NR_PHASES; phase++)
		steps = max(steps, sct_phase_cost(&c->sum[phase]));
	if (c->over != SCT_NOWHERE) {
		rule = &sct_rules_of(c->table)[c->over];
		sct_fault_set(fault, SCT_E_COST, c->over, costliest(c->table, rule));
		steps = sct_phase_cost(&c->sum[rule->phase]);
	} else if (steps <= fault->cost) {
		return true;
	}
	fault->cost = steps;
	fault->abi = b->abi;
	fault->nr = b->nr;
	return c->over == SCT_NOWHERE;
}

static bool verify_costs(struct call_costs *c, struct sct_fault *fault)
{
	const struct sct_binding *b = sct_bindings_of(c->table);
	const struct sct_binding *end = b + c->table->bindings.count;

	while (b < end) {
		const struct sct_binding *first = b;

		while (b < end && b->abi == first->abi && b->nr == first->nr)
			b++;
		begin_call(c, first, b - first);
		add_rules(c, first, b - first);
		if (!call_cost_ok(c, first, fault))
			return false;
		cond_resched();
	}
	return true;
}

static u64 code_cost(const struct sct_table *t, const struct sct_rule *rule, u32 max_text)
{
	return SCT_COST_RULE + sct_code_cost(sct_insns_of(t) + rule->insn, rule->insn_count,
					     sct_pool_of(t), max_text);
}

/**
 * sct_rule_costs - what each rule may cost on a call
 * @table: verified, but perhaps for its costs
 *
 * Return: by rule, for sct_free(); NULL without memory.
 */
struct sct_rule_cost *sct_rule_costs(const struct sct_table *table)
{
	const struct sct_rule *rules = sct_rules_of(table);
	struct sct_rule_cost *cost = sct_alloc(table->rules.count + 1ul, sizeof(*cost));

	for (u32 i = 0; cost && i < table->rules.count; i++) {
		cost[i].full = code_cost(table, &rules[i], SCT_MAX_STRING);
		cost[i].sure = code_cost(table, &rules[i], SCT_COST_SHORT);
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
	struct sct_rule_cost *rules = sct_rule_costs(table);
	struct call_costs c = {
		.table = table,
		.rules = rules,
		.named = sct_alloc(table->bindings.count + 1ul, 1),
	};
	bool ok = false;

	if (rules && c.named)
		ok = verify_costs(&c, fault);
	else
		sct_fault_set(fault, SCT_E_MEMORY, SCT_NOWHERE, SCT_NOWHERE);
	sct_free(rules);
	sct_free(c.named);
	return ok;
}
