// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table in force: how one replaces another.
 *
 * A visit fetches the pointer once and uses that table to its end, so that each
 * phase of a call is decided by one table.  (The after-phase of a call that was
 * in flight when the table changed is decided by the new one.)  Order matters:
 * first the calls of the new table are hooked, then it is published, then the
 * hooks that only the old table needed go: at no moment is a call that both
 * tables have rules on unwatched.
 */
#include <linux/atomic.h>
#include <linux/err.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/wait.h>
#include <linux/workqueue.h>

#include "event/deliver.h"
#include "event/question.h"
#include "lib/degraded.h"
#include "table/confirm.h"
#include "table/images.h"
#include "table/operations.h"
#include "table/table.h"

struct sct_live __rcu *sct_table_in_force;

static DEFINE_MUTEX(table_mutex);	/* protects all below, and confirm.c's */
static u64 last_generation;
static bool locked;			/* until the next boot */

/*
 * Old tables that a visit may still use.  Nothing in a visit waits for anybody, so
 * they are freed within some grace periods, and nobody waits for that.  Where these
 * last, for want of CPU time, it is uploads that must not fill the memory: one that
 * finds so many old tables waits for a moment, and is refused then.
 */
#define MAX_OLD_BYTES	(64ul << 20)
#define OLD_PATIENCE	(HZ / 2)

static atomic_long_t old_bytes;
static DECLARE_WAIT_QUEUE_HEAD(old_freed);

static void old_free(struct rcu_head *rcu)
{
	struct sct_live *old = container_of(rcu, struct sct_live, rcu);
	size_t memory = old->memory;

	sct_live_free(old);
	atomic_long_sub(memory, &old_bytes);
	wake_up_all(&old_freed);
}

/* Nobody looks at its prefilters any more. */
static void old_unseen(struct rcu_head *rcu)
{
	call_srcu(&sct_hijack_srcu, rcu, old_free);
}

static void old_retire(struct sct_live *old)
{
	atomic_long_add(old->memory, &old_bytes);
	call_rcu(&old->rcu, old_unseen);
}

/* Is there memory for one more table? */
static bool has_room(void)
{
	return wait_event_timeout(old_freed,
				  atomic_long_read(&old_bytes) < MAX_OLD_BYTES,
				  OLD_PATIENCE);
}

/*
 * What cannot be put back at once (no memory, a hook that another tracer has
 * taken) is tried again each second.
 */
#define PUT_BACK_AGAIN	HZ

static void put_back_work_fn(struct work_struct *work);
static DECLARE_DELAYED_WORK(put_back_work, put_back_work_fn);

static int lock_table(void)
{
	return mutex_lock_killable(&table_mutex);
}

static void publish_table(struct sct_live *live, struct sct_image *image)
{
	struct sct_live *old;

	image->generation = ++last_generation;
	sct_degraded_reset();
	if (live) {
		live->generation = image->generation;
		live->stats->generation = image->generation;
		if (live->unseen_count)
			sct_degrade(SCT_DEGRADED_CALL_UNSEEN);
		if (live->objects && READ_ONCE(live->objects->unseen))
			sct_degrade(SCT_DEGRADED_OBJECT_UNSEEN);
	}
	sct_image_publish(image);
	old = rcu_replace_pointer(sct_table_in_force, live,
				  lockdep_is_held(&table_mutex));
	if (old)
		old_retire(old);
	/* Without rules nobody is to wait; nor can the modules go while one does. */
	if (!live)
		sct_deliver_release(image->generation);
	sct_questions_release(image->generation, live);
}

/*
 * Puts a table in force; @set is empty and is used.  The objects are taken over: those
 * of the table, or NULL.
 */
static int swap_in(struct sct_image *image, struct sct_objects *objects,
		   struct sct_call_set *set, struct sct_fault *fault)
{
	struct sct_call_id bad;
	struct sct_live *live;
	int err;

	if (!image->size) {
		publish_table(NULL, image);
		sct_hijack_disarm_except(set);
		sct_operations_disarm_except(0);
		return 0;
	}
	refcount_inc(&image->refs);
	live = sct_live_build(image, objects, set, fault);
	if (IS_ERR(live))
		return PTR_ERR(live);
	err = sct_operations_arm(live->operations, image->table, fault);
	if (err) {
		sct_live_free(live);
		return err;
	}
	err = sct_hijack_arm(set, &bad);
	if (err) {
		sct_live_free(live);
		return sct_hook_fault(err, &bad, image->table, fault);
	}
	publish_table(live, image);
	sct_hijack_disarm_except(set);
	sct_operations_disarm_except(live->operations);
	return 0;
}

static int verify_error(const struct sct_fault *fault)
{
	if (fault->error == SCT_E_MEMORY)
		return -ENOMEM;
	return -EBADMSG;
}

/* @objects: set; stays NULL if the rules are about none. */
static int find_objects(const struct sct_table *table, struct sct_objects **objects,
			struct sct_fault *fault)
{
	if (!table->objects.count)
		return 0;
	*objects = sct_objects_create(table, fault);
	return *objects ? 0 : verify_error(fault);
}

/* May the table be replaced on these terms? */
static int check_terms(const struct sct_terms *terms)
{
	if (locked)
		return -EROFS;
	if (terms->flags & SCT_UPLOAD_EXPECT && terms->expect != last_generation)
		return -ESTALE;
	return 0;
}

/* @image, in force, stays. */
static void accept_table(struct sct_image *image)
{
	struct sct_live *live =
		rcu_dereference_protected(sct_table_in_force,
					  lockdep_is_held(&table_mutex));

	sct_confirm_accept(image, live ? live->objects : NULL);
	/* If it runs already, it will find that nothing is due. */
	cancel_delayed_work(&put_back_work);
}

/* @image, in force, goes in so many jiffies unless it is confirmed. */
static void await_confirmation(struct sct_image *image, unsigned long delay)
{
	sct_confirm_await(image, delay);
	mod_delayed_work(system_unbound_wq, &put_back_work, delay);
}

static int put_in_force(struct sct_image *image, struct sct_objects *objects,
			const struct sct_terms *terms, struct sct_call_set *set,
			struct sct_fault *fault)
{
	int err = check_terms(terms);

	if (err)
		sct_objects_retire(objects);
	else
		err = swap_in(image, objects, set, fault);
	if (err)
		return err;
	if (terms->confirm_s)
		await_confirmation(image, (unsigned long)terms->confirm_s * HZ);
	else
		accept_table(image);
	return 0;
}

/**
 * sct_table_upload - put a table in force
 * @bytes: the table as it came from user space, from sct_alloc(); taken over
 * @size: its bytes
 * @terms: under which; its origin is taken over
 * @fault: on an error, what is wrong where; else what the costliest call costs
 * @generation: set to that of the new table
 *
 * On any error the old table stays in force.
 *
 * Return: 0; -EBADMSG the table is wrong; -ENOSYS no such call; -EBUSY a call is
 * held by another tracer; -EIO, -ENODEV a call could not be hooked; -EROFS the
 * table is locked; -ESTALE it is not the expected one; -ENOMEM; -EINTR killed
 * while waiting for another upload.
 */
int sct_table_upload(const void *bytes, size_t size,
		     const struct sct_terms *terms, struct sct_fault *fault,
		     u64 *generation)
{
	struct sct_objects *objects = NULL;
	struct sct_image *image;
	struct sct_call_set *set;
	struct sct_fault cost;
	int err = -ENOMEM;

	if (!sct_verify(bytes, size, fault)) {
		err = verify_error(fault);
		goto out_free;
	}
	cost = *fault;
	sct_fault_set(fault, SCT_E_MEMORY, SCT_NOWHERE, SCT_NOWHERE);
	image = sct_image_create(bytes, size);
	if (!image)
		goto out_free;
	image->cost = cost.cost;
	image->cost_nr = cost.nr;
	image->cost_abi = cost.abi;
	image->origin = terms->origin;
	image->origin_size = terms->origin_size;
	set = sct_alloc(1, sizeof(*set));
	if (!set || !has_room())
		goto out;

	/* File systems may take their time: nobody else waits for that. */
	err = find_objects(image->table, &objects, fault);
	if (err)
		goto out;
	err = lock_table();
	if (err) {
		sct_objects_retire(objects);
	} else {
		err = put_in_force(image, objects, terms, set, fault);
		*generation = last_generation;
		mutex_unlock(&table_mutex);
	}
	if (!err || err == -EINTR || err == -EROFS || err == -ESTALE)
		sct_fault_set(fault, SCT_E_OK, SCT_NOWHERE, SCT_NOWHERE);
	if (!err)
		*fault = cost;
out:
	sct_free(set);
	sct_image_put(image);
	return err;

out_free:
	sct_free(bytes);
	sct_free(terms->origin);
	return err;
}

/**
 * sct_table_delete - put the empty table in force
 * @generation: set to its generation
 *
 * Return: 0, -EROFS, -ENOMEM, -EINTR.
 */
int sct_table_delete(u64 *generation)
{
	struct sct_image *image = sct_image_create(NULL, 0);
	struct sct_call_set *none = sct_alloc(1, sizeof(*none));
	const struct sct_terms terms = { };
	int err = -ENOMEM;

	if (!image || !none)
		goto out;
	err = lock_table();
	if (err)
		goto out;
	err = put_in_force(image, NULL, &terms, none, NULL);
	*generation = last_generation;
	mutex_unlock(&table_mutex);
out:
	sct_free(none);
	if (image)
		sct_image_put(image);
	return err;
}

/*
 * The time to confirm the table in force is over: puts the last confirmed one in
 * force, if the one that is there still awaits its confirmation.
 *
 * Return: 0; -EBUSY, -EIO, -ENODEV a call could not be hooked; -ENOMEM.
 */
static int put_back(void)
{
	struct sct_call_set *set = sct_alloc(1, sizeof(*set));
	struct sct_image *image;
	struct sct_fault fault;
	int err = -ENOMEM;

	if (!set)
		return -ENOMEM;
	mutex_lock(&table_mutex);
	if (!sct_confirm_due()) {
		err = 0;
		goto out;
	}
	image = sct_image_again(sct_confirm_fallback());
	if (image) {
		err = swap_in(image, sct_objects_use(sct_confirm_objects()), set,
			      &fault);
		if (!err)
			accept_table(image);
		sct_image_put(image);
	}
out:
	mutex_unlock(&table_mutex);
	sct_free(set);
	return err;
}

static void put_back_work_fn(struct work_struct *work)
{
	if (put_back())
		queue_delayed_work(system_unbound_wq, &put_back_work,
				   PUT_BACK_AGAIN);
}

/**
 * sct_table_confirm - keep the table that awaits it
 * @generation: which must be in force, 0 = any; set to which it was
 *
 * Return: 0; -ENOENT none is waiting; -ESTALE another one is; -EINTR.
 */
int sct_table_confirm(u64 *generation)
{
	struct sct_image *image;
	u64 awaited;
	int err = lock_table();

	if (err)
		return err;
	awaited = sct_confirm_awaited();
	if (!awaited) {
		err = -ENOENT;
	} else if (*generation && *generation != awaited) {
		err = -ESTALE;
	} else {
		*generation = awaited;
		image = sct_image_get(0);	/* it: in force, so the newest */
		accept_table(image);
		sct_image_put(image);
	}
	mutex_unlock(&table_mutex);
	return err;
}

/**
 * sct_table_lock - nobody changes the table or unloads the modules any more
 * @generation: set to that of the table that stays
 *
 * Return: 0; -EBUSY the table awaits its confirmation; -EINTR.
 */
int sct_table_lock(u64 *generation)
{
	int err = lock_table();

	if (err)
		return err;
	if (sct_confirm_awaited()) {
		err = -EBUSY;
	} else {
		/* This module uses sct_hijack, so both stay. */
		if (!locked)
			__module_get(THIS_MODULE);
		WRITE_ONCE(locked, true);
		*generation = last_generation;
	}
	mutex_unlock(&table_mutex);
	return err;
}

bool sct_table_locked(void)
{
	return READ_ONCE(locked);
}

/* What is in force: generation, rule_count, table_size. */
void sct_table_info(struct sct_info *info)
{
	struct sct_image *image = sct_image_get(0);

	if (!image)
		return;
	info->generation = image->generation;
	info->table_size = image->size;
	info->rule_count = image->table ? image->table->rules.count : 0;
	sct_image_put(image);
}

bool sct_table_has_rules(void)
{
	struct sct_info info = { };

	sct_table_info(&info);
	return info.rule_count;
}

/* What only the table in force itself knows: memory, unseen_*. */
void sct_table_status(struct sct_status *status)
{
	int idx = srcu_read_lock(&sct_hijack_srcu);
	const struct sct_live *live = sct_live_table();

	if (live) {
		status->memory += live->memory;
		status->unseen_calls = live->unseen_count;
		status->unseen_abi = live->unseen.abi;
		status->unseen_nr = live->unseen.nr;
	}
	srcu_read_unlock(&sct_hijack_srcu, idx);
}

/**
 * sct_table_stop_trial - from now on no table is put back
 *
 * For unloading, when nobody can upload any more: a table that came back later
 * would be published when there is nobody left to free it.
 */
void sct_table_stop_trial(void)
{
	cancel_delayed_work_sync(&put_back_work);
}

/* No hook is armed and nobody is inside: the visitor is unregistered. */
void sct_table_exit(void)
{
	struct sct_live *live = rcu_replace_pointer(sct_table_in_force, NULL, true);

	sct_operations_disarm_except(0);
	rcu_barrier();
	srcu_barrier(&sct_hijack_srcu);
	sct_live_free(live);
	sct_confirm_exit();
	sct_images_exit();
}
