// SPDX-License-Identifier: GPL-2.0-only
/* The verifier's part for views and their parameters. */
#include "lib/rules_internal.h"
#include "verify/verify_view.h"

/* In a structure: of the pointer, and of the length. */
static bool places_ok(u64 value)
{
	return (u16)value <= SCT_MAX_IN && value >> 16 <= SCT_MAX_IN;
}

static bool length_ok(const struct sct_param *p)
{
	switch (p->mode) {
	case SCT_LEN_ARG:
	case SCT_LEN_AT:
		return p->arg2 < SCT_MAX_PARAMS;
	case SCT_LEN_RETVAL:
	case SCT_LEN_IN:
		return !p->arg2;
	default:
		return false;
	}
}

/* What is made of a list. */
static bool part_ok(const struct sct_param *p)
{
	if (p->arg2 || p->mode)
		return false;
	return p->type == SCT_TYPE_ITEM ? p->value <= U32_MAX : !p->value;
}

static bool path_ok(const struct sct_param *p)
{
	if (p->arg2 >= SCT_MAX_PARAMS && p->arg2 != SCT_NO_ARG)
		return false;
	switch (p->mode) {
	case SCT_FOLLOW_NO:
	case SCT_FOLLOW_YES:
		return !p->value;
	case SCT_FOLLOW_IF:
	case SCT_FOLLOW_UNLESS:
		return (u32)p->value && p->value >> 32 < SCT_MAX_PARAMS;
	default:
		return false;
	}
}

/* Are arg2, mode and value as the type of a value in a register wants them? */
static bool arg_type_ok(const struct sct_param *p)
{
	switch (p->type) {
	case SCT_TYPE_BYTES:
	case SCT_TYPE_SADDR:
	case SCT_TYPE_FAMILY:
	case SCT_TYPE_PORT:
	case SCT_TYPE_IP:
	case SCT_TYPE_SUNPATH:
		return length_ok(p) && (p->mode == SCT_LEN_IN ? places_ok(p->value) :
								!p->value);
	case SCT_TYPE_PATH:
		return path_ok(p);
	case SCT_TYPE_ITEM:
	case SCT_TYPE_COUNT:
	case SCT_TYPE_ENV:
		return part_ok(p);
	case SCT_TYPE_STR:
	case SCT_TYPE_ARGV:
	case SCT_TYPE_FDPATH:
		return !p->arg2 && !p->mode && !p->value;
	default:
		return sct_type_is_int(p->type) && !p->arg2 && !p->mode &&
		       !p->value;
	}
}

#define TYPE_OF(n, id, name, type)	[n] = SCT_TYPE_##type,
static const u8 type_of_aspect[] = { SCT_ASPECTS(TYPE_OF) };

static bool number_in_memory_ok(const struct sct_param *p)
{
	return p->arg < SCT_MAX_PARAMS && sct_type_is_int(p->type) && !p->arg2 &&
	       p->value <= SCT_MAX_DEREF_OFFSET;
}

static bool source_ok(const struct sct_param *p)
{
	switch (p->source) {
	case SCT_SOURCE_NONE:
		return !p->arg && !p->type && !p->arg2 && !p->mode && !p->value;
	case SCT_SOURCE_ARG:
		return p->arg < SCT_MAX_PARAMS && arg_type_ok(p);
	case SCT_SOURCE_CONST:
		return !p->arg && sct_type_is_int(p->type) && !p->arg2 &&
		       !p->mode;
	case SCT_SOURCE_OBJECT:
		return p->arg >= 1 && p->arg <= SCT_MAX_OPERATION_OBJECTS &&
		       ((p->mode < sizeof(type_of_aspect) &&
			 p->type == type_of_aspect[p->mode]) ||
			(sct_type_is_address(p->type) && !p->mode)) &&
		       !p->arg2 && !p->value;
	case SCT_SOURCE_KERNEL:
		return p->arg >= 1 && p->arg <= SCT_MAX_OPERATION_NUMBERS &&
		       sct_type_is_int(p->type) && !p->arg2 && !p->mode &&
		       !p->value;
	case SCT_SOURCE_PAIR:
		return p->arg < SCT_MAX_PARAMS && p->arg2 < SCT_MAX_PARAMS &&
		       (p->type == SCT_TYPE_S64 || p->type == SCT_TYPE_U64) &&
		       !p->mode && !p->value;
	case SCT_SOURCE_DEREF:
		return number_in_memory_ok(p) && !p->mode;
	case SCT_SOURCE_FILLED:
		return number_in_memory_ok(p) && p->mode <= SCT_FILL_SOME;
	default:
		return false;
	}
}

/* The guard, a parameter of the call, or a slot that nothing is in. */
static u32 plain_error(const struct sct_param *p)
{
	if (!sct_is_zero(p->reserved, sizeof(p->reserved)))
		return SCT_E_RESERVED;
	if (!source_ok(p) || p->param || p->name.off || p->name.len ||
	    p->type == SCT_TYPE_ENV)
		return SCT_E_VIEW;
	return SCT_E_OK;
}

/* A name that a variable of an environment may have. */
static bool names_variable(const struct sct_table *t, const struct sct_str *name)
{
	return name->len && !memchr(sct_pool_of(t) + name->off, '=', name->len);
}

static u32 derived_error(const struct sct_table *t, const struct sct_param *p)
{
	if (!sct_is_zero(p->reserved, sizeof(p->reserved)))
		return SCT_E_RESERVED;
	if (!source_ok(p) || p->source == SCT_SOURCE_NONE || !p->param ||
	    p->param > SCT_MAX_PARAMS)
		return SCT_E_VIEW;
	if (!sct_optional_string_ok(t, &p->name, SCT_MAX_NAME))
		return SCT_E_STRING;
	if (p->type == SCT_TYPE_ENV && !names_variable(t, &p->name))
		return SCT_E_STRING;
	return SCT_E_OK;
}

static u32 slot_error(const struct sct_table *t, const struct sct_view *view,
		      u32 i)
{
	const struct sct_param *p = &view->params[i];
	u32 error;

	if (i >= SCT_MAX_PARAMS && i < SCT_MAX_PARAMS + view->derived_count)
		return derived_error(t, p);
	error = plain_error(p);
	if (!error && i >= view->param_count && p->source != SCT_SOURCE_NONE)
		error = SCT_E_VIEW;
	return error;
}

static void slot_gives(struct sct_view_gives *gives, const struct sct_param *p,
		       u16 bit)
{
	if (p->source == SCT_SOURCE_NONE)
		return;
	if (p->source == SCT_SOURCE_OBJECT)
		gives->objects |= 1u << p->arg;
	else if (p->source == SCT_SOURCE_KERNEL)
		gives->numbers |= 1u << p->arg;
	else if (p->source != SCT_SOURCE_CONST)
		gives->of_call = true;
	if (sct_type_is_number(p->type))
		gives->params.ints |= bit;
	else
		gives->params.texts |= bit;
	if (p->type == SCT_TYPE_IP)
		gives->params.ips |= bit;
	if (p->type == SCT_TYPE_ARGV)
		gives->params.lists |= bit;
	if (p->source == SCT_SOURCE_FILLED ||
	    (sct_type_has_length(p->type) && p->mode == SCT_LEN_RETVAL))
		gives->after_only = true;
}

/**
 * sct_verify_view - check a view
 * @table: its sections are verified
 * @view: the view
 * @gives: set
 *
 * Return: SCT_E_*
 */
u32 sct_verify_view(const struct sct_table *table, const struct sct_view *view,
		    struct sct_view_gives *gives)
{
	const struct sct_param *guard = &view->guard;
	u32 error = plain_error(guard);

	if (error)
		return error;
	if (view->param_count > SCT_MAX_PARAMS ||
	    view->derived_count > SCT_MAX_DERIVED)
		return SCT_E_VIEW;
	if (guard->source == SCT_SOURCE_NONE) {
		if (view->guard_mask || view->guard_value)
			return SCT_E_VIEW;
	} else if (!sct_type_is_int(guard->type) || guard->source == SCT_SOURCE_FILLED) {
		return SCT_E_VIEW;	/* a guard is asked before the call, too */
	}
	*gives = (struct sct_view_gives){ .of_call = guard->source != SCT_SOURCE_NONE };
	for (u32 i = 0; i < SCT_MAX_SLOTS; i++) {
		error = slot_error(table, view, i);
		if (error)
			return error;
		slot_gives(gives, &view->params[i], 1u << (i + 1));
	}
	return SCT_E_OK;
}

static bool keep_deref(struct sct_call_snapshot *keeps, const struct sct_param *p)
{
	u32 key = sct_deref_key(p);

	for (u32 i = 0; i < keeps->derefs; i++) {
		if (keeps->deref[i] == key)
			return true;
	}
	if (keeps->derefs == SCT_MAX_DEREFS)
		return false;
	keeps->deref[keeps->derefs++] = key;
	return true;
}

static bool keep_key(struct sct_call_snapshot *keeps, struct sct_value_key key)
{
	for (u32 i = 0; i < keeps->values; i++) {
		if (sct_same_key(&keeps->value[i], &key))
			return true;
	}
	if (keeps->values == SCT_MAX_VALUES)
		return false;
	keeps->value[keeps->values++] = key;
	return true;
}

/* Of a part, its list and where it is in there.  Names are equal where they stand at one place. */
static bool keep_value(struct sct_call_snapshot *keeps, const struct sct_param *p)
{
	if (!keep_key(keeps, sct_value_key(p)))
		return false;
	return !sct_type_is_part(p->type) ||
	       keep_key(keeps, sct_part_key(p, p->name.off |
					       (u64)p->name.len << 32));
}

static bool keep_param(struct sct_call_snapshot *keeps, const struct sct_param *p)
{
	if (sct_is_deref(p))
		return keep_deref(keeps, p);
	return !sct_type_is_kept(p->type) || keep_value(keeps, p);
}

/**
 * sct_call_snapshot_add - can a call keep what one more view of it needs?
 * @keeps: what its other views need; that of @view is added
 * @view: verified
 *
 * Return: false if it is too much.
 */
bool sct_call_snapshot_add(struct sct_call_snapshot *keeps,
			   const struct sct_view *view)
{
	if (!keep_param(keeps, &view->guard))
		return false;
	for (u32 i = 0; i < SCT_MAX_SLOTS; i++) {
		if (!keep_param(keeps, &view->params[i]))
			return false;
	}
	return true;
}
