// SPDX-License-Identifier: GPL-2.0-only
/*
 * From a verified image to what a visit uses: one small array of rules per call
 * and phase, in file order, found by two loads.
 *
 * The bindings are sorted by call and then by rule, so that the rules of a call
 * are a run of bindings: everything is done run by run, in linear time.  Memory
 * besides the image: 48 bytes for each binding, 48 for each call with rules,
 * and 6 KiB.
 */
#include <linux/sched.h>

#include "table.h"
#include "tally.h"

/* A run of bindings with the same call. */
struct run {
	const struct sct_binding *first;
	u32 count;
	u8 abi;
	u16 nr;
};

static bool next_run(const struct sct_table *t, struct run *run)
{
	const struct sct_binding *end = sct_bindings_of(t) + t->bindings.count;
	const struct sct_binding *b = run->first + run->count;

	if (b == end)
		return false;
	*run = (struct run){ .first = b, .abi = b->abi, .nr = b->nr };
	while (b != end && b->abi == run->abi && b->nr == run->nr)
		b++;
	run->count = b - run->first;
	cond_resched();
	return true;
}

static int refuse(struct sct_fault *fault, u32 error,
		  const struct sct_table *t, const struct sct_binding *b)
{
	sct_fault_set(fault, error, b->rule, b - sct_bindings_of(t));
	fault->abi = b->abi;
	fault->nr = b->nr;
	return error == SCT_E_NO_CALL ? -ENOSYS : -EBADMSG;
}

/*
 * May these rules be on this call, in this kernel?
 *
 * Return: 1 yes; 0 there is no such call, and all rules can do without;
 * negative: refused.
 */
static int check_run(const struct sct_table *t, const struct run *run,
		     struct sct_fault *fault)
{
	bool there = sct_hijack_has_call(run->abi, run->nr);
	bool can_deny = there && sct_hijack_can_deny(run->abi, run->nr);
	bool returns = there && sct_hijack_returns(run->abi, run->nr);

	for (u32 i = 0; i < run->count; i++) {
		const struct sct_binding *b = &run->first[i];
		const struct sct_rule *rule = &sct_rules_of(t)[b->rule];

		if (!there) {
			if (b->flags & SCT_BINDING_OPTIONAL)
				continue;
			return refuse(fault, SCT_E_NO_CALL, t, b);
		}
		if (!can_deny && rule->action != SCT_ACTION_LOG)
			return refuse(fault, SCT_E_DENIAL, t, b);
		if (!returns && rule->phase == SCT_PHASE_AFTER)
			return refuse(fault, SCT_E_PHASE, t, b);
	}
	return there;
}

static void need_param(struct sct_call_rules *call, const struct sct_param *p)
{
	u16 key = SCT_DEREF_KEY(p->arg, p->value);

	if (p->type == SCT_TYPE_STR)
		call->texts |= 1u << p->arg;
	if (p->source != SCT_SOURCE_DEREF)
		return;
	for (u8 i = 0; i < call->deref_count; i++) {
		if (call->derefs[i] == key)
			return;
	}
	call->derefs[call->deref_count++] = key;	/* verify.c counted them */
}

static void need_view(struct sct_call_rules *call, const struct sct_view *view)
{
	need_param(call, &view->guard);
	for (u32 i = 0; i < view->param_count; i++)
		need_param(call, &view->params[i]);
}

static void fill_item(struct sct_item *item, const struct sct_table *t,
		      const struct sct_binding *b)
{
	const struct sct_rule *rule = &sct_rules_of(t)[b->rule];
	const struct sct_view *view = &sct_views_of(t)[b->view];

	const struct sct_insn *code =
		rule->insn_count ? sct_insns_of(t) + rule->insn : NULL;

	*item = (struct sct_item){
		.gate = sct_gate_make(code, view, sct_pool_of(t)),
		.code = code,
		.view = view,
		.rule = b->rule,
		.guarded = view->guard.source != SCT_SOURCE_NONE,
		.unreadable_matches = rule->flags & SCT_RULE_UNREADABLE_MATCHES,
	};
}

static struct sct_item *fill_phase(struct sct_call_rules *call, u8 phase,
				   const struct sct_table *t,
				   const struct run *run, struct sct_item *item)
{
	call->items[phase] = item;
	for (u32 i = 0; i < run->count; i++) {
		const struct sct_binding *b = &run->first[i];

		if (sct_rules_of(t)[b->rule].phase != phase)
			continue;
		fill_item(item++, t, b);
		call->count[phase]++;
		if (phase == SCT_PHASE_AFTER)
			need_view(call, &sct_views_of(t)[b->view]);
	}
	return item;
}

static int count_runs(const struct sct_table *t, u32 *calls, u32 *items,
		      struct sct_fault *fault)
{
	struct run run = { .first = sct_bindings_of(t) };

	while (next_run(t, &run)) {
		int there = check_run(t, &run, fault);

		if (there < 0)
			return there;
		if (there) {
			*calls += 1;
			*items += run.count;
		}
	}
	return 0;
}

static void fill(struct sct_live *live, const struct sct_table *t,
		 struct sct_call_set *set)
{
	struct run run = { .first = sct_bindings_of(t) };
	struct sct_item *item = live->items;
	u16 slot = 1;

	while (next_run(t, &run)) {
		struct sct_call_rules *call = &live->calls[slot];

		if (!sct_hijack_has_call(run.abi, run.nr))
			continue;
		item = fill_phase(call, SCT_PHASE_BEFORE, t, &run, item);
		item = fill_phase(call, SCT_PHASE_AFTER, t, &run, item);
		live->slot[run.abi][run.nr] = slot++;
		sct_call_set_add(set, run.abi, run.nr);
	}
}

/**
 * sct_live_build - make a verified table ready for visits
 * @image: the table; the result takes over this reference, also on error
 * @set: gets the calls that have rules
 * @fault: on -EBADMSG and -ENOSYS, what is wrong where
 *
 * Return: the table in its live form; -EBADMSG, -ENOSYS, -ENOMEM.
 */
struct sct_live *sct_live_build(struct sct_image *image,
				struct sct_call_set *set,
				struct sct_fault *fault)
{
	const struct sct_table *t = image->table;
	u32 calls = 0, items = 0;
	struct sct_live *live;
	int err;

	live = sct_alloc(1, sizeof(*live));
	if (!live) {
		sct_image_put(image);
		return ERR_PTR(-ENOMEM);
	}
	live->image = image;
	live->generation = image->generation;
	live->rules = sct_rules_of(t);
	live->views = sct_views_of(t);
	live->pool = sct_pool_of(t);

	err = count_runs(t, &calls, &items, fault);
	if (err)
		goto fail;
	err = -ENOMEM;
	live->calls = sct_alloc(calls + 1ul, sizeof(*live->calls));
	live->items = sct_alloc(items + 1ul, sizeof(*live->items));
	live->tally = sct_tally_create(live->rules, t->rules.count);
	if (!live->calls || !live->items || !live->tally)
		goto fail;
	live->memory = sizeof(*live) + (calls + 1ul) * sizeof(*live->calls) +
		       (items + 1ul) * sizeof(*live->items) +
		       live->tally->memory;
	fill(live, t, set);
	return live;

fail:
	sct_live_free(live);
	return ERR_PTR(err);
}

void sct_live_free(struct sct_live *live)
{
	if (!live)
		return;
	sct_image_put(live->image);
	sct_tally_put(live->tally);
	sct_free(live->items);
	sct_free(live->calls);
	sct_free(live);
}
