// SPDX-License-Identifier: GPL-2.0-only
/*
 * A hooked call comes by: most are of no interest to any rule, and are let go here
 * by their prefilters; others are visited in passing (passing.c).  What is left comes
 * to phases.c.
 */
#include "hook/fast_log_exact.h"
#include "hook/passing.h"
#include "hook/phases.h"
#include "hook/syscall.h"
#include "table/exact.h"
#include "table/table.h"

/*
 * The call's prefilters reject most calls.  What has to be done for the others is in
 * functions of their own, which are tail-called: so skip_call() saves no register for a
 * call that is rejected.  Nothing here is traced: it would be traced with every call.
 *
 * The functions that follow are entered between sct_nofault_begin() and
 * sct_nofault_end() and leave that section.  Return: as sct_hijack_ops.skip().
 */
static struct sct_visit done_rejected(void)
{
	sct_nofault_end();
	return (struct sct_visit){ .action = SCT_VISIT_RESUME };
}

/* The filters of the rules have to run. */
static noinline notrace struct sct_visit
pass_filter(struct pt_regs *regs, u32 call, const struct sct_call_rules *rules,
	    const struct sct_live *live)
{
	struct sct_visit visit = { .action = SCT_VISIT_FULL };

	if (rules->passing && rules->count[SCT_PHASE_AFTER])
		visit = sct_pass_with_after(live, rules, regs, sct_call_abi(call),
					    sct_call_nr(call));
	else if (rules->passing)
		visit = sct_pass_before(live, rules, regs, sct_call_abi(call),
					sct_call_nr(call));
	sct_nofault_end();
	return visit;
}

static noinline notrace struct sct_visit
pass_reading(struct pt_regs *regs, u32 call, const struct sct_call_rules *rules,
	     const struct sct_exact *exact, const struct sct_live *live)
{
	struct sct_name name;

	sct_nofault_comm(&name.begin, &name.end);
	if (!sct_fast_log_reading(live, exact, regs, name))
		return pass_filter(regs, call, rules, live);
	return done_rejected();
}

static noinline notrace struct sct_visit
pass_text(struct pt_regs *regs, u32 call, const struct sct_call_rules *rules,
	  const struct sct_live *live)
{
	const struct sct_index *index = rules->index;

	if (!sct_index_text_may_be(index,
				   sct_nofault_pointer(regs, index->text_at,
						       index->text_shift)))
		return done_rejected();
	return pass_filter(regs, call, rules, live);
}

static noinline notrace struct sct_visit
ask_mixed(struct pt_regs *regs, u32 call, const struct sct_call_rules *rules,
	  const struct sct_live *live)
{
	bool passes = rules->index && sct_index_may_be(rules->index, regs);

	for (u32 i = 0; !passes && i < rules->prefilter_count; i++)
		passes = sct_prefilter_passes(&rules->prefilters[i], regs);
	return passes ? pass_filter(regs, call, rules, live) : done_rejected();
}

static noinline notrace struct sct_visit
walk_texts(struct pt_regs *regs, u32 call, const struct sct_call_rules *rules,
	   const struct sct_live *live)
{
	return sct_looks_texts(rules->index->looks, regs) ?
		       pass_filter(regs, call, rules, live) : done_rejected();
}

/* No walk, no register to save: that is for the strings that may be of interest. */
static noinline notrace struct sct_visit
ask_texts(struct pt_regs *regs, u32 call, const struct sct_call_rules *rules,
	  const struct sct_live *live)
{
	const struct sct_live_look *look = rules->index->looks->look;

	for (u32 n = rules->index->looks->texts; n; n--, look++) {
		if (sct_look_grams(look, sct_look_at(look, regs)))
			return walk_texts(regs, call, rules, live);
	}
	return done_rejected();
}

/* Looks find all rules; where one is at the caller's name, that rejects most calls. */
static noinline notrace struct sct_visit
ask_looks(struct pt_regs *regs, u32 call, const struct sct_call_rules *rules,
	  const struct sct_live *live)
{
	const struct sct_live_looks *looks = rules->index->looks;

	if (looks->name.begin ? sct_look_name_begins(&looks->name) : looks->has_name)
		return ask_mixed(regs, call, rules, live);
	return looks->texts ? ask_texts(regs, call, rules, live) : done_rejected();
}

/* A rule matches whose prefilter decides. */
static noinline notrace struct sct_visit
pass_exact(struct pt_regs *regs, u32 call, const struct sct_call_rules *rules,
	   const struct sct_exact *exact, const struct sct_live *live)
{
	struct sct_visit visit = { .action = SCT_VISIT_RESUME };

	if (unlikely(exact->reads && !exact->refuses))
		return pass_reading(regs, call, rules, exact, live);
	if (unlikely(exact->refuses))
		visit = sct_pass_refusal(live, rules, &live->bound_rules[exact->index]);
	else
		sct_fast_log_exact(live, exact, regs);
	sct_nofault_end();
	return visit;
}

/* Prefilters decide; the name that they have seen is logged. */
static noinline notrace struct sct_visit
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
		if (unlikely(exact->refuses))
			return pass_exact(regs, call, rules, exact, live);
		if (!exact->reads) {
			sct_fast_log_exact_named(live, exact, regs, name);
			break;
		}
		if (!sct_fast_log_reading(live, exact, regs, name))
			return pass_filter(regs, call, rules, live);
		break;
	}
	return done_rejected();
}

static noinline notrace struct sct_visit
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
	return done_rejected();
}

/*
 * Rules about the caller's name.  Its first letter rejects most calls, and to compare
 * that alone saves no register.  If it is that of a rule, the name is read again, once,
 * and all rules are asked about this second reading: the task may be renamed meanwhile,
 * and no two rules are to see different names.
 */
static noinline notrace struct sct_visit
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
	return done_rejected();
}

static noinline notrace struct sct_visit
ask_exact(struct pt_regs *regs, u32 call, const struct sct_call_rules *rules,
	  const struct sct_live *live)
{
	const struct sct_exact *exact = rules->exacts;
	enum sct_exact_state state;

	do {
		if (!sct_simple_number_prefilter_passes(&exact->number, regs))
			continue;
		state = sct_exact_look(exact, regs);
		if (state == SCT_EXACT_SAME)
			return pass_exact(regs, call, rules, exact, live);
		if (unlikely(state == SCT_EXACT_UNKNOWN))
			return pass_filter(regs, call, rules, live);
	} while (!(exact++)->is_last);
	return done_rejected();
}

/* The string is looked for at one place alone. */
static __always_inline bool probe_text(const struct sct_index *index,
				       const struct pt_regs *regs)
{
	return sct_index_probe(index, sct_nofault_pointer(regs, index->text_at,
						       index->text_shift));
}

/* A prefilter has passed the call.  If prefilters replace the filters, ask those. */
static noinline notrace struct sct_visit
pass_plain(struct pt_regs *regs, u32 call, const struct sct_call_rules *rules,
	   const struct sct_live *live)
{
	if (rules->exacts)
		return ask_exact(regs, call, rules, live);
	return pass_filter(regs, call, rules, live);
}

static notrace struct sct_visit skip_call(struct pt_regs *regs, u32 call)
{
	const struct sct_call_rules *rules;
	const struct sct_live *live;
	const struct sct_prefilter *prefilter;

	sct_nofault_begin();
	live = rcu_dereference_sched(sct_table_in_force);
	if (unlikely(!live))
		return done_rejected();
	rules = sct_live_rules(live, call);
	this_cpu_inc(*rules->visits);
	if (likely(rules->kind == SCT_RULES_PLAIN)) {
		prefilter = rules->prefilters;
		do {
			if (sct_simple_prefilter_passes(prefilter, regs))
				return pass_plain(regs, call, rules, live);
		} while (!(prefilter++)->text.last);
		return done_rejected();
	}
	if (rules->kind == SCT_RULES_EXACT)
		return ask_exact(regs, call, rules, live);
	if (rules->kind == SCT_RULES_LOOKS)
		return ask_looks(regs, call, rules, live);
	if (rules->kind == SCT_RULES_NAMED)
		return ask_named(regs, call, rules, live);
	if (rules->kind == SCT_RULES_TEXTS)
		return probe_text(rules->index, regs) ?
			       pass_text(regs, call, rules, live) : done_rejected();
	if (unlikely(rules->kind == SCT_RULES_NONE))
		return done_rejected();
	return ask_mixed(regs, call, rules, live);
}

const struct sct_hijack_ops sct_visitor = {
	.owner = THIS_MODULE,
	.skip = skip_call,
	.before = sct_phase_before,
	.pass_after = sct_pass_after,
	.after = sct_phase_after,
	.wait = sct_phase_wait,
	.waited = sct_phase_waited,
	.abandon = sct_phase_abandon,
};
