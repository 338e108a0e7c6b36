// SPDX-License-Identifier: GPL-2.0-only
/*
 * The guard against locking oneself out: a table that was uploaded on trial
 * goes, and the last confirmed one comes back, unless somebody says in time
 * that it may stay.  A work bound does that, so that it does not matter what has
 * become of the tool, or of all user space.
 *
 * What cannot be put back at once (no memory, a hook that another tracer has
 * taken) is tried again each second.
 */
#include <linux/jiffies.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

#include "table/table.h"

#define RETRY_AFTER	HZ

/* Written under the table's lock; this one is for who only looks. */
static DEFINE_SPINLOCK(trial_lock);
static struct sct_image *confirmed;	/* comes back; NULL: the empty table */
static u64 awaited;			/* generation on trial, 0 = none */
static unsigned long deadline;		/* jiffies */

static void put_back_work_fn(struct work_struct *work);
static DECLARE_DELAYED_WORK(put_back_work, put_back_work_fn);

static void put_back_work_fn(struct work_struct *work)
{
	if (sct_table_put_back())
		queue_delayed_work(system_unbound_wq, &put_back_work,
				   RETRY_AFTER);
}

/* @image, in force, is the one to come back to from now on. */
void sct_confirm_accept(struct sct_image *image)
{
	struct sct_image *old;

	refcount_inc(&image->refs);
	spin_lock(&trial_lock);
	old = confirmed;
	confirmed = image;
	awaited = 0;
	spin_unlock(&trial_lock);
	if (old)
		sct_image_put(old);
	/* If it runs already, it will find that nothing is due. */
	cancel_delayed_work(&put_back_work);
}

/* @image, in force, is on trial for so many seconds. */
void sct_confirm_await(struct sct_image *image, u32 seconds)
{
	unsigned long delay = (unsigned long)seconds * HZ;

	spin_lock(&trial_lock);
	awaited = image->generation;
	deadline = jiffies + delay;
	spin_unlock(&trial_lock);
	mod_delayed_work(system_unbound_wq, &put_back_work, delay);
}

/* The generation on trial, 0 = none. */
u64 sct_confirm_awaited(void)
{
	return awaited;
}

/* Is one on trial whose time is over? */
bool sct_confirm_due(void)
{
	return awaited && time_after_eq(jiffies, deadline);
}

/* The image that comes back; NULL: the empty table. */
struct sct_image *sct_confirm_fallback(void)
{
	return confirmed;
}

/* state, confirm_left_ms, confirm_generation */
void sct_confirm_status(struct sct_status *status)
{
	spin_lock(&trial_lock);
	if (awaited) {
		unsigned long now = jiffies;

		status->state |= SCT_STATE_UNCONFIRMED;
		status->confirm_generation = confirmed ? confirmed->generation
						       : 0;
		if (time_before(now, deadline))
			status->confirm_left_ms = jiffies_to_msecs(deadline -
								   now);
	}
	spin_unlock(&trial_lock);
}

/* Nobody can upload any more. */
void sct_confirm_exit(void)
{
	spin_lock(&trial_lock);
	awaited = 0;
	spin_unlock(&trial_lock);
	cancel_delayed_work_sync(&put_back_work);
	if (confirmed)
		sct_image_put(confirmed);
	confirmed = NULL;
}
