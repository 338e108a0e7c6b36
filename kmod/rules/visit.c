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

#include "act.h"
#include "cache.h"
#include "deliver.h"
#include "express.h"
#include "log.h"
#include "path_gate.h"
#include "table.h"
#include "visit.h"

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
	const struct sct_item *items;
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

	walk->items = rules->items[SCT_PHASE_BEFORE];
	walk->first = phase == SCT_PHASE_BEFORE ? 0 : before;
	walk->end = phase == SCT_PHASE_BEFORE ? before : all;
	walk->indexed = rules->index;
	if (walk->indexed)
		sct_candidates_find(&walk->cands, rules->index, call, all);
}

static noinline const struct sct_item *walk_next_indexed(struct rule_walk *walk)
{
	u32 at;

	do {
		at = sct_candidates_next(&walk->cands);
	} while (at < walk->first);
	return at < walk->end ? &walk->items[at] : NULL;
}

static const struct sct_item *walk_next(struct rule_walk *walk)
{
	if (unlikely(walk->indexed))
		return walk_next_indexed(walk);
	return walk->first < walk->end ? &walk->items[walk->first++] : NULL;
}

/* RESUME unless a rule says otherwise. */
static struct sct_visit run_before(const struct sct_live *live,
				   const struct sct_call_rules *rules,
				   struct sct_call *call)
{
	struct sct_visit visit = { .action = SCT_VISIT_RESUME };
	struct rule_walk walk sct_uninitialized;
	const struct sct_item *item;

	call->pool = live->pool;
	walk_start(&walk, rules, SCT_PHASE_BEFORE, call);
	while ((item = walk_next(&walk))) {
		if (!sct_item_matches(item, call))
			continue;
		sct_count_hit(&live->counts, item->index, ktime_get_coarse_ns());
		if (sct_act_before(live, item, call, &visit))
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
	const struct sct_item *item;

	call->pool = live->pool;
	sct_count_after(&live->counts, rules - live->calls);
	walk_start(&walk, rules, SCT_PHASE_AFTER, call);
	while ((item = walk_next(&walk))) {
		if (!sct_item_matches(item, call))
			continue;
		sct_count_hit(&live->counts, item->index, ktime_get_coarse_ns());
		if (sct_act_after(live, item, call))
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
		sct_keeps_read(rules->keeps, &after->call);
		visit.action = SCT_VISIT_AFTER;
		visit.frame = &after->frame;
		return sct_visit_or_wait(&after->call, visit);
	}
	visit = sct_visit_or_wait(&after->call, visit);
	after_free(after);
	return visit;
}

static noinline bool may_match(const struct sct_call_rules *rules,
			       const struct pt_regs *regs)
{
	struct sct_name name = { };

	if (rules->names)
		sct_peek_comm(&name.begin, &name.end);
	for (u32 i = 0; i < rules->gate_count; i++) {
		if (rules->names && !sct_name_gate_open(&rules->names[i], &name))
			continue;
		if (sct_gate_open(&rules->gates[i], regs))
			return true;
	}
	return rules->index && sct_index_may_be(rules->index, regs);
}

/* The same for the most usual case, without any call. */
static __always_inline bool may_match_plain(const struct sct_call_rules *rules,
					    const struct pt_regs *regs)
{
	const struct sct_gate *gate = rules->gates;

	for (u32 n = rules->gate_count; n; n--, gate++) {
		if (sct_plain_gate_open(gate, regs))
			return true;
	}
	return false;
}

/* The same where rules are about the caller's name. */
static __always_inline bool may_match_named(const struct sct_call_rules *rules,
					    const struct pt_regs *regs)
{
	const struct sct_name_gate *named = rules->names;
	const struct sct_gate *gate = rules->gates;
	struct sct_name name;

	sct_peek_comm(&name.begin, &name.end);
	for (u32 n = rules->gate_count; n; n--, gate++, named++) {
		if (sct_name_gate_open(named, &name) &&
		    sct_plain_gate_open(gate, regs))
			return true;
	}
	return false;
}

static noinline bool may_match_on(const struct sct_index *index,
				  const char __user *text)
{
	return sct_index_text_may_be(index, text);
}

/* The probe decides mostly, in registers that nobody has to save. */
static __always_inline bool may_match_text(const struct sct_index *index,
					   const struct pt_regs *regs)
{
	const char __user *text = sct_peek_pointer(regs, index->text_at,
						   index->text_shift);

	if (sct_index_probe(index, text))
		return may_match_on(index, text);
	return false;
}

/*
 * Here most calls end that no rule is about: at a closed gate, or several.  Also
 * those for after-rules that cannot match whatever the call returns.
 *
 * Nothing here is traced: it would be traced with every call.
 */
static notrace bool skip(struct pt_regs *regs, unsigned int abi,
			 unsigned int nr)
{
	const struct sct_call_rules *rules;
	const struct sct_live *live;
	bool skip = true;

	sct_peek_begin();
	live = rcu_dereference_sched(sct_live);
	if (likely(live)) {
		rules = &live->calls[live->slot[abi][nr]];
		this_cpu_inc(*rules->visits);
		if (likely(rules->kind == SCT_RULES_PLAIN))
			skip = !may_match_plain(rules, regs);
		else if (rules->kind == SCT_RULES_NAMED)
			skip = !may_match_named(rules, regs);
		else if (rules->kind == SCT_RULES_TEXTS)
			skip = !may_match_text(rules->index, regs);
		else
			skip = !may_match(rules, regs);
		if (!skip && rules->express)
			skip = sct_express(live, rules, regs, abi, nr);
	}
	sct_peek_end();
	return skip;
}

static struct sct_visit before(struct pt_regs *regs, unsigned int abi,
			       unsigned int nr)
{
	const struct sct_live *live = sct_live_table();
	const struct sct_call_rules *rules;

	if (unlikely(!live))
		return (struct sct_visit){ .action = SCT_VISIT_RESUME };
	rules = &live->calls[live->slot[abi][nr]];
	if (rules->paths &&
	    !sct_path_gates_open(rules->paths, live->pool, regs, abi, nr))
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

	if (live) {
		sct_call_begin_after(call, ret, after->mm != current->mm);
		run_after(live, &live->calls[live->slot[call->abi][call->nr]],
			  call);
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
		sct_count_refusal(&live->counts, live->slot[id.abi][id.nr]);
	if (planned.action == SCT_VISIT_AFTER &&
	    visit.action != SCT_VISIT_AFTER)
		after_free(container_of(planned.frame, struct after_call,
					frame));
	return visit;
}

const struct sct_hijack_ops sct_visitor = {
	.owner = THIS_MODULE,
	.skip = skip,
	.before = before,
	.after = after,
	.wait = sct_deliver_wait,
	.waited = waited,
};
