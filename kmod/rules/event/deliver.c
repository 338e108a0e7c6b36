// SPDX-License-Identifier: GPL-2.0-only
/*
 * How an event gets from a rule into the log.
 *
 * Mostly at once.  An event that must be delivered (SCT_RULE_MUST) and finds no
 * room in lane 0 is put aside in memory, with all that its call makes after it,
 * so that their order stays.  When the visit is over, and its read section with
 * it, so that neither a new table nor unloading has to wait for us, the caller
 * waits, before its call runs, until there is room: readers have read, or the
 * last of them is gone, or the rules were deleted, or the rule's time is over,
 * or it is killed.
 *
 * Each event that does not get into the log has its number in the lane and its
 * rule_seq all the same, so that the stream tells of it.
 */
#include <linux/atomic.h>
#include <linux/freezer.h>
#include <linux/jiffies.h>
#include <linux/mm.h>
#include <linux/overflow.h>
#include <linux/sched/signal.h>

#include "event/deliver.h"
#include "lib/degraded.h"
#include "lib/openers.h"
#include "log/exempt.h"
#include "log/log.h"

/* An event that was put aside. */
struct pending {
	struct pending *next;
	unsigned long timeout;		/* jiffies */
	s32 error;			/* of the call, if it is over; or 0 */
	bool must;
	u32 suppressed;
	u8 record[] __aligned(8);	/* the event with its fields */
};

static struct sct_event *event_of(struct pending *p)
{
	return (struct sct_event *)p->record;
}

struct sct_wait {
	struct sct_visit_frame frame;
	struct list_head node;		/* in waiting */
	struct sct_rule_stats *stats;
	struct pending *first;
	struct pending **last;
	struct sct_visit visit;		/* what then happens to the call */
	int signal;			/* and to the caller, or 0 */
	long refused;			/* with -errno, for want of room; or 0 */
};

/* Those that wait, for who looks at them. */
static DEFINE_SPINLOCK(waiting_lock);
static LIST_HEAD(waiting);
static u32 waiting_count;
static atomic64_t timeouts;
static atomic64_t waits;
static u64 released;			/* who is of an older generation goes on */

/* Nobody waits any more for an event of a generation before this one. */
void sct_deliver_release(u64 generation)
{
	WRITE_ONCE(released, generation);
	sct_log_wake_writers();
}

static u64 oldest_waiting(void)
{
	const struct sct_wait *wait;
	u64 oldest = U64_MAX;

	spin_lock(&waiting_lock);
	list_for_each_entry(wait, &waiting, node)
		oldest = min(oldest, wait->stats->generation);
	spin_unlock(&waiting_lock);
	return oldest;
}

/**
 * sct_deliver_oldest_generation - whose tables may still be asked for
 *
 * Return: the smallest generation that an event in the log has, or will have when
 * its caller need not wait any more; U64_MAX if there is none.
 */
u64 sct_deliver_oldest_generation(void)
{
	/* In this order: who waits may write, and is gone from the list then. */
	u64 waiting = oldest_waiting();

	return min(waiting, sct_ring_low_tag(sct_log_ring));
}

/* The waiting callers' part of a status. */
void sct_deliver_status(struct sct_status *status)
{
	spin_lock(&waiting_lock);
	status->must_waiting = waiting_count;
	spin_unlock(&waiting_lock);
	status->must_timeouts = atomic64_read(&timeouts);
	status->must_waits = atomic64_read(&waits);
}

/**
 * sct_deliver_lose - count an event that is not made
 * @stats: of its table
 * @cpu: whose log it is missing in; that one's lock is held
 * @who: whose event, as in sct_ring_reserve()
 * @rule: index in the table
 * @suppressed: what the rate limit has told it to report
 */
void sct_deliver_lose(struct sct_rule_stats *stats, u32 cpu, u64 who, u32 rule,
		      u32 suppressed)
{
	sct_ring_lose(sct_log_ring, cpu, who, 1);
	sct_rule_stats_next_seq(stats, cpu, rule);
	atomic64_inc(&stats->unmade[rule]);
	if (suppressed)
		sct_rate_give_back(stats->rate[rule], suppressed);
}

/*
 * A task that the readers of the log depend on must not wait for them: the system's
 * init, one that has a device open, one that a reader has exempted.
 */
static bool may_wait(void)
{
	return !is_global_init(current) && !(current->flags & PF_EXITING) &&
	       !sct_has_open(SCT_OPENED_CTRL) && !sct_has_open(SCT_OPENED_LOG) &&
	       !sct_is_exempt();
}

static struct sct_wait *wait_create(struct sct_rule_stats *stats)
{
	struct sct_wait *wait = kzalloc(sizeof(*wait), GFP_NOWAIT | __GFP_NOWARN);

	if (!wait)
		return NULL;
	sct_rule_stats_get(stats);
	wait->frame.delivers = true;
	wait->stats = stats;
	wait->last = &wait->first;
	spin_lock(&waiting_lock);
	list_add(&wait->node, &waiting);
	waiting_count++;
	spin_unlock(&waiting_lock);
	return wait;
}

static bool put_aside(const struct sct_event_args *args, u32 size)
{
	const struct sct_rule *rule = args->rule;
	struct sct_call *call = args->call;
	struct pending *pending;

	pending = kzalloc(struct_size(pending, record, size),
			  GFP_NOWAIT | __GFP_NOWARN);
	if (!pending)
		return false;
	if (!call->wait)
		call->wait = wait_create(args->stats);
	if (!call->wait) {
		kfree(pending);
		return false;
	}
	event_of(pending)->rec.len = size;
	pending->suppressed = args->suppressed;
	pending->must = rule->flags & SCT_RULE_MUST;
	pending->timeout = msecs_to_jiffies(rule->must_timeout_ms);
	if (rule->flags & SCT_RULE_TIMEOUT_FAILS)
		pending->error = rule->error;
	sct_event_write(event_of(pending), args);
	*call->wait->last = pending;
	call->wait->last = &pending->next;
	return true;
}

/* Writes the event into the log; false if there is no room. */
static bool write_now(const struct sct_event_args *args, u32 size, u64 who)
{
	struct sct_rule_stats *stats = args->stats;
	struct sct_ring_cpu *rc;
	struct sct_event *event;

	event = sct_log_reserve(who, size, stats->generation, &rc);
	if (event) {
		sct_event_write(event, args);
		event->rule_seq = sct_rule_stats_next_seq(stats, rc->index,
							  args->bound->rule);
	} else if (who < SCT_WHO_MUST) {
		sct_deliver_lose(stats, rc->index, who, args->bound->rule,
				 args->suppressed);
	}
	sct_log_commit(rc);
	return event || who < SCT_WHO_MUST;
}

static void lose_now(const struct sct_event_args *args, u64 who, u32 why)
{
	struct sct_ring_cpu *rc = sct_ring_lock(sct_log_ring,
						raw_smp_processor_id());

	sct_deliver_lose(args->stats, rc->index, who, args->bound->rule,
			 args->suppressed);
	sct_log_commit(rc);
	sct_degrade(why);
}

/**
 * sct_deliver_undecided - count an event that may be missing
 * @stats: of the table
 * @rule: a rule that was not decided, for want of memory, and may have matched
 * @bound: the same, bound to the call
 */
void sct_deliver_undecided(struct sct_rule_stats *stats,
			   const struct sct_rule *rule,
			   const struct sct_bound_rule *bound)
{
	const struct sct_event_args args = { .stats = stats, .bound = bound };

	if (rule->action == SCT_ACTION_LOG || rule->flags & SCT_RULE_LOG)
		lose_now(&args, __kuid_val(current_uid()),
			 SCT_DEGRADED_NO_MEMORY);
	else
		sct_degrade(SCT_DEGRADED_NO_MEMORY);
}

/* There is no memory to hold the event.  Return: 0, or -errno for the call. */
static int do_without(const struct sct_event_args *args,
		      const struct sct_rule *rule, u64 who)
{
	u32 why = SCT_DEGRADED_NO_MEMORY;

	if (rule->flags & SCT_RULE_MUST &&
	    !(rule->flags & SCT_RULE_TIMEOUT_FAILS))
		why |= SCT_DEGRADED_MUST_LOST;
	lose_now(args, who, why);
	return rule->flags & SCT_RULE_TIMEOUT_FAILS ? -rule->error : 0;
}

/**
 * sct_deliver - bring an event into the log, or put it aside
 * @args: the event
 * @size: bytes of its record
 *
 * What was put aside is in call->wait.
 *
 * Return: 0; or -errno that the call must fail with, as the event can neither be
 * written nor wait, and the rule asks for that.
 */
int sct_deliver(const struct sct_event_args *args, u32 size)
{
	const struct sct_rule *rule = args->rule;
	u64 who = __kuid_val(current_uid());

	if (rule->flags & SCT_RULE_MUST)
		who |= SCT_WHO_MUST;
	if (likely(!args->call->wait)) {
		if (write_now(args, size, who))
			return 0;
		if (!may_wait()) {
			lose_now(args, who, SCT_DEGRADED_MUST_LOST);
			return 0;
		}
	}
	if (put_aside(args, size))
		return 0;
	return do_without(args, rule, who);
}

/**
 * sct_deliver_made - bring an event that is made already into the log
 * @stats: of its table
 * @made: the event with its fields
 * @must: it belongs into the lane of those that must be delivered
 *
 * Waits for nobody: without room it is lost, and counted.
 */
void sct_deliver_made(struct sct_rule_stats *stats, const struct sct_event *made,
		      bool must)
{
	u64 who = made->uid | (must ? SCT_WHO_MUST : 0);
	struct sct_event *event = NULL;
	struct sct_ring_cpu *rc;

	if (made->rec.len <= sct_ring_max_record(sct_log_ring))
		event = sct_log_reserve(who, made->rec.len, made->generation, &rc);
	else
		rc = sct_ring_lock(sct_log_ring, raw_smp_processor_id());
	if (event) {
		memcpy((u8 *)event + sizeof(event->rec), (const u8 *)made + sizeof(made->rec),
		       made->rec.len - sizeof(made->rec));
		event->rule_seq = sct_rule_stats_next_seq(stats, rc->index, made->rule);
	} else {
		sct_deliver_lose(stats, rc->index, who, made->rule, made->suppressed);
	}
	sct_log_commit(rc);
	if (!event && must)
		sct_degrade(SCT_DEGRADED_MUST_LOST);
}

/* ------------------------------------------------------------ the caller waits */

/* The visit is over; what was to happen to the call happens after the wait. */
struct sct_visit sct_deliver_later(struct sct_wait *wait, struct sct_visit visit)
{
	wait->visit = visit;
	return (struct sct_visit){ .action = SCT_VISIT_WAIT,
				   .frame = &wait->frame.frame };
}

/* The caller gets this signal after the wait. */
void sct_deliver_signal(struct sct_wait *wait, int signal)
{
	wait->signal = signal;
}

enum outcome { WRITTEN, NO_ROOM, OVER, GIVEN_UP };

static u64 who_of(struct pending *p)
{
	return event_of(p)->uid | (p->must ? SCT_WHO_MUST : 0);
}

static enum outcome try_write(const struct sct_wait *wait,
			      struct pending *p)
{
	const struct sct_event *from = event_of(p);
	struct sct_ring_cpu *rc;
	struct sct_event *event;

	if (from->rec.len > sct_ring_max_record(sct_log_ring))
		return GIVEN_UP;	/* the log was made smaller */
	event = sct_log_reserve(who_of(p), from->rec.len, from->generation,
				&rc);
	if (event) {
		memcpy((u8 *)event + sizeof(event->rec),
		       p->record + sizeof(from->rec),
		       from->rec.len - sizeof(from->rec));
		event->rule_seq = sct_rule_stats_next_seq(wait->stats, rc->index,
							  from->rule);
	}
	sct_log_commit(rc);
	return event ? WRITTEN : NO_ROOM;
}

/* Has the wait an end before there is room? */
static enum outcome look_at_clock(const struct sct_wait *wait,
				  struct pending *p, unsigned long start)
{
	if (fatal_signal_pending(current) ||
	    wait->stats->generation < READ_ONCE(released) || sct_is_exempt())
		return GIVEN_UP;
	return time_after_eq(jiffies, start + p->timeout) ? OVER : NO_ROOM;
}

static enum outcome wait_for_room(const struct sct_wait *wait,
				  struct pending *p, unsigned long start)
{
	enum outcome outcome;
	DEFINE_WAIT(entry);
	long left;

	for (;;) {
		prepare_to_wait(&sct_log_writers, &entry, TASK_KILLABLE | TASK_FREEZABLE);
		outcome = try_write(wait, p);
		if (outcome == NO_ROOM)
			outcome = look_at_clock(wait, p, start);
		if (outcome != NO_ROOM)
			break;
		sct_log_wake_readers();
		/* The clock goes on: its time may be over since we looked. */
		left = start + p->timeout - jiffies;
		schedule_timeout(max(left, 0L));
	}
	finish_wait(&sct_log_writers, &entry);
	return outcome;
}

/* Counts an event that will not be made, and decides what comes of the call. */
static void give_up(struct sct_wait *wait, struct pending *p,
		    enum outcome outcome)
{
	struct sct_ring_cpu *rc = sct_ring_lock(sct_log_ring,
						raw_smp_processor_id());

	sct_deliver_lose(wait->stats, rc->index, who_of(p), event_of(p)->rule,
			 p->suppressed);
	sct_log_commit(rc);

	if (outcome == OVER)
		atomic64_inc(&timeouts);
	if (wait->refused)
		return;
	if (fatal_signal_pending(current))
		wait->refused = -EINTR;		/* nobody sees it */
	else if (outcome == OVER && p->error)
		wait->refused = -p->error;
	else if (p->must)
		sct_degrade(SCT_DEGRADED_MUST_LOST);
}

/* An event that is written after the call was refused says so. */
static void tell_refusal(const struct sct_wait *wait, struct pending *p)
{
	struct sct_event *event = event_of(p);

	if (!wait->refused || event->verdict != SCT_VERDICT_ALLOWED)
		return;
	event->verdict = SCT_VERDICT_FAILED;
	event->retval = wait->refused;
}

/**
 * sct_deliver_wait - deliver what a call has put aside
 * @frame: of the call
 *
 * Outside of any read section.
 */
void sct_deliver_wait(struct sct_frame *frame)
{
	struct sct_wait *wait = container_of(frame, struct sct_wait, frame.frame);
	unsigned long start = jiffies;
	struct pending *p;

	atomic64_inc(&waits);
	for (p = wait->first; p; p = p->next) {
		enum outcome outcome;

		tell_refusal(wait, p);
		outcome = p->must ? wait_for_room(wait, p, start) :
				    try_write(wait, p);
		if (outcome != WRITTEN)
			give_up(wait, p, outcome);
	}
}

static void wait_free(struct sct_wait *wait)
{
	struct pending *p, *next;

	spin_lock(&waiting_lock);
	list_del(&wait->node);
	waiting_count--;
	spin_unlock(&waiting_lock);
	for (p = wait->first; p; p = next) {
		next = p->next;
		kfree(p);
	}
	sct_rule_stats_put(wait->stats);
	kfree(wait);
}

/**
 * sct_deliver_at_once - deliver what was put aside where nobody can wait
 * @wait: of the call; freed
 *
 * What finds no room is lost, and counted.
 */
void sct_deliver_at_once(struct sct_wait *wait)
{
	for (struct pending *p = wait->first; p; p = p->next) {
		enum outcome outcome = try_write(wait, p);

		if (outcome != WRITTEN)
			give_up(wait, p, outcome);
	}
	if (wait->signal)
		send_sig(wait->signal, current, 1);
	wait_free(wait);
}

/**
 * sct_deliver_end - the wait is over
 * @frame: of the call; freed
 * @planned: set to what was to happen to the call
 *
 * Return: what is to happen.
 */
struct sct_visit sct_deliver_end(struct sct_frame *frame,
				 struct sct_visit *planned)
{
	struct sct_wait *wait = container_of(frame, struct sct_wait, frame.frame);
	struct sct_visit visit = wait->visit;

	*planned = visit;
	if (wait->refused)
		visit = (struct sct_visit){ .action = SCT_VISIT_DENY,
					    .ret = wait->refused };
	if (wait->signal)
		send_sig(wait->signal, current, 1);
	wait_free(wait);
	return visit;
}
