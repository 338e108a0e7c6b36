// SPDX-License-Identifier: GPL-2.0-only
/*
 * What happens at a hooked call: find out which call it is, ask the visitor,
 * remember the frame of a call that is visited again afterwards.
 *
 * This is the hot path.  A call costs one SRCU read section here, and no shared
 * cache line is written; the visitor is reached by a static call, because a
 * pointer call costs a retpoline and, under IBT, needs an unsealed target.
 */
#include <linux/hashtable.h>
#include <linux/sched.h>
#include <linux/spinlock.h>
#include <linux/static_call.h>

#include "internal.h"

DEFINE_SRCU(sct_hijack_srcu);
EXPORT_SYMBOL_GPL(sct_hijack_srcu);

static bool skip_nobody(struct pt_regs *regs, u32 call)
{
	return true;
}

static struct sct_visit before_nobody(struct pt_regs *regs, unsigned int abi,
				      unsigned int nr)
{
	return (struct sct_visit){ .action = SCT_VISIT_RESUME };
}

/* Never the target while a frame exists: frames pin the visitor. */
static struct sct_visit after_nobody(struct pt_regs *regs,
				     struct sct_frame *frame, long ret)
{
	return (struct sct_visit){ .action = SCT_VISIT_RESUME, .ret = ret };
}

static void wait_nobody(struct sct_frame *frame)
{
}

static struct sct_visit waited_nobody(struct sct_frame *frame)
{
	return (struct sct_visit){ .action = SCT_VISIT_RESUME };
}

DEFINE_STATIC_CALL(sct_skip, skip_nobody);
DEFINE_STATIC_CALL(sct_before, before_nobody);
DEFINE_STATIC_CALL(sct_after, after_nobody);
DEFINE_STATIC_CALL(sct_wait, wait_nobody);
DEFINE_STATIC_CALL(sct_waited, waited_nobody);

/*
 * Frames by task.  Each bucket has its own lock and cache line, so that calls
 * on different CPUs rarely meet.
 */
#define FRAME_BUCKETS_LOG 6

struct frame_bucket {
	spinlock_t lock;	/* protects frames */
	struct hlist_head frames;
	u32 added;		/* ever */
} ____cacheline_aligned_in_smp;

static struct frame_bucket frame_buckets[1 << FRAME_BUCKETS_LOG];

static struct frame_bucket *frame_bucket(const struct task_struct *task)
{
	return &frame_buckets[hash_ptr(task, FRAME_BUCKETS_LOG)];
}

static void frame_add(struct sct_frame *frame, unsigned int abi,
		      unsigned int nr)
{
	struct frame_bucket *bucket = frame_bucket(current);

	frame->task = current;
	frame->call = (struct sct_call_id){ .abi = abi, .nr = nr };
	spin_lock(&bucket->lock);
	hlist_add_head(&frame->node, &bucket->frames);
	bucket->added++;
	spin_unlock(&bucket->lock);
}

static void frame_del(struct sct_frame *frame)
{
	struct frame_bucket *bucket = frame_bucket(current);

	spin_lock(&bucket->lock);
	hlist_del(&frame->node);
	spin_unlock(&bucket->lock);
}

bool sct_frames_empty(void)
{
	return sct_hijack_after_count() == 0;
}

/* How many frames there have ever been; a difference tells that there was one. */
u32 sct_frames_added(void)
{
	u32 n = 0;

	for (unsigned int i = 0; i < ARRAY_SIZE(frame_buckets); i++) {
		spin_lock(&frame_buckets[i].lock);
		n += frame_buckets[i].added;
		spin_unlock(&frame_buckets[i].lock);
	}
	return n;
}

/**
 * sct_hijack_after_count - calls in flight that await their after-visit
 */
unsigned int sct_hijack_after_count(void)
{
	return sct_frames_list(NULL, 0);
}
EXPORT_SYMBOL_GPL(sct_hijack_after_count);

/* Fills at most @space entries; returns how many frames there are. */
u32 sct_frames_list(struct sct_holder *holders, u32 space)
{
	u32 n = 0;

	for (unsigned int i = 0; i < ARRAY_SIZE(frame_buckets); i++) {
		struct frame_bucket *bucket = &frame_buckets[i];
		struct sct_frame *frame;

		spin_lock(&bucket->lock);
		hlist_for_each_entry(frame, &bucket->frames, node) {
			if (n < space) {
				struct sct_holder *h = &holders[n];

				memset(h, 0, sizeof(*h));
				h->pid = task_tgid_nr(frame->task);
				h->tid = task_pid_nr(frame->task);
				h->abi = frame->call.abi;
				h->nr = frame->call.nr;
				strscpy(h->comm, frame->task->comm,
					sizeof(h->comm));
			}
			n++;
		}
		spin_unlock(&bucket->lock);
	}
	return n;
}

/*
 * The visitor lets the caller wait, as often as it likes.  That is no part of the
 * visit: who waits for the visits of now to end does not wait for it.  The frame
 * tells that the task is inside; it goes inside a read section, as in
 * sct_visit_after().
 *
 * Return: the read section that the visit is in now.
 */
static noinline int let_wait(struct sct_visit *visit, unsigned int abi,
			     unsigned int nr, int idx)
	__must_hold(&sct_hijack_srcu)
{
	do {
		struct sct_frame *frame = visit->frame;

		frame_add(frame, abi, nr);
		srcu_read_unlock(&sct_hijack_srcu, idx);
		static_call(sct_wait)(frame);
		idx = srcu_read_lock(&sct_hijack_srcu);
		frame_del(frame);
		*visit = static_call(sct_waited)(frame);
	} while (visit->action == SCT_VISIT_WAIT);
	sct_drain_kick();
	return idx;
}

/* Most calls end here. */
notrace bool sct_visit_skip(struct pt_regs *regs)
{
	unsigned int abi, nr;

	if (unlikely(!sct_arch_call_id(regs, &abi, &nr)))
		return true;
	return static_call(sct_skip)(regs, sct_call_index(abi, nr));
}

struct sct_visit sct_visit_before(struct pt_regs *regs)
{
	struct sct_visit visit = { .action = SCT_VISIT_RESUME };
	unsigned int abi, nr;
	int idx;

	if (unlikely(!sct_arch_call_id(regs, &abi, &nr)))
		return visit;

	idx = srcu_read_lock(&sct_hijack_srcu);
	visit = static_call(sct_before)(regs, abi, nr);
	if (unlikely(visit.action == SCT_VISIT_WAIT))
		idx = let_wait(&visit, abi, nr, idx);
	if (unlikely(visit.action == SCT_VISIT_AFTER))
		frame_add(visit.frame, abi, nr);
	srcu_read_unlock(&sct_hijack_srcu, idx);
	return visit;
}

/*
 * The frame leaves its list inside the read section: whoever finds no frame and
 * then waits for a grace period knows that no after-visit is running.
 */
long sct_visit_after(struct pt_regs *regs, struct sct_frame *frame, long ret)
{
	const struct sct_call_id call = frame->call;
	int idx = srcu_read_lock(&sct_hijack_srcu);
	struct sct_visit visit;

	frame_del(frame);
	visit = static_call(sct_after)(regs, frame, ret);
	if (unlikely(visit.action == SCT_VISIT_WAIT))
		idx = let_wait(&visit, call.abi, call.nr, idx);
	sct_drain_kick();
	srcu_read_unlock(&sct_hijack_srcu, idx);
	return visit.ret;
}

void sct_visit_start(const struct sct_hijack_ops *ops)
{
	static_call_update(sct_after, ops->after);
	static_call_update(sct_wait, ops->wait);
	static_call_update(sct_waited, ops->waited);
	static_call_update(sct_before, ops->before);
	static_call_update(sct_skip, ops->skip);
}

void sct_visit_stop(void)
{
	static_call_update(sct_skip, skip_nobody);
	static_call_update(sct_before, before_nobody);
	static_call_update(sct_after, after_nobody);
	static_call_update(sct_wait, wait_nobody);
	static_call_update(sct_waited, waited_nobody);
}

/**
 * sct_hijack_synchronize - wait until every visit that runs now has ended
 *
 * What the visitor unpublished before may be freed then.  Sleeps.
 */
void sct_hijack_synchronize(void)
{
	synchronize_srcu(&sct_hijack_srcu);
}
EXPORT_SYMBOL_GPL(sct_hijack_synchronize);

void __init sct_visit_init(void)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(frame_buckets); i++)
		spin_lock_init(&frame_buckets[i].lock);
}
