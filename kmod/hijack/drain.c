// SPDX-License-Identifier: GPL-2.0-only
/*
 * When is nobody inside any more?
 *
 * A task may be at four places after the last hook is gone:
 *
 *  1. between the patched call and the SRCU read section: it cannot sleep there,
 *     so an RCU-tasks grace period, which waits for every task to have slept or
 *     run user code, sees it through; unhooking (hooks.c) has waited for one;
 *  2. in a before-visit: an SRCU grace period;
 *  3. in the call, with an after-visit to come, or waiting for what a visit needs,
 *     perhaps for hours: it has a frame, until it goes on or the task ends (frames.c);
 *  4. in an after-visit, or between it and the return: a grace period of RCU, for it
 *     begins with preemption disabled, then as 2, then as 1.
 *
 * A visit may wait more than once, and has no frame in between, so that it takes a
 * grace period without a new frame to know that there is none.
 *
 * So a work item waits for the rest in this order, and then lets go of the visitor's
 * module.  A call without after-visit has left nothing behind once it runs; it
 * does not count.
 */
#include <linux/completion.h>
#include <linux/mutex.h>
#include <linux/module.h>
#include <linux/rcupdate.h>
#include <linux/wait.h>
#include <linux/workqueue.h>

#include "internal.h"
#include "targets.h"

static DEFINE_MUTEX(state_mutex);
static struct module *held;		/* pinned visitor module */
static bool inside;			/* a hook is armed, or a task may be inside */
static bool armed;			/* a hook is armed */
static unsigned int armed_count;	/* raised by each hold: outdates a drain */
static DECLARE_WAIT_QUEUE_HEAD(changed);

static void drain_work_fn(struct work_struct *work);
static DECLARE_WORK(drain_work, drain_work_fn);

/* Nobody was inside until now. */
static int start_holding(struct module *owner)
{
	int err;

	if (owner && !try_module_get(owner))
		return -ENODEV;
	err = sct_frames_watch();
	if (err) {
		module_put(owner);
		return err;
	}
	held = owner;
	WRITE_ONCE(inside, true);
	return 0;
}

/**
 * sct_drain_hold - from now on tasks may be inside
 * @owner: the visitor's module, pinned until sct_drain_start() has found that
 *	nobody is inside any more; may be NULL
 *
 * Idempotent.  Callers serialize with sct_drain_start().
 *
 * Return: 0; -ENODEV when @owner is being unloaded; -ENOMEM.
 */
int sct_drain_hold(struct module *owner)
{
	int err = 0;

	mutex_lock(&state_mutex);
	if (!inside)
		err = start_holding(owner);
	if (!err) {
		armed = true;
		WRITE_ONCE(armed_count, armed_count + 1);
	}
	mutex_unlock(&state_mutex);
	wake_up_all(&changed);
	return err;
}

/* The last hook is gone: finds out, in the background, when all have left. */
void sct_drain_start(void)
{
	mutex_lock(&state_mutex);
	armed = false;
	mutex_unlock(&state_mutex);
	queue_work(system_unbound_wq, &drain_work);
}

/* A frame is gone.  Cheap when nobody drains. */
void sct_drain_kick(void)
{
	if (wq_has_sleeper(&changed))
		wake_up_all(&changed);
}

struct grace_period {
	struct rcu_head rcu;
	struct completion done;
};

static void grace_period_over(struct rcu_head *rcu)
{
	complete(&container_of(rcu, struct grace_period, rcu)->done);
}

/*
 * synchronize_rcu() and then synchronize_srcu(), but that in TASK_IDLE: a visit may be
 * preempted for long, and that is not a hung kernel thread.
 */
static void wait_for_visits(void)
{
	struct grace_period gp;

	synchronize_rcu();
	init_completion(&gp.done);
	init_rcu_head_on_stack(&gp.rcu);
	call_srcu(&sct_hijack_srcu, &gp.rcu, grace_period_over);
	wait_for_completion_state(&gp.done, TASK_IDLE);
	destroy_rcu_head_on_stack(&gp.rcu);
}

static void drain_work_fn(struct work_struct *work)
{
	unsigned int count;
	bool stale;
	u32 added;

	/* Armed again before we came to run: the next disarming starts anew. */
	mutex_lock(&state_mutex);
	count = armed_count;
	stale = armed;
	mutex_unlock(&state_mutex);
	if (stale)
		return;

	wait_for_visits();
	do {
		added = sct_frames_added();
		wait_event_idle(changed,
				sct_frames_empty() ||
				READ_ONCE(armed_count) != count);
		wait_for_visits();
	} while (sct_frames_added() != added &&
		 READ_ONCE(armed_count) == count);
	sct_frames_release();
	synchronize_rcu_tasks();

	mutex_lock(&state_mutex);
	if (armed_count == count && inside) {
		sct_frames_unwatch();
		WRITE_ONCE(inside, false);
		module_put(held);
		held = NULL;
	}
	mutex_unlock(&state_mutex);
	wake_up_all(&changed);
}

int __init sct_drain_init(void)
{
	int err = sct_check_target("drain_work_fn", drain_work_fn);

	return err ?: sct_check_target("grace_period_over", grace_period_over);
}

/**
 * sct_hijack_drain - wait until nobody is inside
 * @timeout_ms: how long at most; 0 = only look
 * @holders: filled on -EBUSY with the first tasks that wait in a visit or await their
 *	after-visit
 * @space: elements of @holders
 * @count: set to how many such tasks there are; may be more than @space
 *
 * Return: 0; -EBUSY a hook is armed, or somebody is inside still; -EINTR.
 */
int sct_hijack_drain(unsigned int timeout_ms, struct sct_holder *holders,
		     u32 space, u32 *count)
{
	long left;

	*count = 0;
	left = wait_event_interruptible_timeout(changed, !READ_ONCE(inside),
						msecs_to_jiffies(timeout_ms));
	if (left < 0)
		return -EINTR;
	if (left > 0)
		return 0;
	*count = sct_frames_list(holders, space);
	return -EBUSY;
}
EXPORT_SYMBOL_GPL(sct_hijack_drain);

/* Waits for the background work; nothing is pinned afterwards. */
void sct_drain_finish(void)
{
	flush_work(&drain_work);
}
