// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table verifier: nothing of an uploaded table is used before it has passed
 * here, and what has passed is not checked again.
 *
 * The image is a private copy, but its bytes are whatever the caller liked.
 * Each section is walked once, in the order in which later checks rely on
 * earlier ones: header, rules, views, programs, bindings.  verify_code.c holds
 * the part for programs.  Sums and products are 64-bit, of 32-bit operands.
 *
 * Time is linear in the size of the table: rules may share a program, but all
 * together have no more instructions than the largest table could hold.
 */
#include "rules_internal.h"
#include "verify_code.h"

struct verifier {
	const struct sct_table *table;
	size_t size;
	struct sct_fault *fault;
	struct sct_uses *rule_uses;	/* by rule: PARAMS that its program reads */
	struct sct_uses *view_gives;	/* by view: PARAMS that it has */
};

/* Always false, so that a check can end in "return refuse(...)". */
static bool refuse(struct verifier *v, u32 error, u32 rule, u32 index)
{
	sct_fault_set(v->fault, error, rule, index);
	return false;
}

static bool is_zero(const void *p, size_t n)
{
	const u8 *byte = p;

	while (n--) {
		if (*byte++)
			return false;
	}
	return true;
}

/* A section starts where the one before it ends, padded to 8 with zeros. */
static bool check_section(struct verifier *v, const struct sct_section *s,
			  size_t element, u64 *end)
{
	u64 stop = (u64)s->off + (u64)s->count * element;

	if (s->off != *end || stop > v->size)
		return refuse(v, SCT_E_SECTION, SCT_NOWHERE, SCT_NOWHERE);
	*end = (stop + 7) & ~7ull;
	if (*end > v->size)
		return refuse(v, SCT_E_SECTION, SCT_NOWHERE, SCT_NOWHERE);
	if (!is_zero((const u8 *)v->table + stop, *end - stop))
		return refuse(v, SCT_E_RESERVED, SCT_NOWHERE, SCT_NOWHERE);
	return true;
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
	    !check_section(v, &t->text, 1, &end))
		return false;
	if (end != v->size)
		return refuse(v, SCT_E_SIZE, SCT_NOWHERE, SCT_NOWHERE);
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
	else if (t->flags || !is_zero(t->reserved, sizeof(t->reserved)))
		error = SCT_E_RESERVED;
	else if (t->rules.count > SCT_MAX_RULES)
		error = SCT_E_LIMIT;
	if (error)
		return refuse(v, error, SCT_NOWHERE, SCT_NOWHERE);
	return check_sections(v);
}

static bool string_ok(const struct sct_table *t, const struct sct_str *str,
		      u32 max)
{
	const char *s = sct_pool_of(t) + str->off;

	return sct_string_in_pool(t, str->off, str->len, max) &&
	       !memchr(s, 0, str->len);
}

static bool optional_string_ok(const struct sct_table *t,
			       const struct sct_str *str, u32 max)
{
	return (!str->off && !str->len) || string_ok(t, str, max);
}

static bool rule_strings_ok(const struct sct_table *t,
			    const struct sct_rule *rule)
{
	return string_ok(t, &rule->name, SCT_MAX_NAME) &&
	       optional_string_ok(t, &rule->format, SCT_MAX_STRING) &&
	       optional_string_ok(t, &rule->tags, SCT_MAX_TAGS) &&
	       optional_string_ok(t, &rule->description, SCT_MAX_STRING);
}

#define CAPTURE_BIT(n, id, type, when)	(1ull << (n)) +
#define KNOWN_CAPTURES	(((SCT_VARS(CAPTURE_BIT) 0) & 0x7fff) - (1ull << SCT_VAR_PARAMS))

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

/* The numbers that only some actions have. */
static u32 action_error(const struct sct_rule *rule)
{
	bool kill = rule->action == SCT_ACTION_KILL;
	bool error = rule->action == SCT_ACTION_FAIL ||
		     rule->flags & SCT_RULE_TIMEOUT_FAILS;

	if (!is_within((u32)rule->error, error, error * SCT_MAX_ERRNO))
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

	if (rule->reserved0 || !is_zero(rule->reserved, sizeof(rule->reserved)))
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
			return refuse(v, error, i, SCT_NOWHERE);
		cond_resched();
	}
	return true;
}

static bool param_ok(const struct sct_param *p)
{
	if (p->param || p->arg2 || p->mode || p->name.off || p->name.len)
		return false;
	switch (p->source) {
	case SCT_SOURCE_NONE:
		return !p->arg && !p->type && !p->value;
	case SCT_SOURCE_ARG:
		return p->arg < SCT_MAX_PARAMS && !p->value &&
		       (sct_type_is_int(p->type) || p->type == SCT_TYPE_STR);
	case SCT_SOURCE_CONST:
		return !p->arg && sct_type_is_int(p->type);
	case SCT_SOURCE_DEREF:
		return p->arg < SCT_MAX_PARAMS && sct_type_is_int(p->type) &&
		       p->value <= SCT_MAX_DEREF_OFFSET;
	default:
		return false;
	}
}

static u32 view_error(const struct sct_view *view)
{
	const struct sct_param *guard = &view->guard;

	if (view->derived_count)
		return SCT_E_VIEW;
	if (!is_zero(guard->reserved, sizeof(guard->reserved)))
		return SCT_E_RESERVED;
	if (view->param_count > SCT_MAX_PARAMS || !param_ok(guard) ||
	    guard->type == SCT_TYPE_STR)
		return SCT_E_VIEW;
	if (guard->source == SCT_SOURCE_NONE &&
	    (view->guard_mask || view->guard_value))
		return SCT_E_VIEW;
	for (u32 i = 0; i < SCT_MAX_SLOTS; i++) {
		const struct sct_param *p = &view->params[i];

		if (!is_zero(p->reserved, sizeof(p->reserved)))
			return SCT_E_RESERVED;
		if (!param_ok(p) ||
		    (i >= view->param_count && p->source != SCT_SOURCE_NONE))
			return SCT_E_VIEW;
	}
	return SCT_E_OK;
}

static struct sct_uses view_gives(const struct sct_view *view)
{
	struct sct_uses gives = { };

	for (u32 i = 0; i < SCT_MAX_PARAMS; i++) {
		if (sct_type_is_int(view->params[i].type))
			gives.ints |= 1u << (i + 1);
		else if (view->params[i].type == SCT_TYPE_STR)
			gives.texts |= 1u << (i + 1);
	}
	return gives;
}

static bool check_views(struct verifier *v)
{
	const struct sct_view *views = sct_views_of(v->table);

	for (u32 i = 0; i < v->table->views.count; i++) {
		u32 error = view_error(&views[i]);

		if (error)
			return refuse(v, error, SCT_NOWHERE, i);
		v->view_gives[i] = view_gives(&views[i]);
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
			return refuse(v, error, i, index);
		cond_resched();
	}
	return true;
}

/* Distinct DEREF keys in the views of one call. */
struct deref_keys {
	u32 count;
	u16 key[SCT_MAX_DEREFS];
};

static bool deref_key_add(struct deref_keys *keys, const struct sct_param *p)
{
	u16 key;

	if (p->source != SCT_SOURCE_DEREF)
		return true;
	key = SCT_DEREF_KEY(p->arg, p->value);
	for (u32 i = 0; i < keys->count; i++) {
		if (keys->key[i] == key)
			return true;
	}
	if (keys->count == SCT_MAX_DEREFS)
		return false;
	keys->key[keys->count++] = key;
	return true;
}

static bool deref_keys_add(struct deref_keys *keys, const struct sct_view *view)
{
	if (!deref_key_add(keys, &view->guard))
		return false;
	for (u32 i = 0; i < SCT_MAX_PARAMS; i++) {
		if (!deref_key_add(keys, &view->params[i]))
			return false;
	}
	return true;
}

static u64 binding_order(const struct sct_binding *b)
{
	return (u64)b->abi << 48 | (u64)b->nr << 32 | b->rule;
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

static bool check_bindings(struct verifier *v)
{
	const struct sct_binding *bindings = sct_bindings_of(v->table);
	const struct sct_view *views = sct_views_of(v->table);
	struct deref_keys keys = { };

	for (u32 i = 0; i < v->table->bindings.count; i++) {
		const struct sct_binding *b = &bindings[i];
		struct sct_uses unmet;

		if (b->reserved)
			return refuse(v, SCT_E_RESERVED, SCT_NOWHERE, i);
		if (!binding_ok(v->table, b))
			return refuse(v, SCT_E_BINDING, SCT_NOWHERE, i);
		if (i && binding_order(b) <= binding_order(b - 1))
			return refuse(v, SCT_E_BINDING, b->rule, i);

		unmet.ints = v->rule_uses[b->rule].ints &
			     ~v->view_gives[b->view].ints;
		unmet.texts = v->rule_uses[b->rule].texts &
			      ~v->view_gives[b->view].texts;
		if (unmet.ints | unmet.texts)
			return refuse(v, SCT_E_VARIABLE, b->rule,
				      sct_first_use(v->table, b->rule, unmet));

		if (i && !same_call(b, b - 1))
			keys.count = 0;
		if (!deref_keys_add(&keys, &views[b->view]))
			return refuse(v, SCT_E_LIMIT, b->rule, i);
		cond_resched();
	}
	return true;
}

/**
 * sct_verify - may this table be used?
 * @image: the table, in memory that nobody else writes, 8-byte aligned
 * @size: its bytes
 * @fault: on refusal, what is wrong where
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
		ok = check_views(&v) && check_programs(&v) && check_bindings(&v);
	else
		ok = refuse(&v, SCT_E_MEMORY, SCT_NOWHERE, SCT_NOWHERE);
	sct_free(v.view_gives);
	sct_free(v.rule_uses);
	return ok;
}
