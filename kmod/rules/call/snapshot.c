// SPDX-License-Identifier: GPL-2.0-only
/*
 * The values that the after-rules of a call need are found out before it runs:
 * then it may have changed them, or be another program.  verify.c has counted
 * them.
 */
#include <linux/bitops.h>

#include "call/snapshot.h"

static void add_kept(struct sct_snapshot *snapshot, const struct sct_param *p)
{
	const struct sct_value_key key = sct_value_key(p);

	for (u8 i = 0; i < snapshot->kept_count; i++) {
		const struct sct_value_key other = sct_value_key(snapshot->kept[i]);

		if (sct_same_key(&other, &key))
			return;
	}
	snapshot->kept[snapshot->kept_count++] = p;
}

static void add_deref(struct sct_snapshot *snapshot, const struct sct_param *p)
{
	u32 key = sct_deref_key(p);

	for (u8 i = 0; i < snapshot->deref_count; i++) {
		if (snapshot->derefs[i] == key)
			return;
	}
	snapshot->derefs[snapshot->deref_count++] = key;
}

static void add_param(struct sct_snapshot *snapshot, const struct sct_param *p)
{
	if (p->source == SCT_SOURCE_DEREF)
		add_deref(snapshot, p);
	else if (sct_type_is_kept(p->type))
		add_kept(snapshot, p);
	else if (p->type == SCT_TYPE_STR)
		snapshot->texts |= 1u << p->arg;
}

/**
 * sct_snapshot_add - what one more after-rule needs
 * @snapshot: of all of them
 * @view: the rule's; outlives @snapshot
 */
void sct_snapshot_add(struct sct_snapshot *snapshot, const struct sct_view *view)
{
	add_param(snapshot, &view->guard);
	for (u32 i = 0; i < SCT_MAX_SLOTS; i++)
		add_param(snapshot, &view->params[i]);
}

/**
 * sct_snapshot_take - find all of it out
 * @snapshot: what there is
 * @call: snapshot it; has not run yet
 */
void sct_snapshot_take(const struct sct_snapshot *snapshot, struct sct_call *call)
{
	struct sct_text text;
	u64 value;

	for (u32 args = snapshot->texts; args; args &= args - 1)
		sct_call_text(call, __ffs(args), &text);
	for (u8 i = 0; i < snapshot->kept_count; i++)
		sct_values_prepare(call, snapshot->kept[i]);
	for (u8 i = 0; i < snapshot->deref_count; i++)
		sct_call_read_deref(call, snapshot->derefs[i], &value);
}
