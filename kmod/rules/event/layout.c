// SPDX-License-Identifier: GPL-2.0-only
/* See layout.h. */
#include <linux/bitops.h>
#include <linux/overflow.h>

#include "event/layout.h"

/* What each of SCT_VARS has in an event; a call's parameters have their own types. */
#define TYPE_OF(n, id, kind, type, ...)	[n] = SCT_TYPE_##type,

static const u8 var_types[SCT_NR_VARS] = { SCT_VARS(TYPE_OF) };

static bool is_carried(const struct sct_rule *rule, const struct sct_view *view,
		       u32 slot)
{
	if (view->params[slot].source == SCT_SOURCE_NONE)
		return false;
	return slot < SCT_MAX_PARAMS ||
	       rule->derived & 1u << (slot - SCT_MAX_PARAMS);
}

static struct sct_layout_field of_param(const struct sct_param *param, u32 slot,
					u8 abi)
{
	struct sct_layout_field field = {
		.head = { .var = SCT_VAR_PARAMS, .index = slot + 1,
			  .type = param->type },
		.kind = SCT_PLAN_PARAM,
		.at = slot,
	};

	if (sct_type_is_int(param->type) && param->source == SCT_SOURCE_ARG) {
		field.kind = SCT_PLAN_REG;
		field.load = sct_load_param(param, abi);
	} else if (param->type == SCT_TYPE_STR) {
		field.kind = SCT_PLAN_TEXT;
		field.at = param->arg;
	}
	if (sct_type_is_number(param->type))
		field.head.len = sizeof(u64);
	return field;
}

static struct sct_layout_field of_var(u8 var)
{
	struct sct_layout_field field = {
		.head = { .var = var, .type = var_types[var] },
		.kind = var == SCT_VAR_COMM ? SCT_PLAN_COMM : SCT_PLAN_VAR,
	};

	if (field.head.type != SCT_TYPE_STR)
		field.head.len = sizeof(u64);
	return field;
}

/* May it be found out where one must not sleep? */
static bool is_at_hand(const struct sct_layout_field *field,
		       const struct sct_view *view)
{
	switch (field->kind) {
	case SCT_PLAN_PARAM:
		return view->params[field->at].source == SCT_SOURCE_CONST;
	case SCT_PLAN_VAR:
		return field->head.type != SCT_TYPE_STR;
	default:
		return true;
	}
}

static void add_field(struct sct_layout *layout, struct sct_layout_field field)
{
	layout->fixed_size += sizeof(field.head) + field.head.len;
	if (field.kind != SCT_PLAN_REG)
		layout->looked_up |= 1ull << layout->field_count;
	if (field.kind == SCT_PLAN_TEXT) {
		layout->texts |= 1u << field.at;
		layout->text_count++;
	}
	if (field.kind == SCT_PLAN_COMM)
		layout->comm = true;
	if (!is_at_hand(&field, layout->view))
		layout->at_hand = false;
	layout->fields[layout->field_count++] = field;
}

static u32 count_fields(const struct sct_rule *rule, const struct sct_view *view)
{
	u32 n = hweight64(rule->captures);

	for (u32 slot = 0; slot < SCT_MAX_SLOTS; slot++)
		n += is_carried(rule, view, slot);
	return n;
}

/**
 * sct_layout_create - what the events of a rule on a call have
 * @rule: the rule, of a verified table
 * @view: how it sees the call
 * @abi: of the call
 *
 * Return: the layout, for sct_free(); NULL without memory.
 */
struct sct_layout *sct_layout_create(const struct sct_rule *rule,
				     const struct sct_view *view, u8 abi)
{
	u32 count = count_fields(rule, view);
	struct sct_layout *layout;

	/* A bit each, in rule->captures and in layout->looked_up. */
	BUILD_BUG_ON(SCT_NR_VARS > 64 || SCT_PLAN_MAX_FIELDS > 64);
	layout = sct_alloc(1, struct_size(layout, fields, count));
	if (!layout)
		return NULL;
	layout->view = view;
	layout->captures = rule->captures;
	layout->derived = rule->derived;
	layout->abi = abi;
	layout->at_hand = true;
	layout->fixed_size = sizeof(struct sct_event);
	for (u32 slot = 0; slot < SCT_MAX_SLOTS; slot++) {
		if (is_carried(rule, view, slot))
			add_field(layout, of_param(&view->params[slot], slot, abi));
	}
	for (u64 vars = rule->captures; vars; vars &= vars - 1)
		add_field(layout, of_var(__ffs64(vars)));
	return layout;
}

/* Is this what sct_layout_create() would make? */
bool sct_layout_serves(const struct sct_layout *layout, const struct sct_rule *rule,
		       const struct sct_view *view, u8 abi)
{
	return layout->view == view && layout->captures == rule->captures &&
	       layout->derived == rule->derived && layout->abi == abi;
}

size_t sct_layout_bytes(const struct sct_layout *layout)
{
	return struct_size(layout, fields, layout->field_count);
}
