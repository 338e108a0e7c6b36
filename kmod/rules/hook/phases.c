// SPDX-License-Identifier: GPL-2.0-only
/*
 * The phases of a hooked call: find its rules and let the first that matches act.
 *
 * The rules are evaluated in a read section of sct_hijack_srcu, in which nothing
 * sleeps; whoever replaces a table or unloads waits for no more than that.  An
 * evaluation is a round:
 *
 *	collect	find out which rules match, and all that their events say
 *	commit	let them act
 *
 * If a value is not at hand (call_record.h), the round ends before anything has acted
 * or was counted.  The call is then kept in memory, leaves the section, where its
 * frame makes it a holder with a name, fetches the value and enters the section for
 * another round, with the table that is in force then.  So each phase of a call is
 * decided by one table, and acts once.  Each round adds a value to the record, and a
 * call has a bounded number of them; after SCT_MAX_ROUNDS what is not at hand counts
 * as unreadable, as it does where there is no memory to keep the call: a rule that
 * denies does so unless it says otherwise.
 *
 * The before-phase keeps the call on the stack, as long as it can.  A call with
 * after-rules is kept in memory from the start, for them: its registers as they
 * were, and the user memory that they need, read before the call runs, because
 * afterwards it may be changed or, after an execve, gone.
 *
 * The after-phase uses the table that is in force then.  Rules that came in
 * between may need user memory that nobody has read: they get it as it is then,
 * or as unreadable if the address space is another one.
 *
 * A rule that has somebody asked (ask.c) ends a round without a decision: the call is kept,
 * waits outside of the section for the answer, and if that lets it run, it is judged
 * again from the start.
 *
 * A call that a signal interrupts comes to its after-rules with the kernel's own
 * code, -512 to -516, as RETVAL: whether its caller will see EINTR, or the call
 * is made again (and visited again), is decided only later.
 */
#include <linux/sched.h>
#include <linux/sched/signal.h>

#include "event/deliver.h"
#include "event/question.h"
#include "filter/path_prefilter.h"
#include "hook/kept.h"
#include "hook/passing.h"
#include "hook/phases.h"
#include "hook/rounds.h"
#include "log/log.h"
#include "table/table.h"

/* The call wants a value, or an answer: out of the read section. */
static struct sct_visit wait_for_kept(struct sct_kept *kept)
{
	return (struct sct_visit){ .action = SCT_VISIT_WAIT,
				   .frame = &kept->frame.frame };
}

/* The before-rules have acted. */
static struct sct_visit kept_go_on(struct sct_kept *kept,
				   const struct sct_call_rules *rules,
				   struct sct_visit visit)
{
	/* The wait for an answer comes after that for the log, and then another round. */
	if (unlikely(kept->call.question)) {
		visit = wait_for_kept(kept);
		return sct_visit_or_wait(&kept->call, visit);
	}
	if (unlikely(kept->call.answered)) {
		sct_question_free(kept->call.answered);
		kept->call.answered = NULL;
	}
	if (visit.action == SCT_VISIT_RESUME && rules->count[SCT_PHASE_AFTER]) {
		visit.action = SCT_VISIT_AFTER;
		visit.frame = &kept->frame.frame;
		return sct_visit_or_wait(&kept->call, visit);
	}
	visit = sct_visit_or_wait(&kept->call, visit);
	sct_kept_free(kept);
	return visit;
}

/* More rounds than a table can ask for: only a flood of new tables comes to it. */
static bool is_last(const struct sct_kept *kept)
{
	return kept->rounds == SCT_MAX_ROUNDS || kept->spent > SCT_MAX_COST;
}

/*
 * Rounds that come to nothing share one budget, SCT_MAX_COST.  Where another one might
 * not be within it, all that the rules may ask for is fetched first: that round is
 * the last.  Rules that cost so little that SCT_MAX_ROUNDS are within it need not.
 *
 * Return: false if something is to be fetched.
 */
static bool may_evaluate(const struct sct_live *live,
			 const struct sct_call_rules *rules, struct sct_kept *kept)
{
	struct sct_call *call = &kept->call;
	const struct sct_snapshot *needs = rules->needs[call->phase];

	if (likely(!needs || kept->spent + rules->cost[call->phase] <= SCT_MAX_COST))
		return true;
	sct_call_begin_round(call, live->pool, sct_live_hash(live));
	sct_snapshot_read(needs, call);
	if (!call->wants && call->phase == SCT_PHASE_BEFORE && rules->snapshot)
		sct_snapshot_take(rules->snapshot, call);
	return !call->wants;
}

static struct sct_visit before_kept(const struct sct_live *live,
				    const struct sct_call_rules *rules,
				    struct sct_kept *kept)
{
	struct sct_visit visit;

	if (is_last(kept)) {
		sct_round_at_hand(live, rules, &kept->call, &visit);
	} else if (!may_evaluate(live, rules, kept)) {
		return wait_for_kept(kept);
	} else if (!sct_round_before(live, rules, &kept->call, &visit)) {
		kept->spent += rules->cost[SCT_PHASE_BEFORE];
		return wait_for_kept(kept);
	}
	return kept_go_on(kept, rules, visit);
}

/* A call without after-rules is kept on the stack. */
static noinline struct sct_visit
before_alone(const struct sct_live *live, const struct sct_call_rules *rules,
	     struct pt_regs *regs, unsigned int abi, unsigned int nr)
{
	struct sct_call call sct_uninitialized;
	struct sct_kept *kept;
	struct sct_visit visit;

	sct_call_init(&call, regs, abi, nr);
	if (unlikely(!sct_round_before(live, rules, &call, &visit))) {
		kept = sct_kept_create(regs, abi, nr);
		if (kept) {
			sct_call_pass_want(&call, &kept->call);
			kept->spent = rules->cost[SCT_PHASE_BEFORE];
			sct_call_end(&call);
			return wait_for_kept(kept);
		}
		/* No memory to keep it: what is not at hand is unreadable. */
		call.lacks = true;
		sct_round_at_hand(live, rules, &call, &visit);
	}
	sct_call_end(&call);
	return sct_visit_or_wait(&call, visit);
}

/* It has after-rules, or may have to wait for an answer. */
static noinline struct sct_visit
before_in_memory(const struct sct_live *live,
		 const struct sct_call_rules *rules, struct pt_regs *regs,
		 unsigned int abi, unsigned int nr)
{
	struct sct_kept *kept = sct_kept_create(regs, abi, nr);
	struct sct_visit visit;

	if (likely(kept))
		return before_kept(live, rules, kept);
	/* Without memory for the after-rules, the before-rules must hold. */
	visit = before_alone(live, rules, regs, abi, nr);
	if (visit.action != SCT_VISIT_DENY && rules->count[SCT_PHASE_AFTER])
		sct_log_lose();
	return visit;
}

/* Another round of the before-phase, if the caller still lives. */
static struct sct_visit before_again(struct sct_kept *kept)
{
	struct sct_call *call = &kept->call;
	const struct sct_live *live = sct_live_table();
	struct sct_visit visit = { .action = SCT_VISIT_RESUME };

	if (fatal_signal_pending(current)) {
		sct_kept_free(kept);
		/* Nobody sees it. */
		return (struct sct_visit){ .action = SCT_VISIT_DENY,
					   .ret = -EINTR };
	}
	if (live)
		return before_kept(live,
				   sct_live_rules(live, sct_call_index(call->abi,
								       call->nr)),
				   kept);
	sct_kept_free(kept);
	return visit;
}

/* It has been refused, or its caller ends. */
static struct sct_visit refuse_kept(struct sct_kept *kept, const struct sct_reply *reply)
{
	const struct sct_live *live = sct_live_table();
	struct sct_call_id id = { kept->call.abi, kept->call.nr };
	struct sct_visit visit = { .action = SCT_VISIT_DENY, .ret = -EINTR };

	if (reply->verdict == SCT_VERDICT_FAILED)
		visit.ret = -(long)reply->error;
	if (reply->verdict == SCT_VERDICT_KILLED && reply->signal)
		send_sig(reply->signal, current, 1);
	if (live)
		sct_count_refusal(&live->counts, live->slot[sct_call_index(id.abi, id.nr)]);
	sct_kept_free(kept);
	return visit;
}

/* Somebody has answered, or not: who may go on is judged again, by new values. */
static struct sct_visit before_answered(struct sct_kept *kept)
{
	struct sct_question *question = kept->call.question;
	struct sct_call *call = &kept->call;
	const struct sct_reply reply = question->reply;

	if (reply.verdict == SCT_VERDICT_FAILED || reply.verdict == SCT_VERDICT_KILLED)
		return refuse_kept(kept, &reply);
	if (call->answered)
		sct_question_free(call->answered);
	sct_call_end(call);
	sct_call_init(call, &kept->regs, call->abi, call->nr);
	call->may_ask = true;
	call->answered = question;
	kept->rounds = 0;
	kept->spent = 0;
	return before_again(kept);
}

/* A round of the after-phase. */
static struct sct_visit after_kept(struct sct_kept *kept)
{
	const struct sct_live *live = sct_live_table();
	struct sct_call *call = &kept->call;
	struct sct_visit visit = { .action = SCT_VISIT_RESUME,
				   .ret = kept->ret };
	const struct sct_call_rules *rules;

	if (live) {
		rules = sct_live_rules(live, sct_call_index(call->abi, call->nr));
		if (is_last(kept)) {
			sct_round_at_hand(live, rules, call, NULL);
		} else if (!may_evaluate(live, rules, kept)) {
			return wait_for_kept(kept);
		} else if (!sct_round_after(live, rules, call)) {
			kept->spent += rules->cost[SCT_PHASE_AFTER];
			return wait_for_kept(kept);
		}
	}
	sct_kept_free(kept);
	return visit;
}

static struct sct_visit visit_before(struct pt_regs *regs, unsigned int abi,
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
	if (rules->count[SCT_PHASE_AFTER] || unlikely(rules->asks))
		return before_in_memory(live, rules, regs, abi, nr);
	return before_alone(live, rules, regs, abi, nr);
}

/*
 * What follows runs in the read section: a page that is not there at once is not
 * waited for.
 */
struct sct_visit sct_phase_before(struct pt_regs *regs, unsigned int abi,
				  unsigned int nr)
{
	struct sct_visit visit;

	pagefault_disable();
	visit = visit_before(regs, abi, nr);
	pagefault_enable();
	return visit;
}

struct sct_visit sct_phase_after(struct pt_regs *regs, struct sct_frame *frame,
				 long ret)
{
	struct sct_kept *kept = container_of(frame, struct sct_kept,
					      frame.frame);
	struct sct_visit visit;

	kept->ret = ret;
	kept->rounds = 0;
	kept->spent = 0;
	sct_call_begin_after(&kept->call, ret, kept->mm != current->mm);
	pagefault_disable();
	visit = after_kept(kept);
	pagefault_enable();
	return visit;
}

/* Outside of the read section. */
void sct_phase_wait(struct sct_frame *frame)
{
	struct sct_kept *kept;

	if (container_of(frame, struct sct_visit_frame, frame)->delivers) {
		sct_deliver_wait(frame);
		return;
	}
	kept = container_of(frame, struct sct_kept, frame.frame);
	if (unlikely(kept->call.question)) {
		sct_question_wait(kept->call.question);
		return;
	}
	sct_call_fetch(&kept->call);
	kept->rounds++;
}

/* The wait for the log has come to its end; the call may have been refused. */
static struct sct_visit end_log_wait(struct sct_frame *frame)
{
	const struct sct_live *live = sct_live_table();
	const struct sct_call_id id = frame->call;
	struct sct_visit planned;
	struct sct_visit visit = sct_deliver_end(frame, &planned);

	if (live && visit.action == SCT_VISIT_DENY &&
	    planned.action != SCT_VISIT_DENY)
		sct_count_refusal(&live->counts,
				  live->slot[sct_call_index(id.abi, id.nr)]);
	/* Of those that go on, only kept ones have a frame. */
	if ((planned.action == SCT_VISIT_AFTER || planned.action == SCT_VISIT_WAIT) &&
	    visit.action != planned.action)
		sct_kept_free(container_of(planned.frame, struct sct_kept,
					   frame.frame));
	return visit;
}

/* The call has ended its task: reboot() in a pid namespace does. */
void sct_phase_abandon(struct sct_frame *frame)
{
	sct_kept_free(container_of(frame, struct sct_kept, frame.frame));
}

struct sct_visit sct_phase_waited(struct sct_frame *frame)
{
	struct sct_visit visit;
	struct sct_kept *kept;

	if (container_of(frame, struct sct_visit_frame, frame)->delivers)
		return end_log_wait(frame);
	kept = container_of(frame, struct sct_kept, frame.frame);
	pagefault_disable();
	if (unlikely(kept->call.question))
		visit = before_answered(kept);
	else if (kept->call.phase == SCT_PHASE_BEFORE)
		visit = before_again(kept);
	else
		visit = after_kept(kept);
	pagefault_enable();
	return visit;
}
