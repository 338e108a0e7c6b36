// SPDX-License-Identifier: GPL-2.0-only
/*
 * The objects of a table: found when it is uploaded (hold.c), looked for again when a
 * name on the way to one has come to be there, let go when nobody uses them any more.
 *
 * Each file of this folder calls only those before it: hash.c, pin.c, keep.c, hold.c, this.
 */
#include <linux/module.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/wait.h>

#include "lib/degraded.h"
#include "object/objects.h"
#include "object/pin.h"

static struct workqueue_struct *workqueue;

/* Whose paths are walked again, by whom.  Under the lock. */
static LIST_HEAD(walked);
static DEFINE_SPINLOCK(walked_lock);
static DECLARE_WAIT_QUEUE_HEAD(walks_end);

static void walk_begins(struct sct_objects *objects)
{
	spin_lock(&walked_lock);
	objects->walker = current;
	list_add_tail(&objects->walk, &walked);
	spin_unlock(&walked_lock);
}

static void walk_ends(struct sct_objects *objects)
{
	spin_lock(&walked_lock);
	list_del(&objects->walk);
	spin_unlock(&walked_lock);
	wake_up_all(&walks_end);
}

static bool nobody_walks(void)
{
	return list_empty_careful(&walked);
}

static u32 list_walkers(struct sct_holder *holders, u32 space)
{
	const struct sct_objects *objects;
	u32 n = 0;

	spin_lock(&walked_lock);
	list_for_each_entry(objects, &walked, walk) {
		if (n < space) {
			holders[n] = (struct sct_holder){
				.pid = task_tgid_nr(objects->walker),
				.tid = task_pid_nr(objects->walker),
				.nr = SCT_NO_CALL,
			};
			strscpy(holders[n].comm, objects->walker->comm,
				sizeof(holders[n].comm));
		}
		n++;
	}
	spin_unlock(&walked_lock);
	return n;
}

/**
 * sct_objects_drain - wait until no path is walked any more
 * @timeout_ms: how long at most; 0 = only look
 * @holders: filled on -EBUSY with the first tasks that walk one
 * @space: elements of @holders
 * @count: set to how many there are; may be more than @space
 *
 * Return: 0; -EBUSY; -EINTR.
 */
int sct_objects_drain(unsigned int timeout_ms, struct sct_holder *holders, u32 space,
		      u32 *count)
{
	long left = wait_event_interruptible_timeout(walks_end, nobody_walks(),
						     msecs_to_jiffies(timeout_ms));

	if (left < 0)
		return -EINTR;
	*count = list_walkers(holders, space);
	return *count ? -EBUSY : 0;
}

static void walk_again(struct sct_objects *objects)
{
	u32 bad;
	bool lacks;

	walk_begins(objects);
	lacks = sct_hold_all(objects, false, &bad);
	walk_ends(objects);
	mutex_lock(&objects->lock);
	if (!objects->retired && lacks)
		sct_degrade(SCT_DEGRADED_NO_MEMORY);
	if (!objects->retired && objects->unseen)
		sct_degrade(SCT_DEGRADED_OBJECT_UNSEEN);
	mutex_unlock(&objects->lock);
}

/*
 * A file system may let us wait for ever.  Unloading would wait for that, too; so it is
 * refused meanwhile, and told why.  What is behind module_put() is waited for.
 */
static void again_work_fn(struct work_struct *work)
{
	struct sct_objects *objects = container_of(work, struct sct_objects, again);

	if (try_module_get(THIS_MODULE)) {
		walk_again(objects);
		module_put(THIS_MODULE);
	}
	sct_objects_put(objects);
}

static void retire_work_fn(struct work_struct *work)
{
	struct sct_objects *objects = container_of(work, struct sct_objects, retire);
	struct sct_pin *pin;

	mutex_lock(&objects->lock);
	objects->retired = true;
	mutex_unlock(&objects->lock);
	while ((pin = objects->pins)) {
		objects->pins = pin->next;
		sct_pin_release(pin);
		cond_resched();
	}
	sct_objects_put(objects);
}

static void look_again(struct sct_objects *objects)
{
	sct_objects_get(objects);
	if (!queue_work(workqueue, &objects->again))
		sct_objects_put(objects);
}

/* Does the path of an object lead by that name? */
static void name_appears(struct sct_objects *objects, const struct inode *dir,
			 const struct qstr *name)
{
	const struct sct_node_key key = {
		.kind = SCT_NODE_WAY, .inode = dir, .name = name->name,
		.name_len = name->len, .set = SCT_ANY_SET,
	};

	if (name->len <= SCT_MAX_NAME && sct_hash_find(&objects->hash, &key))
		look_again(objects);
}

static const struct sct_pin_user pin_user = {
	.appears = name_appears,
	.put = sct_objects_put,
};

/**
 * sct_objects_use - use the objects of a table once more
 * @objects: which somebody uses; NULL is fine
 *
 * Return: @objects, for sct_objects_retire().
 */
struct sct_objects *sct_objects_use(struct sct_objects *objects)
{
	if (objects)
		refcount_inc(&objects->users);
	return objects;
}

/**
 * sct_objects_retire - one user less; without any, nobody looks at the objects any more
 * @objects: from sct_objects_create() or sct_objects_use(); NULL is fine
 *
 * Sleeps not.
 */
void sct_objects_retire(struct sct_objects *objects)
{
	if (objects && refcount_dec_and_test(&objects->users))
		queue_work(workqueue, &objects->retire);
}

static bool copy_paths(struct sct_objects *objects, const struct sct_table *t)
{
	const struct sct_object *from = sct_objects_of(t);
	size_t bytes = 0;
	char *at;

	for (u32 i = 0; i < t->objects.count; i++)
		bytes += from[i].path.len;
	objects->text = sct_alloc(bytes + 1, 1);
	objects->paths = sct_alloc(t->objects.count, sizeof(*objects->paths));
	if (!objects->text || !objects->paths)
		return false;
	at = objects->text;
	for (u32 i = 0; i < t->objects.count; i++) {
		objects->paths[i] = (struct sct_object_path){
			.path = at, .len = from[i].path.len, .set = from[i].set,
			.reach = from[i].reach, .hold = from[i].hold,
		};
		memcpy(at, sct_pool_of(t) + from[i].path.off, from[i].path.len);
		at += from[i].path.len;
	}
	objects->count = t->objects.count;
	return true;
}

/* The first rule that asks for a set. */
static u32 rule_of_set(const struct sct_table *t, u32 set)
{
	const struct sct_rule *rules = sct_rules_of(t);

	for (u32 i = 0; i < t->rules.count; i++) {
		const struct sct_insn *code = sct_insns_of(t) + rules[i].insn;

		for (u32 n = 0; n < rules[i].insn_count; n++) {
			if (code[n].op == SCT_OP_JOBJ && code[n].imm == set)
				return i;
		}
	}
	return SCT_NOWHERE;
}

/**
 * sct_objects_create - find the objects of a table
 * @table: verified, with objects
 * @fault: on an error, which object is wrong; or MEMORY
 *
 * Sleeps, for as long as the file systems on the way like.
 *
 * Return: the objects, for sct_objects_retire(); NULL on an error.
 */
struct sct_objects *sct_objects_create(const struct sct_table *table,
				       struct sct_fault *fault)
{
	struct sct_objects *objects = kzalloc(sizeof(*objects), GFP_KERNEL);
	u32 error = SCT_E_MEMORY, bad = SCT_NOWHERE;

	sct_fault_set(fault, SCT_E_MEMORY, SCT_NOWHERE, SCT_NOWHERE);
	if (!objects)
		return NULL;
	refcount_set(&objects->refs, 1);
	refcount_set(&objects->users, 1);
	mutex_init(&objects->lock);
	INIT_WORK(&objects->again, again_work_fn);
	INIT_WORK(&objects->retire, retire_work_fn);
	if (!sct_hash_create(&objects->hash, table->objects.count * 8) &&
	    copy_paths(objects, table)) {
		error = sct_hold_all(objects, true, &bad);
	}
	if (!error)
		return objects;
	if (error != SCT_E_MEMORY)
		sct_fault_set(fault, error,
			      rule_of_set(table, objects->paths[bad].set), bad);
	sct_objects_retire(objects);
	return NULL;
}

int sct_objects_init(void)
{
	int err;

	workqueue = alloc_workqueue("sct_objects", WQ_UNBOUND, 0);
	if (!workqueue)
		return -ENOMEM;
	err = sct_pins_create(&pin_user);
	if (err)
		destroy_workqueue(workqueue);
	return err;
}

/* No table is left. */
void sct_objects_exit(void)
{
	flush_workqueue(workqueue);
	sct_pins_destroy();
	destroy_workqueue(workqueue);
}
