// SPDX-License-Identifier: GPL-2.0-only
/*
 * From the paths of a table to objects.
 *
 * Paths mean what they mean to the system's init, whoever uploads.
 *
 * A path is walked component by component.  Each directory on the way is pinned with the
 * name that is looked up in it, so that a directory, link or file that comes to be there
 * later makes the path be walked again.  That only ever adds objects: a file that has
 * been moved away is still the one that the rule was about, and where its directory has
 * been moved to, the name in it is still that place.
 */
#include <linux/dcache.h>
#include <linux/fs.h>
#include <linux/mount.h>
#include <linux/slab.h>

#include "compat/init_root.h"
#include "compat/lookup.h"
#include "lib/degraded.h"
#include "object/objects.h"
#include "object/pin.h"

/* What an object may come to by looking again; a table of few may have many. */
#define MAX_NODES	4194304u

static struct workqueue_struct *workqueue;

static struct sct_objects *objects_get(struct sct_objects *objects)
{
	refcount_inc(&objects->refs);
	return objects;
}

static void free_keepers(struct sct_keeper *keeper)
{
	while (keeper) {
		struct sct_keeper *next = keeper->next;

		kfree(keeper);
		keeper = next;
	}
}

/* May be called where nothing sleeps, but in process context. */
static void objects_put(struct sct_objects *objects)
{
	if (!refcount_dec_and_test(&objects->refs))
		return;
	sct_hash_destroy(&objects->hash);
	free_keepers(objects->keepers);
	sct_free(objects->paths);
	sct_free(objects->text);
	kfree(objects);
}

static struct sct_pin *pin_new(struct sct_objects *objects, struct inode *inode)
{
	struct sct_keeper *keeper = kzalloc(sizeof(*keeper), GFP_KERNEL);
	struct sct_pin *pin;

	if (!keeper)
		return NULL;
	/* Keepers stay as long as the hash: nodes point to them. */
	keeper->next = objects->keepers;
	objects->keepers = keeper;
	pin = sct_pin_inode(objects_get(objects), keeper, inode);
	if (pin) {
		pin->next = objects->pins;
		objects->pins = pin;
	}
	return pin;
}

/* Who keeps the inode; NULL without memory. */
static const struct sct_keeper *keeper_of(struct sct_objects *objects,
					  struct inode *inode)
{
	const struct sct_node_key key = {
		.kind = SCT_NODE_PINNED, .inode = inode, .set = SCT_ANY_SET,
	};
	const struct sct_hash_node *node = sct_hash_find(&objects->hash, &key);
	struct sct_pin *pin;

	if (node)
		return node->keeper;
	pin = pin_new(objects, inode);
	if (!pin || sct_hash_add(&objects->hash, &key, pin->keeper))
		return NULL;
	return pin->keeper;
}

static int add_node(struct sct_objects *objects, const struct sct_node_key *key)
{
	const struct sct_keeper *keeper;

	if (objects->hash.count >= MAX_NODES)
		return -ENOMEM;
	keeper = keeper_of(objects, (struct inode *)key->inode);
	return keeper ? sct_hash_add(&objects->hash, key, keeper) : -ENOMEM;
}

/* In the set, and in that of all. */
static int add_member(struct sct_objects *objects, struct sct_node_key key, u32 set)
{
	int err;

	key.set = SCT_ANY_SET;
	err = add_node(objects, &key);
	key.set = set;
	return err ?: add_node(objects, &key);
}

static int add_inode(struct sct_objects *objects, u8 kind, const struct path *path,
		     u32 set)
{
	const struct sct_node_key key = { .kind = kind, .inode = d_inode(path->dentry) };

	return add_member(objects, key, set);
}

static int add_place(struct sct_objects *objects, const struct path *dir,
		     const char *name, u32 len, u32 set)
{
	const struct sct_node_key place = {
		.kind = SCT_NODE_PLACE, .inode = d_inode(dir->dentry),
		.name = name, .name_len = len,
	};
	const struct sct_node_key directory = {
		.kind = SCT_NODE_DIRECTORY, .inode = place.inode, .set = SCT_ANY_SET,
	};
	int err = add_member(objects, place, set);

	return err ?: add_node(objects, &directory);
}

static int add_way(struct sct_objects *objects, const struct path *dir,
		   const char *name, u32 len)
{
	const struct sct_node_key key = {
		.kind = SCT_NODE_WAY, .inode = d_inode(dir->dentry),
		.name = name, .name_len = len, .set = SCT_ANY_SET,
	};

	return add_node(objects, &key);
}

/* A path that is walked. */
struct walk {
	const struct path *root;
	char *buf;		/* of PATH_MAX bytes */
	struct path dir;	/* where the last component is, if dir.mnt */
	const char *name;	/* the last component */
	u32 name_len;
};

/* What the first @len bytes of the path lead to.  Return: 0; -ENOENT etc. */
static int look_up(struct walk *w, const struct sct_object_path *object, u32 len,
		   unsigned int flags, struct path *found)
{
	memcpy(w->buf, object->path, len);
	w->buf[len] = 0;
	return vfs_path_lookup(w->root->dentry, w->root->mnt, w->buf, flags, found);
}

/*
 * A look-up that fails says that nothing is there, but for want of memory it says
 * nothing: then what is there would be held by no rule, and nobody would know.
 */
static int lacks_memory(int err)
{
	return err == -ENOMEM ? err : 0;
}

static bool is_directory(const struct path *path)
{
	return d_is_dir(path->dentry);
}

static void leave_dir(struct walk *w)
{
	path_put(&w->dir);
	w->dir = (struct path){ };
}

/* Return: 0, also if the way ends: then w->dir.mnt is NULL; -ENOMEM. */
static int walk_to_last(struct sct_objects *objects,
			const struct sct_object_path *object, struct walk *w)
{
	const char *at = object->path + 1, *end = object->path + object->len;
	int err;

	w->dir = *w->root;
	path_get(&w->dir);
	for (;;) {
		const char *slash = memchr(at, '/', end - at);

		w->name = at;
		w->name_len = (slash ?: end) - at;
		err = add_way(objects, &w->dir, at, w->name_len);
		if (err || !slash)
			break;
		leave_dir(w);
		err = look_up(w, object, slash - object->path, LOOKUP_FOLLOW,
			      &w->dir);
		if (err) {
			w->dir = (struct path){ };
			return lacks_memory(err);
		}
		if (!is_directory(&w->dir))
			break;
		at = slash + 1;
	}
	if (err || !is_directory(&w->dir))
		leave_dir(w);
	return err;
}

/* Return: SCT_E_*. */
static u32 hold_tree(struct sct_objects *objects,
		     const struct sct_object_path *object, struct walk *w)
{
	u32 error = SCT_E_OK;
	struct path found;
	int err;

	err = look_up(w, object, object->len, LOOKUP_FOLLOW, &found);
	if (err)		/* not there yet */
		return lacks_memory(err) ? SCT_E_MEMORY : SCT_E_OK;
	if (!is_directory(&found))
		error = SCT_E_NO_DIRECTORY;
	else if (add_inode(objects, SCT_NODE_TREE, &found, object->set))
		error = SCT_E_MEMORY;
	path_put(&found);
	return error;
}

/* The file, and if it is a symbolic link, what that leads to.  Return: SCT_E_*. */
static u32 hold_thing(struct sct_objects *objects,
		      const struct sct_object_path *object, struct walk *w)
{
	u32 absent = object->hold == SCT_HOLD_THING ? SCT_E_ABSENT : SCT_E_OK;
	struct path found;
	bool link;
	int err;

	err = look_up(w, object, object->len, 0, &found);
	if (err)
		return lacks_memory(err) ? SCT_E_MEMORY : absent;
	link = d_is_symlink(found.dentry);
	err = add_inode(objects, SCT_NODE_THING, &found, object->set);
	path_put(&found);
	if (!err && link) {
		err = look_up(w, object, object->len, LOOKUP_FOLLOW, &found);
		if (err)
			return lacks_memory(err) ? SCT_E_MEMORY : SCT_E_OK;
		err = add_inode(objects, SCT_NODE_THING, &found, object->set);
		path_put(&found);
	}
	return err ? SCT_E_MEMORY : SCT_E_OK;
}

/* Return: SCT_E_*. */
static u32 hold_object(struct sct_objects *objects,
		       const struct sct_object_path *object, struct walk *w)
{
	u32 error = SCT_E_OK;

	if (object->len > 1) {
		if (walk_to_last(objects, object, w))
			return SCT_E_MEMORY;
		if (w->dir.mnt) {
			if (object->hold & SCT_HOLD_PLACE &&
			    add_place(objects, &w->dir, w->name, w->name_len,
				      object->set))
				error = SCT_E_MEMORY;
			path_put(&w->dir);
		}
	}
	if (error)
		return error;
	if (object->reach == SCT_REACH_UNDER)
		return hold_tree(objects, object, w);
	return object->hold & SCT_HOLD_THING ? hold_thing(objects, object, w) :
					       SCT_E_OK;
}

/* @bad: set to the object that is wrong.  Return: SCT_E_*. */
static u32 hold_all(struct sct_objects *objects, bool first, u32 *bad)
{
	struct path root;
	struct walk w = { .root = &root };
	u32 error = SCT_E_OK;

	w.buf = kmalloc(PATH_MAX, GFP_KERNEL);
	if (!w.buf || !sct_init_root(&root)) {
		kfree(w.buf);
		return SCT_E_MEMORY;
	}
	for (*bad = 0; *bad < objects->count; ++*bad) {
		error = hold_object(objects, &objects->paths[*bad], &w);
		/* Later on, what has gone or is something else now is no error. */
		if (error == SCT_E_MEMORY || (error && first))
			break;
		cond_resched();
		error = SCT_E_OK;
	}
	path_put(&root);
	kfree(w.buf);
	return error;
}

static void again_work_fn(struct work_struct *work)
{
	struct sct_objects *objects = container_of(work, struct sct_objects, again);
	u32 bad;

	mutex_lock(&objects->lock);
	if (!objects->retired && hold_all(objects, false, &bad))
		sct_degrade(SCT_DEGRADED_NO_MEMORY);
	mutex_unlock(&objects->lock);
	objects_put(objects);
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
	objects_put(objects);
}

static void look_again(struct sct_objects *objects)
{
	objects_get(objects);
	if (!queue_work(workqueue, &objects->again))
		objects_put(objects);
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
	.put = objects_put,
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
		mutex_lock(&objects->lock);
		error = hold_all(objects, true, &bad);
		mutex_unlock(&objects->lock);
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
