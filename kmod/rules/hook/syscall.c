// SPDX-License-Identifier: GPL-2.0-only
/*
 * A hooked call comes by: find its rules and let the first that matches act.
 *
 * The before-phase keeps the call on the stack.  Only a call with after-rules
 * is kept in memory of its own, for them: its registers as they were, and the
 * user memory that they need, read before the call runs, because afterwards it
 * may be changed or, after an execve, gone.
 *
 * The after-phase uses the table that is in force then.  Rules that came in
 * between may need user memory that nobody has read: they get it as it is then,
 * or as unreadable if the address space is another one.
 *
 * A call that a signal interrupts comes to its after-rules with the kernel's own
 * code, -512 to -516, as RETVAL: whether its caller will see EINTR, or the call
 * is made again (and visited again), is decided only later.
 */
#include <linux/sched.h>
#include <linux/slab.h>

#include "hook/act.h"
#include "lib/cache.h"
#include "event/deliver.h"
#include "hook/fast_log.h"
#include "log/log.h"
#include "filter/path_prefilter.h"
#include "table/table.h"
#include "hook/syscall.h"

/* A call that awaits its after-phase; not cleared when it is allocated. */
struct after_call {
	struct sct_frame frame;		/* first: sct_hijack knows it by this */
	struct sct_call call;
	struct pt_regs regs;
	const struct mm_struct *mm;	/* never followed, only compared */
};

static struct kmem_cache *after_cache;

int sct_visit_cache_create(void)
{
	after_cache = sct_cache_create("sct_after_call",
				       sizeof(struct after_call),
				       offsetof(struct after_call, call.small),
				       sizeof_field(struct after_call,
						    call.small));
	return after_cache ? 0 : -ENOMEM;
}

void sct_visit_cache_destroy(void)
{
	kmem_cache_destroy(after_cache);
}

static void after_free(struct after_call *after)
{
	sct_call_end(&after->call);
	kmem_cache_free(after_cache, after);
}

/* The rules of a phase that may match a call, one after the other. */
struct rule_walk {
	const struct sct_bound_rule *bound_rules;
	u32 first;
	u32 end;
	bool indexed;
	struct sct_candidates cands;	/* if indexed */
};

static void walk_start(struct rule_walk *walk,
		       const struct sct_call_rules *rules, u32 phase,
		       struct sct_call *call)
{
	u32 before = rules->count[SCT_PHASE_BEFORE];
	u32 all = before + rules->count[SCT_PHASE_AFTER];

	walk->bound_rules = rules->bound_rules[SCT_PHASE_BEFORE];
	walk->first = phase == SCT_PHASE_BEFORE ? 0 : before;
	walk->end = phase == SCT_PHASE_BEFORE ? before : all;
	walk->indexed = rules->index;
	if (walk->indexed)
		sct_candidates_find(&walk->cands, rules->index, call, all);
}

static noinline const struct sct_bound_rule *walk_next_indexed(struct rule_walk *walk)
{
	u32 at;

	do {
		at = sct_candidates_next(&walk->cands);
	} while (at < walk->first);
	return at < walk->end ? &walk->bound_rules[at] : NULL;
}

static const struct sct_bound_rule *walk_next(struct rule_walk *walk)
{
	if (unlikely(walk->indexed))
		return walk_next_indexed(walk);
	return walk->first < walk->end ? &walk->bound_rules[walk->first++] : NULL;
}

/* RESUME unless a rule says otherwise. */
static struct sct_visit run_before(const struct sct_live *live,
				   const struct sct_call_rules *rules,
				   struct sct_call *call)
{
	struct sct_visit visit = { .action = SCT_VISIT_RESUME };
	struct rule_walk walk sct_uninitialized;
	const struct sct_bound_rule *bound;

	call->pool = live->pool;
	walk_start(&walk, rules, SCT_PHASE_BEFORE, call);
	while ((bound = walk_next(&walk))) {
		if (!sct_bound_rule_matches(bound, call))
			continue;
		sct_count_hit(&live->counts, bound->index, ktime_get_coarse_ns());
		if (sct_act_before(live, bound, call, &visit))
			break;
	}
	if (visit.action == SCT_VISIT_DENY)
		sct_count_refusal(&live->counts, rules - live->calls);
	return visit;
}

/* A call without after-rules is kept on the stack. */
static noinline struct sct_visit
before_alone(const struct sct_live *live, const struct sct_call_rules *rules,
	     struct pt_regs *regs, unsigned int abi, unsigned int nr)
{
	struct sct_call call sct_uninitialized;
	struct sct_visit visit;

	sct_call_init(&call, regs, abi, nr);
	visit = run_before(live, rules, &call);
	sct_call_end(&call);
	return sct_visit_or_wait(&call, visit);
}

static void run_after(const struct sct_live *live,
		      const struct sct_call_rules *rules, struct sct_call *call)
{
	struct rule_walk walk sct_uninitialized;
	const struct sct_bound_rule *bound;

	call->pool = live->pool;
	sct_count_after(&live->counts, rules - live->calls);
	walk_start(&walk, rules, SCT_PHASE_AFTER, call);
	while ((bound = walk_next(&walk))) {
		if (!sct_bound_rule_matches(bound, call))
			continue;
		sct_count_hit(&live->counts, bound->index, ktime_get_coarse_ns());
		if (sct_act_after(live, bound, call))
			break;
	}
}

static noinline struct sct_visit
before_with_after(const struct sct_live *live,
		  const struct sct_call_rules *rules, struct pt_regs *regs,
		  unsigned int abi, unsigned int nr)
{
	struct after_call *after = kmem_cache_alloc(after_cache, GFP_KERNEL);
	struct sct_visit visit;

	/* Without memory for the after-rules, the before-rules must hold. */
	if (unlikely(!after)) {
		visit = before_alone(live, rules, regs, abi, nr);
		if (visit.action != SCT_VISIT_DENY)
			sct_log_lose();
		return visit;
	}
	after->regs = *regs;
	after->mm = current->mm;
	sct_call_init(&after->call, &after->regs, abi, nr);
	visit = run_before(live, rules, &after->call);
	if (visit.action == SCT_VISIT_RESUME) {
		sct_snapshot_take(rules->snapshot, &after->call);
		visit.action = SCT_VISIT_AFTER;
		visit.frame = &after->frame;
		return sct_visit_or_wait(&after->call, visit);
	}
	visit = sct_visit_or_wait(&after->call, visit);
	after_free(after);
	return visit;
}

/*
 * The call's prefilters.  Most calls end here, at a closed prefilter or several, so what is
 * seen of a call that goes on is left to functions that are jumped to: then this
 * one has no register to save.  Nothing here is traced: it would be traced with
 * every call.
 *
 * All that follow are asked between sct_nofault_begin() and sct_nofault_end(), which
 * they leave, and tell whether the call is done with.
 */
static bool closed(void)
{
	sct_nofault_end();
	return true;
}

/* Filters have to run. */
static noinline notrace bool
pass_filter(struct pt_regs *regs, u32 call, const struct sct_call_rules *rules,
	    const struct sct_live *live)
{
	bool done = rules->fast_log &&
		    sct_fast_log(live, rules, regs, sct_call_abi(call),
				sct_call_nr(call));

	sct_nofault_end();
	return done;
}

static noinline notrace bool
pass_reading(struct pt_regs *regs, u32 call, const struct sct_call_rules *rules,
	     const struct sct_exact *exact, const struct sct_live *live)
{
	struct sct_name name;

	sct_nofault_comm(&name.begin, &name.end);
	if (!sct_fast_log_reading(live, exact, regs, name))
		return pass_filter(regs, call, rules, live);
	return closed();
}

static noinline notrace bool
pass_text(struct pt_regs *regs, u32 call, const struct sct_call_rules *rules,
	  const struct sct_live *live)
{
	const struct sct_index *index = rules->index;

	if (!sct_index_text_may_be(index,
				   sct_nofault_pointer(regs, index->text_at,
						    index->text_shift)))
		return closed();
	return pass_filter(regs, call, rules, live);
}

static noinline notrace bool
ask_mixed(struct pt_regs *regs, u32 call, const struct sct_call_rules *rules,
	  const struct sct_live *live)
{
	bool open = rules->index && sct_index_may_be(rules->index, regs);

	for (u32 i = 0; !open && i < rules->prefilter_count; i++)
		open = sct_prefilter_passes(&rules->prefilters[i], regs);
	return open ? pass_filter(regs, call, rules, live) : closed();
}

/* Gates decide; the name that they have seen is logged. */
static noinline notrace bool
pass_exact_named(struct pt_regs *regs, u32 call,
		 const struct sct_call_rules *rules,
		 const struct sct_live *live)
{
	const struct sct_comm_prefilter *named = rules->names;
	const struct sct_exact *exact = rules->exacts;
	enum sct_exact_state state;
	struct sct_name name;

	sct_nofault_comm(&name.begin, &name.end);
	for (u32 n = rules->prefilter_count; n; n--, exact++, named++) {
		if (!sct_comm_prefilter_passes(named, &name) ||
		    !sct_simple_number_prefilter_passes(&exact->number, regs))
			continue;
		state = sct_exact_look(exact, regs);
		if (state == SCT_EXACT_OTHER)
			continue;
		if (unlikely(state == SCT_EXACT_UNKNOWN))
			return pass_filter(regs, call, rules, live);
		if (!exact->reads)
			return sct_fast_log_exact_named(live, exact, regs, name);
		if (!sct_fast_log_reading(live, exact, regs, name))
			return pass_filter(regs, call, rules, live);
		break;
	}
	return closed();
}

static noinline notrace bool
pass_named(struct pt_regs *regs, u32 call, const struct sct_call_rules *rules,
	   const struct sct_live *live)
{
	const struct sct_comm_prefilter *named = rules->names;
	const struct sct_prefilter *prefilter = rules->prefilters;
	struct sct_name name;

	sct_nofault_comm(&name.begin, &name.end);
	for (u32 n = rules->prefilter_count; n; n--, prefilter++, named++) {
		if (sct_comm_prefilter_passes(named, &name) &&
		    sct_simple_prefilter_passes(prefilter, regs))
			return pass_filter(regs, call, rules, live);
	}
	return closed();
}

/*
 * Rules about the caller's name.  Its first letter keeps most calls out, and with
 * that alone no register has to be saved.  Where a rule may be about it, all are
 * asked about another look at the name: one look has to serve all.
 */
static noinline notrace bool
ask_named(struct pt_regs *regs, u32 call, const struct sct_call_rules *rules,
	  const struct sct_live *live)
{
	const struct sct_comm_prefilter *named = rules->names;
	const struct sct_comm_prefilter *end = named + rules->prefilter_count;
	struct sct_name name;

	sct_nofault_comm(&name.begin, &name.end);
	for (; named < end; named++) {
		if (!sct_name_begins(named, name.begin))
			continue;
		if (rules->exacts)
			return pass_exact_named(regs, call, rules, live);
		return pass_named(regs, call, rules, live);
	}
	return closed();
}

static noinline notrace bool
ask_exact(struct pt_regs *regs, u32 call, const struct sct_call_rules *rules,
	  const struct sct_live *live)
{
	const struct sct_exact *exact = rules->exacts;
	enum sct_exact_state state;

	for (u32 n = rules->prefilter_count; n; n--, exact++) {
		if (!sct_simple_number_prefilter_passes(&exact->number, regs))
			continue;
		state = sct_exact_look(exact, regs);
		if (state == SCT_EXACT_SAME && unlikely(exact->reads))
			return pass_reading(regs, call, rules, exact, live);
		if (state == SCT_EXACT_SAME)
			return sct_fast_log_exact(live, exact, regs);
		if (unlikely(state == SCT_EXACT_UNKNOWN))
			return pass_filter(regs, call, rules, live);
	}
	return closed();
}

/* The string is looked for at one place alone. */
static __always_inline bool probe(const struct sct_index *index,
				  const struct pt_regs *regs)
{
	return sct_index_probe(index, sct_nofault_pointer(regs, index->text_at,
						       index->text_shift));
}

/* A prefilter is open.  If prefilters decide, this or another one does. */
static noinline notrace bool
pass_plain(struct pt_regs *regs, u32 call, const struct sct_call_rules *rules,
	   const struct sct_live *live)
{
	if (rules->exacts)
		return ask_exact(regs, call, rules, live);
	return pass_filter(regs, call, rules, live);
}

static notrace bool skip(struct pt_regs *regs, u32 call)
{
	const struct sct_call_rules *rules;
	const struct sct_live *live;
	const struct sct_prefilter *prefilter;

	sct_nofault_begin();
	live = rcu_dereference_sched(sct_table_in_force);
	if (unlikely(!live))
		return closed();
	rules = sct_live_rules(live, call);
	this_cpu_inc(*rules->visits);
	if (likely(rules->kind == SCT_RULES_PLAIN)) {
		prefilter = rules->prefilters;
		for (u32 n = rules->prefilter_count; n; n--, prefilter++) {
			if (sct_simple_prefilter_passes(prefilter, regs))
				return pass_plain(regs, call, rules, live);
		}
		return closed();
	}
	if (rules->kind == SCT_RULES_NAMED)
		return ask_named(regs, call, rules, live);
	if (rules->kind == SCT_RULES_EXACT)
		return ask_exact(regs, call, rules, live);
	if (rules->kind == SCT_RULES_TEXTS)
		return probe(rules->index, regs) ?
			       pass_text(regs, call, rules, live) : closed();
	return ask_mixed(regs, call, rules, live);
}

static struct sct_visit before(struct pt_regs *regs, unsigned int abi,
			       unsigned int nr)
{
	const struct sct_live *live = sct_live_table();
	const struct sct_call_rules *rules;

	if (unlikely(!live))
		return (struct sct_visit){ .action = SCT_VISIT_RESUME };
	rules = sct_live_rules(live, sct_call_index(abi, nr));
	if (rules->paths &&
	    !sct_path_prefilters_pass(rules->paths, live->pool, regs, abi, nr))
		return (struct sct_visit){ .action = SCT_VISIT_RESUME };
	if (rules->count[SCT_PHASE_AFTER])
		return before_with_after(live, rules, regs, abi, nr);
	return before_alone(live, rules, regs, abi, nr);
}

static long after(struct pt_regs *regs, struct sct_frame *frame, long ret)
{
	struct after_call *after = container_of(frame, struct after_call, frame);
	const struct sct_live *live = sct_live_table();
	struct sct_call *call = &after->call;
	const struct sct_call_rules *rules;

	if (live) {
		sct_call_begin_after(call, ret, after->mm != current->mm);
		rules = sct_live_rules(live, sct_call_index(call->abi, call->nr));
		run_after(live, rules, call);
	}
	after_free(after);
	return ret;
}

/* The wait for the log has come to its end; the call may have been refused. */
static struct sct_visit waited(struct sct_frame *frame)
{
	const struct sct_live *live = sct_live_table();
	const struct sct_call_id id = frame->call;
	struct sct_visit planned;
	struct sct_visit visit = sct_deliver_end(frame, &planned);

	if (live && visit.action == SCT_VISIT_DENY &&
	    planned.action != SCT_VISIT_DENY)
		sct_count_refusal(&live->counts,
				  live->slot[sct_call_index(id.abi, id.nr)]);
	if (planned.action == SCT_VISIT_AFTER &&
	    visit.action != SCT_VISIT_AFTER)
		after_free(container_of(planned.frame, struct after_call,
					frame));
	return visit;
}

/* The call has ended its task: reboot() in a pid namespace does. */
static void abandon(struct sct_frame *frame)
{
	after_free(container_of(frame, struct after_call, frame));
}

const struct sct_hijack_ops sct_visitor = {
	.owner = THIS_MODULE,
	.skip = skip,
	.before = before,
	.after = after,
	.wait = sct_deliver_wait,
	.waited = waited,
	.abandon = abandon,
};
