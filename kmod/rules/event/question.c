// SPDX-License-Identifier: GPL-2.0-only
/*
 * Calls that wait for somebody's answer: SUSPEND with a deadline.
 *
 * The caller waits at the entry of its call, where it holds no lock of the kernel's, and
 * outside of any read section: whoever uploads, deletes or unloads has nothing to wait
 * for.  No signal but one that kills ends the wait, so neither SIGCONT nor a tracer does.
 * What ends it is a reply, the first of:
 *
 *	an answer	SCT_IOC_ANSWER, from whoever it is; nobody needs to live for it
 *	the deadline	of the rule: its default
 *	new rules	are in force: they judge the call, as if it came now
 *	no rules	are in force any more, or the module goes: its rule's default
 *	death		of the caller
 *
 * A question is the event that says what is asked for.  A call that is allowed is judged
 * again, with all its values read anew; the answer holds if the same rule matches and
 * the new event says the same (question_make.c).
 */
#include <linux/cred.h>
#include <linux/freezer.h>
#include <linux/jiffies.h>
#include <linux/mm.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "event/deliver.h"
#include "event/log_event.h"
#include "event/question.h"
#include "log/log.h"

struct remembered {
	struct list_head node;
	struct sct_question_key key;
	struct sct_reply reply;
};

/* Protects all below, and the replies of questions in the list. */
static DEFINE_SPINLOCK(lock);
static LIST_HEAD(questions);		/* the oldest first */
static u32 question_count;
static u64 last_id;
static LIST_HEAD(memory);
static u32 memory_count;
static u64 in_force;			/* generation of the newest table ... */
static bool has_rules;			/* ... in which there are some */

void sct_question_free(struct sct_question *q)
{
	spin_lock(&lock);
	if (!list_empty(&q->node)) {
		list_del_init(&q->node);
		question_count--;
	}
	spin_unlock(&lock);
	sct_rule_stats_put(q->stats);
	kfree(q);
}

/* ------------------------------------------------------------------ what is replied */

/* What becomes of the call of a rule that nobody answers for. */
struct sct_reply sct_rule_default(const struct sct_rule *rule, u8 why)
{
	return (struct sct_reply){
		.why = why,
		.verdict = rule->unanswered,
		.signal = rule->signal,
		.error = rule->unanswered == SCT_VERDICT_FAILED ? rule->error : 0,
	};
}

/* What an event says of it. */
void sct_question_say(struct sct_asked *asked, const struct sct_reply *reply)
{
	asked->why = reply->why;
	asked->by_pid = reply->by_pid;
	asked->by_uid = reply->by_uid;
	memcpy(asked->by_comm, reply->by_comm, sizeof(asked->by_comm));
}

/* Under the lock.  The first reply holds. */
static void reply_to(struct sct_question *q, const struct sct_reply *reply)
{
	q->reply = *reply;
	q->replied = true;
	list_del_init(&q->node);
	question_count--;
}

/* Under the lock. */
static u32 count_of_user(u32 uid)
{
	struct sct_question *q;
	u32 n = 0;

	list_for_each_entry(q, &questions, node)
		n += sct_question_event(q)->uid == uid;
	return n;
}

/**
 * sct_question_put - from now on it can be answered
 * @q: the question; its id is set
 *
 * Return: false if too many wait already.
 */
bool sct_question_put(struct sct_question *q)
{
	bool room;

	spin_lock(&lock);
	room = question_count < SCT_MAX_QUESTIONS &&
	       count_of_user(sct_question_event(q)->uid) < SCT_MAX_QUESTIONS_UID;
	if (room) {
		q->id = ++last_id;
		sct_question_asked(q)->id = q->id;
		list_add_tail(&q->node, &questions);
		question_count++;
	}
	spin_unlock(&lock);
	return room;
}

/* Is the wait over?  Then the reply is there. */
static bool is_over(struct sct_question *q)
{
	struct sct_reply reply = { };

	spin_lock(&lock);
	if (!q->replied) {
		if (fatal_signal_pending(current))
			reply = (struct sct_reply){ .why = SCT_ASK_DIED,
						    .verdict = SCT_VERDICT_KILLED };
		else if (q->stats->generation < in_force)
			reply = has_rules ?
				(struct sct_reply){ .why = SCT_ASK_WITHDRAWN,
						    .verdict = SCT_VERDICT_SUSPENDED } :
				sct_rule_default(&q->rule, SCT_ASK_NO_RULES);
		else if (time_after_eq(jiffies, q->end))
			reply = sct_rule_default(&q->rule, SCT_ASK_DEADLINE);
		if (reply.why)
			reply_to(q, &reply);
	}
	spin_unlock(&lock);
	return q->replied;
}

/* The event that was made of the question says now what came of it. */
static void log_reply(struct sct_question *q)
{
	struct sct_event *event = sct_question_event(q);
	struct sct_asked *asked = sct_question_asked(q);
	u32 suppressed = 0;

	if (!q->logs ||
	    !sct_log_within_rate(q->stats, &q->rule, event->rule, &suppressed))
		return;
	event->verdict = q->reply.verdict;
	event->retval = q->reply.verdict == SCT_VERDICT_FAILED ? -q->reply.error : 0;
	event->suppressed = suppressed;
	asked->waited_ms = div_u64(ktime_get_ns() - q->since_ns, NSEC_PER_MSEC);
	sct_question_say(asked, &q->reply);
	sct_deliver_made(q->stats, event, q->rule.flags & SCT_RULE_MUST);
}

/**
 * sct_question_wait - wait until there is a reply
 * @q: a question that has been put
 *
 * Outside of any read section, without locks.  Not counted as load: a caller that waits
 * for a person does not want the processor.
 */
void sct_question_wait(struct sct_question *q)
{
	for (;;) {
		long left;

		set_current_state(TASK_KILLABLE | TASK_FREEZABLE | TASK_NOLOAD);
		if (is_over(q))
			break;
		left = q->end - jiffies;
		schedule_timeout(max(left, 0L));
	}
	__set_current_state(TASK_RUNNING);
	log_reply(q);
}

/* -------------------------------------------------------------- who asks and answers */

/* Under the lock. */
static struct sct_question *find_question(u64 id)
{
	struct sct_question *q;

	list_for_each_entry(q, &questions, node) {
		if (q->id == id)
			return q;
	}
	return NULL;
}

static struct remembered *find_remembered(const struct sct_question_key *key)
{
	struct remembered *r;

	list_for_each_entry(r, &memory, node) {
		if (!memcmp(&r->key, key, sizeof(*key)))
			return r;
	}
	return NULL;
}

/* Has somebody answered that before, of the rules in force? */
bool sct_question_remembered(const struct sct_question *q, struct sct_reply *reply)
{
	const struct remembered *r = NULL;

	if (!q->key.ino)
		return false;
	spin_lock(&lock);
	if (q->stats->generation == in_force)
		r = find_remembered(&q->key);
	if (r)
		*reply = r->reply;
	spin_unlock(&lock);
	return r;
}

/* Under the lock.  @r is used, or not, and then NULL is left. */
static int remember(const struct sct_question *q, const struct sct_reply *reply,
		    struct remembered **r)
{
	struct remembered *old = find_remembered(&q->key);

	if (!q->key.ino)
		return -ENODATA;
	if (!old && memory_count == SCT_MAX_REMEMBERED)
		return -ENOSPC;
	if (!old) {
		old = *r;
		*r = NULL;
		old->key = q->key;
		list_add(&old->node, &memory);
		memory_count++;
	}
	old->reply = *reply;
	old->reply.why = SCT_ASK_REMEMBERED;
	return 0;
}

static struct sct_reply reply_of(const struct sct_answer *arg)
{
	struct sct_reply reply = {
		.why = SCT_ASK_ANSWERED,
		.verdict = arg->verdict,
		.signal = arg->signal,
		.error = arg->error,
		.by_pid = task_tgid_nr(current),
		.by_uid = __kuid_val(current_uid()),
	};

	memcpy(reply.by_comm, current->comm, sizeof(reply.by_comm));
	return reply;
}

/**
 * sct_questions_answer - SCT_IOC_ANSWER
 * @arg: which, and what; sound
 *
 * Return: 0; -ENOENT nobody waits for it; -ENODATA, -ENOSPC, -ENOMEM it cannot be
 * remembered, and is not given.
 */
int sct_questions_answer(const struct sct_answer *arg)
{
	const struct sct_reply reply = reply_of(arg);
	struct remembered *r = NULL;
	struct sct_question *q;
	int err = 0;

	if (arg->flags & SCT_ANSWER_REMEMBER) {
		r = kzalloc(sizeof(*r), GFP_KERNEL);
		if (!r)
			return -ENOMEM;
	}
	spin_lock(&lock);
	q = find_question(arg->id);
	/* Of a table that is not in force any more it has its reply as good as already. */
	if (!q || q->stats->generation < in_force)
		err = -ENOENT;
	else if (r)
		err = remember(q, &reply, &r);
	if (!err) {
		reply_to(q, &reply);
		wake_up_process(q->task);
	}
	spin_unlock(&lock);
	kfree(r);
	return err;
}

/* Under the lock. */
static void list_one(u8 *at, struct sct_question *q)
{
	struct sct_listed *listed = (struct sct_listed *)at;
	u32 len = sct_question_event(q)->rec.len;
	long left = q->end - jiffies;

	*listed = (struct sct_listed){
		.len = sizeof(*listed) + len,
		.left_ms = left > 0 ? jiffies_to_msecs(left) : 0,
		.id = q->id,
	};
	memcpy(listed->comm, q->comm, sizeof(listed->comm));
	memcpy(listed + 1, sct_question_event(q), len);
}

static u32 listed_len(struct sct_question *q)
{
	return sizeof(struct sct_listed) + sct_question_event(q)->rec.len;
}

static void count_all(struct sct_pending *arg)
{
	struct sct_question *q;

	arg->bytes = 0;
	spin_lock(&lock);
	list_for_each_entry(q, &questions, node)
		arg->bytes += listed_len(q);
	arg->count = question_count;
	spin_unlock(&lock);
}

/* As much is copied before others get the lock, and one question more. */
#define LIST_AT_ONCE	16384u

/*
 * Lists those behind number *@last, the oldest first, as far as they fit into @space
 * bytes at @buffer.  Return: is there more to list?
 */
static bool list_some(struct sct_pending *arg, u8 *buffer, u64 space, u64 *last)
{
	u64 end = arg->bytes + LIST_AT_ONCE;
	struct sct_question *q;
	bool more = false;

	spin_lock(&lock);
	list_for_each_entry(q, &questions, node) {
		if (q->id <= *last)
			continue;
		more = arg->bytes + listed_len(q) <= space;
		if (!more || arg->bytes >= end)
			break;
		list_one(buffer + arg->bytes, q);
		arg->bytes += listed_len(q);
		arg->count++;
		*last = q->id;
		more = false;
	}
	spin_unlock(&lock);
	return more;
}

/**
 * sct_questions_list - SCT_IOC_PENDING
 * @arg: where to; gets how many there are
 *
 * Return: 0; -ENOSPC, -ENOMEM, -EFAULT.
 */
int sct_questions_list(struct sct_pending *arg)
{
	u64 space, last = 0;
	u8 *buffer;
	int err = 0;

	count_all(arg);
	space = arg->bytes;
	if (space > arg->buffer_size)
		return -ENOSPC;
	if (!space)
		return 0;
	buffer = kvzalloc(space, GFP_KERNEL);
	if (!buffer)
		return -ENOMEM;
	/* Some may come in between, and be listed the next time; or go. */
	arg->bytes = 0;
	arg->count = 0;
	while (list_some(arg, buffer, space, &last))
		cond_resched();
	if (copy_to_user(u64_to_user_ptr(arg->buffer), buffer, arg->bytes))
		err = -EFAULT;
	kvfree(buffer);
	return err;
}

/* Under the lock. */
static void forget_all(void)
{
	struct remembered *r, *next;

	list_for_each_entry_safe(r, next, &memory, node) {
		list_del(&r->node);
		kfree(r);
	}
	memory_count = 0;
}

/**
 * sct_questions_release - another table is in force
 * @generation: its
 * @rules: are there some in it?
 *
 * Who waits because of an older one need not wait any more.
 */
void sct_questions_release(u64 generation, bool rules)
{
	struct sct_question *q;

	spin_lock(&lock);
	in_force = generation;
	has_rules = rules;
	forget_all();
	list_for_each_entry(q, &questions, node)
		wake_up_process(q->task);
	spin_unlock(&lock);
}

/* Whose tables may still be asked for; U64_MAX: nobody's. */
u64 sct_questions_oldest_generation(void)
{
	const struct sct_question *q;
	u64 oldest = U64_MAX;

	spin_lock(&lock);
	list_for_each_entry(q, &questions, node)
		oldest = min(oldest, q->stats->generation);
	spin_unlock(&lock);
	return oldest;
}

/* The module goes: who waits gets the default, and who would wait, too. */
void sct_questions_exit(void)
{
	sct_questions_release(U64_MAX, false);
}
