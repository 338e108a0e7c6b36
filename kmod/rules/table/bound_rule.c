// SPDX-License-Identifier: GPL-2.0-only
/* A rule as a call or an operation asks it. */
#include "lib/actions.h"
#include "table/builder.h"

/* Rules that follow each other mostly have like events. */
static const struct sct_layout *layout_for(struct sct_live *live,
					   const struct sct_rule *rule,
					   const struct sct_view *view, u8 abi)
{
	struct sct_layout *layout = live->layouts;

	if (layout && sct_layout_serves(layout, rule, view, abi))
		return layout;
	layout = sct_layout_create(rule, view, abi);
	if (!layout)
		return NULL;
	layout->next = live->layouts;
	live->layouts = layout;
	live->memory += sct_layout_bytes(layout);
	return layout;
}

/**
 * sct_fill_bound_rule - make the next bound rule
 * @builder: the table that is built
 * @rule_index: the rule
 * @view_index: how it sees the call
 * @abi: of the call
 *
 * Return: false without memory.
 */
bool sct_fill_bound_rule(struct builder *builder, u32 rule_index, u32 view_index,
			 u8 abi)
{
	const struct sct_table *t = builder->table;
	const struct sct_rule *rule = &sct_rules_of(t)[rule_index];
	const struct sct_view *view = &sct_views_of(t)[view_index];

	*builder->bound = (struct sct_bound_rule){
		.code = rule->insn_count ? sct_insns_of(t) + rule->insn : NULL,
		.view = view,
		.layout = layout_for(builder->live, rule, view, abi),
		.rule = rule_index,
		.view_index = view_index,
		.index = builder->bound - builder->live->bound_rules,
		.guarded = view->guard.source != SCT_SOURCE_NONE,
		.unreadable_matches = rule->flags & SCT_RULE_UNREADABLE_MATCHES,
		.goes_on = rule->flags & SCT_RULE_CONTINUE,
		.refuses = rule->action != SCT_ACTION_LOG,
		.free_text = SCT_MAX_STRING,
	};
	return builder->bound->layout;
}
