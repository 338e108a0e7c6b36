// SPDX-License-Identifier: GPL-2.0-only
/*
 * The guard against locking oneself out: a table that was uploaded on trial
 * goes, and the last confirmed one comes back, unless somebody says in time
 * that it may stay.  A work item of table.c does that, so that it does not matter
 * what has become of the tool, or of all user space.  Here is what is known of it.
 */
#include <linux/jiffies.h>
#include <linux/spinlock.h>

#include "table/confirm.h"

/* Written under the table's lock; this one is for who only looks. */
static DEFINE_SPINLOCK(trial_lock);
static struct sct_image *confirmed;	/* comes back; NULL: the empty table */
/*
 * Its objects stay found, so that it comes back without asking a file system, which may
 * not answer, and is about what it was about.
 */
static struct sct_objects *confirmed_objects;
static u64 awaited;			/* generation on trial, 0 = none */
static unsigned long deadline;		/* jiffies */

/* @image, in force with @objects, is the one to come back to from now on. */
void sct_confirm_accept(struct sct_image *image, struct sct_objects *objects)
{
	struct sct_objects *old_objects = confirmed_objects;
	struct sct_image *old;

	refcount_inc(&image->refs);
	confirmed_objects = sct_objects_use(objects);
	spin_lock(&trial_lock);
	old = confirmed;
	confirmed = image;
	awaited = 0;
	spin_unlock(&trial_lock);
	if (old)
		sct_image_put(old);
	sct_objects_retire(old_objects);
}

/* @image, in force, is on trial for so many jiffies. */
void sct_confirm_await(struct sct_image *image, unsigned long delay)
{
	spin_lock(&trial_lock);
	awaited = image->generation;
	deadline = jiffies + delay;
	spin_unlock(&trial_lock);
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

/* The objects of that image; NULL: it is about none. */
struct sct_objects *sct_confirm_objects(void)
{
	return confirmed_objects;
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

/* Nobody can upload any more, and nothing is put back. */
void sct_confirm_exit(void)
{
	spin_lock(&trial_lock);
	awaited = 0;
	spin_unlock(&trial_lock);
	if (confirmed)
		sct_image_put(confirmed);
	confirmed = NULL;
	sct_objects_retire(confirmed_objects);
	confirmed_objects = NULL;
}
