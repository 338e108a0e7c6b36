// SPDX-License-Identifier: GPL-2.0-only
/*
 * From a verified image to what a visit uses: one small array of rules per call
 * and phase, in file order, found by two loads.
 *
 * The bindings are sorted by call and then by rule, so that the rules of a call
 * are a run of bindings: everything is done run by run, in linear time.  Memory
 * besides the image: 56 bytes for each binding, 80 for its prefilter, 40 more on a call
 * with a rule about the caller's name, or about 32 for each of its keys in an index
 * (index.c), 16 on each CPU for its counters (counters.c), 128 for each call with
 * rules, 200 more if there are after-rules, and 6 KiB.  Rules that follow each
 * other with like events share a layout of 40 bytes a field (layout.c); one that its
 * prefilter decides has 200 bytes and its string (exact.h), at most eight on a call.
 */
#include <linux/sched.h>

#include "filter/path_prefilter.h"
#include "lib/actions.h"
#include "table/builder.h"
#include "table/passing_rules.h"

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

static int refuse_binding(struct sct_fault *fault, u32 error,
			  const struct sct_table *t, const struct sct_binding *b)
{
	sct_fault_set(fault, error, b->rule, b - sct_bindings_of(t));
	fault->abi = b->abi;
	fault->nr = b->nr;
	return error == SCT_E_NO_CALL ? -ENOSYS : -EBADMSG;
}

/**
 * sct_hook_fault - name the first rule on a call that could not be found or hooked
 * @err: what sct_hijack said
 * @bad: the call
 * @t: the table
 * @fault: set
 *
 * Return: @err.
 */
int sct_hook_fault(int err, const struct sct_call_id *bad,
		   const struct sct_table *t, struct sct_fault *fault)
{
	const struct sct_binding *b = sct_bindings_of(t);
	u32 i = 0;
	u32 error = err == -ENOSYS ? SCT_E_NO_CALL :
		    err == -EBUSY ? SCT_E_HOOK_BUSY :
		    err == -ENOMEM ? SCT_E_MEMORY : SCT_E_HOOK;

	while (i < t->bindings.count &&
	       (b[i].abi != bad->abi || b[i].nr != bad->nr))
		i++;
	if (i < t->bindings.count)
		sct_fault_set(fault, error, b[i].rule, i);
	else
		sct_fault_set(fault, error, SCT_NOWHERE, SCT_NOWHERE);
	fault->abi = bad->abi;
	fault->nr = bad->nr;
	return err;
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
	const struct sct_call_id id = { .abi = run->abi, .nr = run->nr };
	int there = sct_hijack_has_call(run->abi, run->nr);
	bool can_deny = there && sct_hijack_can_deny(run->abi, run->nr);
	bool returns = there && sct_hijack_returns(run->abi, run->nr);

	if (there < 0)
		return sct_hook_fault(there, &id, t, fault);
	for (u32 i = 0; i < run->count; i++) {
		const struct sct_binding *b = &run->first[i];
		const struct sct_rule *rule = &sct_rules_of(t)[b->rule];

		if (!there) {
			if (b->flags & SCT_BINDING_OPTIONAL)
				continue;
			return refuse_binding(fault, SCT_E_NO_CALL, t, b);
		}
		if (!can_deny && sct_action_refuses(rule->action))
			return refuse_binding(fault, SCT_E_DENIAL, t, b);
		if (!returns && rule->phase == SCT_PHASE_AFTER)
			return refuse_binding(fault, SCT_E_PHASE, t, b);
	}
	return there;
}

/* Return: false without memory. */
static bool fill_phase(struct builder *b, struct sct_call_rules *call, u8 phase,
		       const struct run *run)
{
	call->bound_rules[phase] = b->bound;
	for (u32 i = 0; i < run->count; i++) {
		const struct sct_binding *binding = &run->first[i];
		struct sct_bound_rule *bound = b->bound;

		if (sct_rules_of(b->table)[binding->rule].phase != phase)
			continue;
		if (!sct_fill_bound_rule(b, binding->rule, binding->view,
					 binding->abi))
			return false;
		b->needs[bound - call->bound_rules[SCT_PHASE_BEFORE]] =
			sct_required_of(bound->code, bound->view,
					bound->unreadable_matches,
				     phase == SCT_PHASE_AFTER);
		sct_result_range(&b->needs[bound - call->bound_rules[SCT_PHASE_BEFORE]],
				 &bound->result_low, &bound->result_span);
		call->count[phase]++;
		b->bound++;
	}
	return true;
}

/* Return: false without memory. */
static bool fill_snapshots(struct sct_call_rules *call)
{
	const struct sct_bound_rule *bound = call->bound_rules[SCT_PHASE_AFTER];
	struct sct_snapshot *snapshot;

	if (!call->count[SCT_PHASE_AFTER])
		return true;
	snapshot = sct_alloc(1, sizeof(*snapshot));
	if (!snapshot)
		return false;
	for (u32 i = 0; i < call->count[SCT_PHASE_AFTER]; i++)
		sct_snapshot_add(snapshot, bound[i].view);
	call->snapshot = snapshot;
	return true;
}

/*
 * Where rules cost much, it is known what they may ask for: see hook/phases.c.
 *
 * Return: false without memory.
 */
static bool fill_needs(struct sct_call_rules *call, const struct sct_rule *rules,
		       u8 phase)
{
	const struct sct_bound_rule *bound = call->bound_rules[phase];
	struct sct_snapshot *needs;

	if (call->cost[phase] <= SCT_MAX_COST / SCT_MAX_ROUNDS)
		return true;
	needs = sct_alloc(1, sizeof(*needs));
	if (!needs)
		return false;
	call->needs[phase] = needs;
	for (u32 i = 0; i < call->count[phase]; i++) {
		const struct sct_rule *rule = &rules[bound[i].rule];

		sct_snapshot_add(needs, bound[i].view);
		sct_snapshot_add_vars(needs, bound[i].code, rule->insn_count,
				      rule->captures);
	}
	return true;
}

/* Return: false without memory. */
static bool fill_index(struct builder *b, struct sct_call_rules *call,
		       const struct run *run)
{
	struct sct_live_looks *looks;
	u32 keys = 0;

	if (!sct_looks_create(b->table, run->abi, run->nr, &b->look, &looks))
		return false;
	for (u32 i = 0; i < run->count; i++)
		keys += max(b->needs[i].text_count, b->needs[i].equals_count);
	if (keys < SCT_INDEX_FROM && !looks)
		return true;
	call->index = sct_index_build(b->needs, run->count, run->abi,
				      b->live->pool, looks);
	return call->index;
}

/* Return: false without memory. */
static bool fill_names(struct builder *b, struct sct_call_rules *call,
		       const u32 *rest)
{
	struct sct_comm_prefilter *names;
	bool named = false;

	for (u32 i = 0; i < call->prefilter_count; i++)
		named |= b->needs[rest ? rest[i] : i].name_count;
	if (!named)
		return true;
	names = sct_alloc(call->prefilter_count, sizeof(*names));
	if (!names)
		return false;
	for (u32 i = 0; i < call->prefilter_count; i++)
		names[i] = sct_comm_prefilter_make(&b->needs[rest ? rest[i] : i],
						   b->live->pool);
	call->names = names;
	return true;
}

/*
 * All are asked without preemption, of each call that comes by, and a bucket of the
 * index is looked through: what may take longer is left to the full visit.
 */
#define MAX_PREFILTERS	64u

static bool are_many(const struct sct_call_rules *call, u32 prefilters)
{
	return prefilters > MAX_PREFILTERS ||
	       (call->index && call->index->longest > MAX_PREFILTERS);
}

/* Those that the index finds need no prefilter; one that is open stands for many. */
static bool fill_prefilters(struct builder *b, struct sct_call_rules *call,
			    const struct run *run)
{
	const u32 *rest = call->index ? call->index->rest : NULL;
	u32 count = call->index ? call->index->rest_count : run->count;

	call->prefilters = b->prefilter;
	if (are_many(call, count)) {
		*b->prefilter++ = (struct sct_prefilter){ };
		b->prefilter[-1].text.last = true;
		call->prefilter_count = 1;
		call->many = true;
		return true;
	}
	call->prefilter_count = count;
	for (u32 i = 0; i < count; i++)
		*b->prefilter++ = sct_prefilter_make(&b->needs[rest ? rest[i] : i],
					   run->abi, b->live->pool);
	if (count)
		b->prefilter[-1].text.last = true;
	return fill_names(b, call, rest);
}

/* Return: false without memory. */
static bool fill_paths(struct builder *b, struct sct_call_rules *call,
		       const struct run *run)
{
	if (!sct_path_prefilters_possible(b->needs, run->count))
		return true;
	call->paths = sct_path_prefilters_make(b->needs, run->count);
	return call->paths;
}

static u8 kind_of(const struct sct_call_rules *call)
{
	const struct sct_index *index = call->index;

	if (call->many)
		return SCT_RULES_PLAIN;
	if (index && (call->prefilter_count || index->has_number ||
		      (index->has_text && index->looks)))
		return SCT_RULES_MIXED;
	if (index)
		return index->looks ? SCT_RULES_LOOKS : SCT_RULES_TEXTS;
	for (u32 i = 0; i < call->prefilter_count; i++) {
		if (call->prefilters[i].number.load.kind == SCT_LOAD_VAR)
			return SCT_RULES_MIXED;
	}
	return call->names ? SCT_RULES_NAMED : SCT_RULES_PLAIN;
}

/* Is there a rule that somebody has to answer? */
static bool may_ask(const struct sct_rule *rules, const struct sct_call_rules *call)
{
	const struct sct_bound_rule *bound = call->bound_rules[SCT_PHASE_BEFORE];

	for (u32 i = 0; i < call->count[SCT_PHASE_BEFORE]; i++) {
		if (rules[bound[i].rule].deadline_ms)
			return true;
	}
	return false;
}

static bool fill_call(struct builder *b, struct sct_call_rules *call,
		      const struct run *run)
{
	if (!fill_phase(b, call, SCT_PHASE_BEFORE, run) ||
	    !fill_phase(b, call, SCT_PHASE_AFTER, run) ||
	    !fill_snapshots(call) || !fill_index(b, call, run) ||
	    !sct_fill_costs(b, call) ||
	    !fill_needs(call, b->live->rules, SCT_PHASE_BEFORE) ||
	    !fill_needs(call, b->live->rules, SCT_PHASE_AFTER) ||
	    !fill_prefilters(b, call, run) || !fill_paths(b, call, run))
		return false;
	call->kind = kind_of(call);
	call->asks = may_ask(b->live->rules, call);
	return sct_passing_prepare(b->live, call, b->needs,
				   (struct sct_call_id){ run->abi, run->nr });
}

/*
 * Finds the functions of all calls with rules in one go.  Afterwards each call is
 * known to be there or not: a look-up that fails for another reason is no reason to
 * leave an optional binding out.
 */
static int find_calls(const struct sct_table *t, struct sct_call_set *set,
		      struct sct_fault *fault)
{
	struct run run = { .first = sct_bindings_of(t) };
	struct sct_call_id bad = { };
	int err;

	while (next_run(t, &run))
		sct_call_set_add(set, run.abi, run.nr);
	err = sct_hijack_find_calls(set, &bad);
	sct_call_set_zero(set);
	return err ? sct_hook_fault(err, &bad, t, fault) : 0;
}

/*
 * All rules of a run can do without its call.  Mostly this kernel does not have it, so
 * nobody can make it; but where the kernel's table of calls names a function, which
 * could not be found, the call may be made unseen.
 */
static void note_absent(struct sct_live *live, const struct run *run)
{
	if (!sct_hijack_offers_call(run->abi, run->nr))
		return;
	if (!live->unseen_count++)
		live->unseen = (struct sct_call_id){ run->abi, run->nr };
}

static int measure_table(struct sct_live *live, const struct sct_table *t,
			 struct extent *extent, struct sct_fault *fault)
{
	struct run run = { .first = sct_bindings_of(t) };

	while (next_run(t, &run)) {
		int there = check_run(t, &run, fault);

		if (there < 0)
			return there;
		if (!there) {
			note_absent(live, &run);
			continue;
		}
		extent->calls++;
		extent->bound_rules += run.count;
		extent->longest = max(extent->longest, run.count);
	}
	sct_measure_operations(t, extent);
	return 0;
}

static bool allocate_live(struct builder *b, const struct extent *extent)
{
	struct sct_live *live = b->live;

	live->calls = sct_alloc(extent->calls + 1ul, sizeof(*live->calls));
	live->bound_rules = sct_alloc(extent->bound_rules + 1ul, sizeof(*live->bound_rules));
	live->prefilters = sct_alloc(extent->bound_rules + 1ul, sizeof(*live->prefilters));
	live->stats = sct_rule_stats_create(live->rules, b->table->rules.count);
	b->needs = sct_alloc(extent->longest + 1ul, sizeof(*b->needs));
	b->cost = sct_rule_costs(b->table);
	b->bound = live->bound_rules;
	b->prefilter = live->prefilters;
	return live->calls && live->bound_rules && live->prefilters && live->stats &&
	       b->needs && b->cost && !sct_counts_create(&live->counts, extent->calls + 1,
				  extent->bound_rules);
}

static bool fill_live(struct builder *b, struct sct_call_set *set)
{
	struct run run = { .first = sct_bindings_of(b->table) };
	u64 __percpu *visits = b->live->counts.visits[SCT_PHASE_BEFORE];
	u16 slot = 1;

	b->live->calls[0].visits = visits;
	while (next_run(b->table, &run)) {
		if (sct_hijack_has_call(run.abi, run.nr) <= 0)
			continue;	/* there is none: find_calls() knows */
		b->live->calls[slot].visits = visits + slot;
		if (!fill_call(b, &b->live->calls[slot], &run))
			return false;
		b->live->slot[sct_call_index(run.abi, run.nr)] = slot++;
		sct_call_set_add(set, run.abi, run.nr);
	}
	return sct_fill_operations(b, slot);
}

/* Memory that a table takes, but for its image. */
static size_t memory_of(const struct sct_live *live)
{
	size_t bytes = sizeof(*live) + live->memory + live->stats->memory +
		       sct_counts_bytes(&live->counts) +
		       live->counts.calls * sizeof(*live->calls) +
		       live->counts.bound_rules * (sizeof(*live->bound_rules) +
					     sizeof(*live->prefilters));

	for (u32 slot = 1; slot < live->counts.calls; slot++) {
		const struct sct_call_rules *call = &live->calls[slot];

		bytes += sct_index_bytes(call->index);
		if (call->names)
			bytes += call->prefilter_count * sizeof(*call->names);
		if (call->paths)
			bytes += struct_size(call->paths, runs,
					     call->paths->count);
	}
	return bytes;
}

/**
 * sct_live_build - make a verified table ready for visits
 * @image: the table; the result takes over this reference, also on error
 * @objects: of the table, or NULL; likewise
 * @set: gets the calls that have rules
 * @fault: on an error but -ENOMEM, what is wrong where
 *
 * Return: the table in its live form; -EBADMSG, -ENOSYS, -ENOMEM; an error of
 * sct_hijack_has_call().
 */
struct sct_live *sct_live_build(struct sct_image *image,
				struct sct_objects *objects,
				struct sct_call_set *set,
				struct sct_fault *fault)
{
	struct builder b = { .table = image->table };
	struct extent extent = { };
	struct sct_live *live;
	int err;

	live = sct_alloc(1, sizeof(*live));
	if (!live) {
		sct_objects_retire(objects);
		sct_image_put(image);
		return ERR_PTR(-ENOMEM);
	}
	b.live = live;
	live->image = image;
	live->generation = image->generation;
	live->rules = sct_rules_of(b.table);
	live->views = sct_views_of(b.table);
	live->pool = sct_pool_of(b.table);
	live->objects = objects;

	err = find_calls(b.table, set, fault);
	err = err ?: measure_table(live, b.table, &extent, fault);
	if (!err && (!allocate_live(&b, &extent) || !fill_live(&b, set)))
		err = -ENOMEM;
	sct_free(b.needs);
	sct_free(b.cost);
	if (!err) {
		live->memory = memory_of(live);
		return live;
	}
	sct_live_free(live);
	return ERR_PTR(err);
}

void sct_live_free(struct sct_live *live)
{
	if (!live)
		return;
	for (u32 slot = 1; live->calls && slot < live->counts.calls; slot++) {
		sct_index_free((struct sct_index *)live->calls[slot].index);
		sct_free(live->calls[slot].snapshot);
		sct_free(live->calls[slot].needs[SCT_PHASE_BEFORE]);
		sct_free(live->calls[slot].needs[SCT_PHASE_AFTER]);
		sct_free(live->calls[slot].names);
		sct_free(live->calls[slot].exacts);
		sct_free(live->calls[slot].paths);
	}
	for (struct sct_layout *layout = live->layouts, *next; layout; layout = next) {
		next = layout->next;
		sct_free(layout);
	}
	sct_image_put(live->image);
	sct_rule_stats_put(live->stats);
	sct_objects_retire(live->objects);
	sct_counts_destroy(&live->counts);
	sct_free(live->prefilters);
	sct_free(live->bound_rules);
	sct_free(live->calls);
	sct_free(live);
}
