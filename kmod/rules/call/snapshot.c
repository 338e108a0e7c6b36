// SPDX-License-Identifier: GPL-2.0-only
/*
 * The values that the after-rules of a call need are found out before it runs:
 * then it may have changed them, or be another program.  verify.c has counted
 * them.
 *
 * Rules that cost much are not evaluated again for each value that one of them
 * wants (hook/phases.c): what all rules of the phase may ask for is read first.
 */
#include <linux/bitops.h>

#include "call/snapshot.h"
#include "lib/ops.h"

/* Bit per variable: strings. */
#define TEXT_VAR(n, id, kind, type, ...)	\
	| (SCT_TYPE_##type == SCT_TYPE_STR ? 1ull << (n) : 0)

static const u64 text_vars = 0 SCT_VARS(TEXT_VAR);

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
	if (sct_is_deref(p))
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
 * sct_snapshot_add_vars - string variables that one more rule needs
 * @snapshot: of all of them
 * @code: the rule's
 * @count: its instructions
 * @captures: bit per variable in its events
 */
void sct_snapshot_add_vars(struct sct_snapshot *snapshot, const struct sct_insn *code,
			   u32 count, u64 captures)
{
	snapshot->vars |= captures & text_vars;
	for (u32 i = 0; i < count; i++) {
		if (SCT_OP_IS_TEXT(code[i].op) && code[i].a != SCT_VAR_PARAMS)
			snapshot->vars |= 1ull << code[i].a;
	}
}

static void read_plain(const struct sct_snapshot *snapshot, struct sct_call *call)
{
	struct sct_text text;
	u64 value;

	for (u32 args = snapshot->texts; args; args &= args - 1)
		sct_call_text(call, __ffs(args), &text);
	for (u8 i = 0; i < snapshot->deref_count; i++) {
		/* What the call fills in is kept by nobody before it has. */
		if (call->phase == SCT_PHASE_AFTER ||
		    !(snapshot->derefs[i] & SCT_DEREF_FILLED))
			sct_call_read_deref(call, snapshot->derefs[i], &value);
	}
}

/**
 * sct_snapshot_take - find all out that is needed after the call
 * @snapshot: what there is
 * @call: snapshot it; has not run yet
 */
void sct_snapshot_take(const struct sct_snapshot *snapshot, struct sct_call *call)
{
	read_plain(snapshot, call);
	for (u8 i = 0; i < snapshot->kept_count; i++)
		sct_values_prepare(call, snapshot->kept[i]);
}

/**
 * sct_snapshot_read - find all out that is needed now
 * @snapshot: what there is
 * @call: the call; call->wants is set if not all is at hand
 */
void sct_snapshot_read(const struct sct_snapshot *snapshot, struct sct_call *call)
{
	struct sct_text text;

	read_plain(snapshot, call);
	for (u8 i = 0; i < snapshot->kept_count; i++)
		sct_call_read_value(call, snapshot->kept[i], &text);
	for (u64 vars = snapshot->vars; vars; vars &= vars - 1)
		sct_call_var_text(call, __ffs64(vars), &text);
}
