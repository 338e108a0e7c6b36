// SPDX-License-Identifier: GPL-2.0-only
/*
 * The values that the after-rules of a call need are found out before it runs:
 * then it may have changed them, or be another program.  verify.c has counted
 * them.
 */
#include <linux/bitops.h>

#include "keeps.h"

static void add_kept(struct sct_keeps *keeps, const struct sct_param *p)
{
	const struct sct_value_key key = sct_value_key(p);

	for (u8 i = 0; i < keeps->kept_count; i++) {
		const struct sct_value_key other = sct_value_key(keeps->kept[i]);

		if (sct_same_key(&other, &key))
			return;
	}
	keeps->kept[keeps->kept_count++] = p;
}

static void add_deref(struct sct_keeps *keeps, const struct sct_param *p)
{
	u32 key = sct_deref_key(p);

	for (u8 i = 0; i < keeps->deref_count; i++) {
		if (keeps->derefs[i] == key)
			return;
	}
	keeps->derefs[keeps->deref_count++] = key;
}

static void add(struct sct_keeps *keeps, const struct sct_param *p)
{
	if (p->source == SCT_SOURCE_DEREF)
		add_deref(keeps, p);
	else if (sct_type_is_kept(p->type))
		add_kept(keeps, p);
	else if (p->type == SCT_TYPE_STR)
		keeps->texts |= 1u << p->arg;
}

/**
 * sct_keeps_add - what one more after-rule needs
 * @keeps: of all of them
 * @view: the rule's; outlives @keeps
 */
void sct_keeps_add(struct sct_keeps *keeps, const struct sct_view *view)
{
	add(keeps, &view->guard);
	for (u32 i = 0; i < SCT_MAX_SLOTS; i++)
		add(keeps, &view->params[i]);
}

/**
 * sct_keeps_read - find all of it out
 * @keeps: what there is
 * @call: keeps it; has not run yet
 */
void sct_keeps_read(const struct sct_keeps *keeps, struct sct_call *call)
{
	struct sct_text text;
	u64 value;

	for (u32 args = keeps->texts; args; args &= args - 1)
		sct_call_text(call, __ffs(args), &text);
	for (u8 i = 0; i < keeps->kept_count; i++)
		sct_values_prepare(call, keeps->kept[i]);
	for (u8 i = 0; i < keeps->deref_count; i++)
		sct_call_read_deref(call, keeps->derefs[i], &value);
}
