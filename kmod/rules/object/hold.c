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
 *
 * A file system may let a look-up wait for ever, so nothing is locked meanwhile.
 */
#include <linux/dcache.h>
#include <linux/fs.h>
#include <linux/mount.h>
#include <linux/slab.h>

#include "compat/init_root.h"
#include "compat/lookup.h"
#include "object/look.h"
#include "object/objects.h"

/* In the set, and in that of all. */
static int add_member(struct sct_objects *objects, struct sct_node_key key, u32 set)
{
	int err;

	key.set = SCT_ANY_SET;
	err = sct_objects_add(objects, &key);
	key.set = set;
	return err ?: sct_objects_add(objects, &key);
}

static int add_inode(struct sct_objects *objects, u8 kind, const struct path *path,
		     u32 set)
{
	const struct sct_node_key key = { .kind = kind, .inode = d_inode(path->dentry) };

	return add_member(objects, key, set);
}

/* A device is held by whatever node, also when this one has gone. */
static int add_thing(struct sct_objects *objects, const struct path *path, u32 set)
{
	struct sct_node_key key = { .kind = SCT_NODE_THING };
	int err = add_inode(objects, SCT_NODE_THING, path, set);

	key.inode = sct_device_key(d_inode(path->dentry));
	return err || !key.inode ? err : add_member(objects, key, set);
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

	return err ?: sct_objects_add(objects, &directory);
}

static int add_way(struct sct_objects *objects, const struct path *dir,
		   const char *name, u32 len)
{
	const struct sct_node_key key = {
		.kind = SCT_NODE_WAY, .inode = d_inode(dir->dentry),
		.name = name, .name_len = len, .set = SCT_ANY_SET,
	};

	return sct_objects_add(objects, &key);
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

/* Does it say that no call finds anything there, either? */
static bool says_absent(int err)
{
	return err == -ENOENT || err == -ENOTDIR || err == -ELOOP ||
	       err == -ENAMETOOLONG;
}

/*
 * Any other error of a look-up says nothing: what is there, others may reach, and no rule
 * holds it.  Return: -ENOMEM, or 0: then it has been noted.
 */
static int note_failure(struct sct_objects *objects, int err)
{
	if (err == -ENOMEM)
		return err;
	if (!says_absent(err))
		sct_objects_unseen(objects);
	return 0;
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
			return note_failure(objects, err);
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
		return note_failure(objects, err) ? SCT_E_MEMORY : SCT_E_OK;
	if (!is_directory(&found))
		error = SCT_E_NO_DIRECTORY;
	else if (add_inode(objects, SCT_NODE_TREE, &found, object->set))
		error = SCT_E_MEMORY;
	path_put(&found);
	return error;
}

/* Of a rule that is about nothing but the file, that file has to be there. */
static u32 why_nothing(struct sct_objects *objects,
		       const struct sct_object_path *object, int err)
{
	if (note_failure(objects, err))
		return SCT_E_MEMORY;
	if (object->hold != SCT_HOLD_THING)
		return SCT_E_OK;
	return says_absent(err) ? SCT_E_ABSENT : SCT_E_UNREACHABLE;
}

/* The file, and if it is a symbolic link, what that leads to.  Return: SCT_E_*. */
static u32 hold_thing(struct sct_objects *objects,
		      const struct sct_object_path *object, struct walk *w)
{
	struct path found;
	bool link;
	int err;

	err = look_up(w, object, object->len, 0, &found);
	if (err)
		return why_nothing(objects, object, err);
	link = d_is_symlink(found.dentry);
	err = add_thing(objects, &found, object->set);
	path_put(&found);
	if (!err && link) {
		err = look_up(w, object, object->len, LOOKUP_FOLLOW, &found);
		if (err)
			return note_failure(objects, err) ? SCT_E_MEMORY : SCT_E_OK;
		err = add_thing(objects, &found, object->set);
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

/**
 * sct_hold_all - find all objects of a table
 * @objects: they are added to it, until it is retired: that is as if memory lacked
 * @first: for the first time: then each must be what its rule says
 * @bad: set to the object that is wrong
 *
 * Sleeps, for as long as the file systems on the way like.
 *
 * Return: SCT_E_*.
 */
u32 sct_hold_all(struct sct_objects *objects, bool first, u32 *bad)
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

