// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table verifier: nothing of an uploaded table is used before it has passed
 * here, and what has passed is not checked again.
 *
 * The image is a private copy, but its bytes are whatever the caller liked.
 * Each section is walked once, in the order in which later checks rely on
 * earlier ones: header, rules, views, programs, bindings, looks, objects.
 * verify_view.c holds the part for views, verify_code.c that for programs,
 * verify_looks.c that for looks, verify_object.c that for objects and operations.
 * Sums and products are 64-bit, of 32-bit operands.  At last cost.c bounds the time of
 * a call.
 *
 * Time is linear in the size of the table: rules may share a program, but all
 * together have no more instructions than the largest table could hold.
 */
#include "lib/rules_internal.h"
#include "verify/cost.h"
#include "verify/verify.h"
#include "verify/verify_looks.h"
#include "verify/verify_object.h"
#include "verify/verify_view.h"

struct verifier {
	const struct sct_table *table;
	size_t size;
	struct sct_fault *fault;
	struct sct_uses *rule_uses;	/* by rule: PARAMS that its program reads */
	struct sct_view_gives *view_gives;	/* by view */
};

/* Always false, so that a check can end in "return refuse_table(...)". */
static bool refuse_table(struct verifier *v, u32 error, u32 rule, u32 index)
{
	sct_fault_set(v->fault, error, rule, index);
	return false;
}

/* A section starts where the one before it ends, padded to 8 with zeros. */
static bool check_section(struct verifier *v, const struct sct_section *s,
			  size_t element, u64 *end)
{
	u64 stop = (u64)s->off + (u64)s->count * element;

	if (s->off != *end || stop > v->size)
		return refuse_table(v, SCT_E_SECTION, SCT_NOWHERE, SCT_NOWHERE);
	*end = (stop + 7) & ~7ull;
	if (*end > v->size)
		return refuse_table(v, SCT_E_SECTION, SCT_NOWHERE, SCT_NOWHERE);
	if (!sct_is_zero((const u8 *)v->table + stop, *end - stop))
		return refuse_table(v, SCT_E_RESERVED, SCT_NOWHERE, SCT_NOWHERE);
	return true;
}

static bool check_optional(struct verifier *v, const struct sct_section *s,
			   size_t element, u64 *end)
{
	return (!s->off && !s->count) || check_section(v, s, element, end);
}

static bool check_sections(struct verifier *v)
{
	const struct sct_table *t = v->table;
	u64 end = sizeof(*t);

	if (!check_section(v, &t->rules, sizeof(struct sct_rule), &end) ||
	    !check_section(v, &t->views, sizeof(struct sct_view), &end) ||
	    !check_section(v, &t->bindings, sizeof(struct sct_binding), &end) ||
	    !check_section(v, &t->insns, sizeof(struct sct_insn), &end) ||
	    !check_section(v, &t->strings, 1, &end) ||
	    !check_section(v, &t->text, 1, &end) ||
	    !check_optional(v, &t->looks, sizeof(struct sct_look), &end) ||
	    !check_optional(v, &t->automata, sizeof(u32), &end) ||
	    !check_optional(v, &t->objects, sizeof(struct sct_object), &end) ||
	    !check_optional(v, &t->operations, sizeof(struct sct_op_binding),
			    &end))
		return false;
	if (end != v->size)
		return refuse_table(v, SCT_E_SIZE, SCT_NOWHERE, SCT_NOWHERE);
	return true;
}

static bool check_header(struct verifier *v)
{
	const struct sct_table *t = v->table;
	u32 error = SCT_E_OK;

	if (v->size < sizeof(*t) || v->size % 8)
		error = SCT_E_SIZE;
	else if (v->size > SCT_MAX_TABLE_BYTES)
		error = SCT_E_LIMIT;
	else if (t->magic != SCT_TABLE_MAGIC)
		error = SCT_E_MAGIC;
	else if (t->version != SCT_ABI_VERSION)
		error = SCT_E_VERSION;
	else if (t->size != v->size)
		error = SCT_E_SIZE;
	else if (t->flags)
		error = SCT_E_RESERVED;
	else if (t->rules.count > SCT_MAX_RULES ||
		 t->objects.count > SCT_MAX_OBJECTS)
		error = SCT_E_LIMIT;
	if (error)
		return refuse_table(v, error, SCT_NOWHERE, SCT_NOWHERE);
	return check_sections(v);
}

static bool rule_strings_ok(const struct sct_table *t,
			    const struct sct_rule *rule)
{
	return sct_string_ok(t, &rule->name, SCT_MAX_NAME) &&
	       sct_optional_string_ok(t, &rule->format, SCT_MAX_STRING) &&
	       sct_optional_string_ok(t, &rule->tags, SCT_MAX_TAGS) &&
	       sct_optional_string_ok(t, &rule->description, SCT_MAX_STRING);
}

#define CAPTURE_BIT(n, id, ...)		(1ull << (n)) +
#define KNOWN_CAPTURES	((SCT_VARS(CAPTURE_BIT) 0) - (1ull << SCT_VAR_PARAMS))

static bool is_within(u64 value, u64 low, u64 high)
{
	return value >= low && value <= high;
}

/* How the rule's events reach the log. */
static u32 delivery_error(const struct sct_rule *rule)
{
	bool log = rule->flags & SCT_RULE_LOG;
	bool must = rule->flags & SCT_RULE_MUST;

	if (must && (!log || rule->phase != SCT_PHASE_BEFORE))
		return SCT_E_DELIVERY;
	if (!must && rule->flags & SCT_RULE_TIMEOUT_FAILS)
		return SCT_E_DELIVERY;
	if (!is_within(rule->must_timeout_ms, must, must * SCT_MAX_MUST_MS))
		return SCT_E_DELIVERY;
	if (rule->rate_scope > SCT_RATE_UID)
		return SCT_E_RATE;
	if (rule->rate_scope == SCT_RATE_NONE)
		return rule->rate_count || rule->rate_seconds ? SCT_E_RATE :
								SCT_E_OK;
	if (!log || !rule->rate_count ||
	    !is_within(rule->rate_seconds, 1, SCT_MAX_RATE_SECONDS))
		return SCT_E_RATE;
	return SCT_E_OK;
}

/*
 * What a call may return to its caller: the codes from SCT_KERNEL_ERRNO on are the
 * kernel's own, and -512 to -516 would make it run the call again, or what an
 * earlier call has left for that.
 */
static bool errno_ok(s32 error, bool wanted)
{
	return is_within((u32)error, wanted,
			 wanted * (SCT_KERNEL_ERRNO - 1));
}

/* Only SUSPEND asks, and it says what happens without an answer. */
static bool deadline_ok(const struct sct_rule *rule)
{
	if (!rule->deadline_ms)
		return !rule->unanswered;
	return rule->action == SCT_ACTION_SUSPEND &&
	       rule->deadline_ms <= SCT_MAX_DEADLINE_MS &&
	       rule->unanswered <= SCT_VERDICT_KILLED;
}

/* The numbers that only some actions have. */
static u32 action_error(const struct sct_rule *rule)
{
	bool kill = rule->action == SCT_ACTION_KILL ||
		    rule->unanswered == SCT_VERDICT_KILLED;
	bool error = rule->action == SCT_ACTION_FAIL ||
		     rule->unanswered == SCT_VERDICT_FAILED ||
		     rule->flags & SCT_RULE_TIMEOUT_FAILS;

	if (!errno_ok(rule->error, error))
		return SCT_E_ERRNO;
	if (!is_within(rule->signal, kill, kill * SCT_MAX_SIGNAL))
		return SCT_E_SIGNAL;
	if (rule->action == SCT_ACTION_LOG &&
	    rule->flags & SCT_RULE_INCLUDE_INIT)
		return SCT_E_RULE;
	return SCT_E_OK;
}

static u32 rule_error(const struct sct_table *t, const struct sct_rule *rule)
{
	bool log = rule->action == SCT_ACTION_LOG;
	u32 error;

	if (rule->reserved || !sct_is_zero(rule->reserved0, sizeof(rule->reserved0)))
		return SCT_E_RESERVED;
	if (rule->action < SCT_ACTION_LOG ||
	    rule->action > SCT_ACTION_SUSPEND ||
	    rule->phase >= SCT_NR_PHASES || rule->flags & ~SCT_RULE_FLAGS)
		return SCT_E_RULE;
	if (log && !(rule->flags & SCT_RULE_LOG))
		return SCT_E_RULE;
	if (!log && rule->flags & SCT_RULE_CONTINUE)
		return SCT_E_RULE;
	if (rule->captures & ~KNOWN_CAPTURES)
		return SCT_E_RULE;
	if (!rule_strings_ok(t, rule))
		return SCT_E_STRING;
	if (!rule->name.len)
		return SCT_E_NAME;
	if (rule->priority > SCT_PRIORITY_DEBUG)
		return SCT_E_PRIORITY;
	if (rule->max_data > SCT_MAX_STRING)
		return SCT_E_LIMIT;
	if (!deadline_ok(rule))
		return SCT_E_RULE;
	error = action_error(rule);
	if (!error)
		error = delivery_error(rule);
	if (error)
		return error;
	if (rule->phase == SCT_PHASE_AFTER && !log)
		return SCT_E_PHASE;
	if (rule->phase == SCT_PHASE_BEFORE &&
	    rule->captures & 1ull << SCT_VAR_RETVAL)
		return SCT_E_PHASE;
	if ((u64)rule->insn + rule->insn_count > t->insns.count)
		return SCT_E_END;
	if (rule->insn_count > SCT_MAX_INSNS_PER_RULE)
		return SCT_E_LIMIT;
	return SCT_E_OK;
}

static bool check_rules(struct verifier *v)
{
	const struct sct_rule *rules = sct_rules_of(v->table);
	u64 insns = 0;

	for (u32 i = 0; i < v->table->rules.count; i++) {
		u32 error = rule_error(v->table, &rules[i]);

		insns += rules[i].insn_count;
		if (!error &&
		    insns > SCT_MAX_TABLE_BYTES / sizeof(struct sct_insn))
			error = SCT_E_LIMIT;
		if (error)
			return refuse_table(v, error, i, SCT_NOWHERE);
		cond_resched();
	}
	return true;
}

static bool check_views(struct verifier *v)
{
	const struct sct_view *views = sct_views_of(v->table);

	for (u32 i = 0; i < v->table->views.count; i++) {
		u32 error = sct_verify_view(v->table, &views[i],
					    &v->view_gives[i]);

		if (error)
			return refuse_table(v, error, SCT_NOWHERE, i);
		cond_resched();
	}
	return true;
}

static bool check_programs(struct verifier *v)
{
	for (u32 i = 0; i < v->table->rules.count; i++) {
		u32 index = SCT_NOWHERE;
		u32 error = sct_verify_code(v->table, i, &v->rule_uses[i],
					    &index);

		if (error)
			return refuse_table(v, error, i, index);
		cond_resched();
	}
	return true;
}

/* A rule may have several views of a call; they are the compiler's business. */
static bool in_order(const struct sct_binding *a, const struct sct_binding *b)
{
	u64 first = (u64)a->abi << 48 | (u64)a->nr << 32 | a->rule;
	u64 second = (u64)b->abi << 48 | (u64)b->nr << 32 | b->rule;

	return first < second || (first == second && a->view < b->view);
}

static bool same_call(const struct sct_binding *a, const struct sct_binding *b)
{
	return a->abi == b->abi && a->nr == b->nr;
}

static bool binding_ok(const struct sct_table *t, const struct sct_binding *b)
{
	return b->abi < SCT_NR_ABIS && b->nr < SCT_MAX_NR &&
	       !(b->flags & ~SCT_BINDING_OPTIONAL) &&
	       b->rule < t->rules.count && b->view < t->views.count;
}

/* Has the view what the rule's program reads, in the rule's phase? */
static u32 rule_meets_view(const struct verifier *v,
			   const struct sct_binding *b, u32 *index)
{
	const struct sct_uses *uses = &v->rule_uses[b->rule];
	const struct sct_view_gives *gives = &v->view_gives[b->view];
	struct sct_uses unmet = {
		.ints = uses->ints & ~gives->params.ints,
		.texts = uses->texts & ~gives->params.texts,
		.ips = uses->ips & ~gives->params.ips,
		.lists = uses->lists & ~gives->params.lists,
		.objects = uses->objects,
	};

	if (gives->objects | gives->numbers)
		return SCT_E_VIEW;
	if (unmet.ints | unmet.texts | unmet.ips | unmet.lists | unmet.objects) {
		*index = sct_first_use(v->table, b->rule, unmet);
		return SCT_E_VARIABLE;
	}
	if (gives->after_only &&
	    sct_rules_of(v->table)[b->rule].phase != SCT_PHASE_AFTER)
		return SCT_E_PHASE;
	return SCT_E_OK;
}

static bool check_bindings(struct verifier *v)
{
	const struct sct_binding *bindings = sct_bindings_of(v->table);
	const struct sct_view *views = sct_views_of(v->table);
	struct sct_call_snapshot keeps = { };

	for (u32 i = 0; i < v->table->bindings.count; i++) {
		const struct sct_binding *b = &bindings[i];
		u32 error, index = i;

		if (b->reserved)
			return refuse_table(v, SCT_E_RESERVED, SCT_NOWHERE, i);
		if (!binding_ok(v->table, b))
			return refuse_table(v, SCT_E_BINDING, SCT_NOWHERE, i);
		if (i && !in_order(b - 1, b))
			return refuse_table(v, SCT_E_BINDING, b->rule, i);

		error = rule_meets_view(v, b, &index);
		if (error)
			return refuse_table(v, error, b->rule, index);

		if (i && !same_call(b, b - 1))
			keeps = (struct sct_call_snapshot){ };
		if (!sct_call_snapshot_add(&keeps, &views[b->view]))
			return refuse_table(v, SCT_E_LIMIT, b->rule, i);
		cond_resched();
	}
	return true;
}

static bool check_looks(struct verifier *v)
{
	u32 index;
	u32 error = sct_verify_looks(v->table, &index);

	return error ? refuse_table(v, error, SCT_NOWHERE, index) : true;
}

/**
 * sct_verify - may this table be used?
 * @image: the table, in memory that nobody else writes, 8-byte aligned
 * @size: its bytes
 * @fault: on refusal, what is wrong where; else what the costliest call costs
 *
 * Does not ask whether this kernel has the calls: see table.c.
 */
bool sct_verify(const void *image, size_t size, struct sct_fault *fault)
{
	struct verifier v = { .table = image, .size = size, .fault = fault };
	bool ok;

	sct_fault_set(fault, SCT_E_OK, SCT_NOWHERE, SCT_NOWHERE);
	if (!check_header(&v) || !check_rules(&v))
		return false;

	v.rule_uses = sct_alloc(v.table->rules.count + 1ul,
				sizeof(*v.rule_uses));
	v.view_gives = sct_alloc(v.table->views.count + 1ul,
				 sizeof(*v.view_gives));
	if (v.rule_uses && v.view_gives)
		ok = check_views(&v) && check_programs(&v) &&
		     check_bindings(&v) && check_looks(&v) &&
		     sct_verify_objects(v.table, v.rule_uses, v.view_gives,
					fault) &&
		     sct_verify_costs(v.table, fault);
	else
		ok = refuse_table(&v, SCT_E_MEMORY, SCT_NOWHERE, SCT_NOWHERE);
	sct_free(v.view_gives);
	sct_free(v.rule_uses);
	return ok;
}
