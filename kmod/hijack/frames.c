// SPDX-License-Identifier: GPL-2.0-only
/*
 * Who is inside: the frames of calls that wait or await their after-visit, by task.
 *
 * A frame leaves its list in its own task: when the call comes back, or else when the
 * task ends.  A call may do that by itself, without ever coming back (reboot() in a
 * pid namespace; an oops).  So whoever finds a frame in its list, under the lock of
 * that, finds its task alive: the task cannot get past do_exit() while it is there.
 *
 * The memory of a frame whose task has ended is the visitor's.  It is told so from a
 * work item, because the tracepoint at which a task ends must not sleep.
 */
#include <linux/hashtable.h>
#include <linux/sched.h>
#include <linux/spinlock.h>
#include <linux/static_call.h>
#include <linux/workqueue.h>

#include "internal.h"
#include "targets.h"
#include "compat/task_exit.h"

/* Each bucket has its own lock and cache line: calls on different CPUs rarely meet. */
#define FRAME_BUCKETS_LOG 6

struct frame_bucket {
	spinlock_t lock;	/* protects frames */
	struct hlist_head frames;
	u32 added;		/* ever */
} ____cacheline_aligned_in_smp;

static struct frame_bucket frame_buckets[1 << FRAME_BUCKETS_LOG];

static struct tracepoint *exit_point;

/* Frames whose task has ended.  Taken inside of a bucket's lock. */
static DEFINE_SPINLOCK(orphans_lock);
static HLIST_HEAD(orphans);

static void release_work_fn(struct work_struct *work);
static DECLARE_WORK(release_work, release_work_fn);

static struct frame_bucket *frame_bucket(const struct task_struct *task)
{
	return &frame_buckets[hash_ptr(task, FRAME_BUCKETS_LOG)];
}

/**
 * sct_frame_add - the caller of a call is inside from now on
 * @frame: of that call
 * @abi: SCT_ABI_*
 * @nr: number in that ABI
 * @stage: what it is doing
 */
void sct_frame_add(struct sct_frame *frame, unsigned int abi, unsigned int nr,
		   enum sct_frame_stage stage)
{
	struct frame_bucket *bucket = frame_bucket(current);

	frame->task = current;
	frame->call = (struct sct_call_id){ .abi = abi, .nr = nr };
	frame->stage = stage;
	spin_lock(&bucket->lock);
	hlist_add_head(&frame->node, &bucket->frames);
	bucket->added++;
	spin_unlock(&bucket->lock);
}

/* In the task that has added it. */
void sct_frame_del(struct sct_frame *frame)
{
	struct frame_bucket *bucket = frame_bucket(current);

	spin_lock(&bucket->lock);
	hlist_del(&frame->node);
	spin_unlock(&bucket->lock);
}

static void make_orphan(struct sct_frame *frame)
{
	hlist_del(&frame->node);
	/*
	 * Who ends while the visitor lets it wait has met a bug there.  What the visitor
	 * was about to do with its frame nobody knows, so that stays as it is.
	 */
	if (frame->stage != SCT_FRAME_IN_CALL)
		return;
	spin_lock(&orphans_lock);
	hlist_add_head(&frame->node, &orphans);
	spin_unlock(&orphans_lock);
}

/* In do_exit(), with preemption off.  Most tasks end outside of any call. */
static void sct_task_ends(struct task_struct *task)
{
	struct frame_bucket *bucket = frame_bucket(task);
	struct hlist_node *next;
	struct sct_frame *frame;
	bool found = false;

	if (likely(hlist_empty(&bucket->frames)))
		return;
	spin_lock(&bucket->lock);
	hlist_for_each_entry_safe(frame, next, &bucket->frames, node) {
		if (frame->task != task)
			continue;
		make_orphan(frame);
		found = true;
	}
	spin_unlock(&bucket->lock);
	if (found)
		queue_work(system_unbound_wq, &release_work);
}

static void release_work_fn(struct work_struct *work)
{
	struct hlist_node *next;
	struct sct_frame *frame;
	HLIST_HEAD(list);

	spin_lock(&orphans_lock);
	hlist_move_list(&orphans, &list);
	spin_unlock(&orphans_lock);
	hlist_for_each_entry_safe(frame, next, &list, node) {
		hlist_del(&frame->node);
		static_call(sct_abandon)(frame);
	}
	sct_drain_kick();
}

/* Returns when the visitor has released all frames of tasks that have ended. */
void sct_frames_release(void)
{
	queue_work(system_unbound_wq, &release_work);
	flush_work(&release_work);
}

/**
 * sct_frames_watch - from now on learn of tasks that end
 *
 * Return: 0, -ENOMEM.
 */
int sct_frames_watch(void)
{
	return tracepoint_probe_register(exit_point, (void *)sct_task_exit,
					 NULL);
}

/* No task is inside any more. */
void sct_frames_unwatch(void)
{
	WARN_ON_ONCE(tracepoint_probe_unregister(exit_point,
						 (void *)sct_task_exit, NULL));
}

bool sct_frames_empty(void)
{
	return sct_frames_list(NULL, 0) == 0;
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

static unsigned int count_in_call(struct frame_bucket *bucket)
{
	const struct sct_frame *frame;
	unsigned int n = 0;

	spin_lock(&bucket->lock);
	hlist_for_each_entry(frame, &bucket->frames, node)
		n += frame->stage == SCT_FRAME_IN_CALL;
	spin_unlock(&bucket->lock);
	return n;
}

/**
 * sct_hijack_after_count - calls in flight that await their after-visit
 */
unsigned int sct_hijack_after_count(void)
{
	unsigned int n = 0;

	for (unsigned int i = 0; i < ARRAY_SIZE(frame_buckets); i++)
		n += count_in_call(&frame_buckets[i]);
	return n;
}
EXPORT_SYMBOL_GPL(sct_hijack_after_count);

static void fill_holder(struct sct_holder *holder,
			const struct sct_frame *frame)
{
	memset(holder, 0, sizeof(*holder));
	holder->pid = task_tgid_nr(frame->task);
	holder->tid = task_pid_nr(frame->task);
	holder->abi = frame->call.abi;
	holder->nr = frame->call.nr;
	strscpy(holder->comm, frame->task->comm, sizeof(holder->comm));
}

/* Fills at most @space entries; returns how many frames there are. */
u32 sct_frames_list(struct sct_holder *holders, u32 space)
{
	u32 n = 0;

	for (unsigned int i = 0; i < ARRAY_SIZE(frame_buckets); i++) {
		struct frame_bucket *bucket = &frame_buckets[i];
		const struct sct_frame *frame;

		spin_lock(&bucket->lock);
		hlist_for_each_entry(frame, &bucket->frames, node) {
			if (n < space)
				fill_holder(&holders[n], frame);
			n++;
		}
		spin_unlock(&bucket->lock);
	}
	return n;
}

int __init sct_frames_init(void)
{
	int err = sct_check_target("release_work_fn", release_work_fn);

	err = err ?: sct_check_target("sct_task_exit", sct_task_exit);
	if (err)
		return err;
	for (unsigned int i = 0; i < ARRAY_SIZE(frame_buckets); i++)
		spin_lock_init(&frame_buckets[i].lock);
	exit_point = sct_task_exit_point();
	if (!exit_point) {
		pr_err("sct_hijack: this kernel has no tracepoint sched_process_exit\n");
		return -EOPNOTSUPP;
	}
	return 0;
}

/* Not watching any more: no task is in our probe, and nothing is queued. */
void sct_frames_exit(void)
{
	tracepoint_synchronize_unregister();
	cancel_work_sync(&release_work);
}
