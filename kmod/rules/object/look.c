// SPDX-License-Identifier: GPL-2.0-only
/*
 * Whose object is it that the kernel has in hand?  Nothing sleeps here.
 */
#include <linux/dcache.h>
#include <linux/fs.h>
#include <linux/seqlock.h>

#include "object/look.h"

/* From @dentry up to the root of its file system, if that is not farther than @most. */
static void climb(const struct sct_object_hash *hash, struct sct_seen *seen,
		  const struct dentry *dentry, u32 most)
{
	const struct dentry *parent;

	for (;; dentry = parent) {
		const struct inode *inode = d_inode_rcu(dentry);

		if (inode && S_ISDIR(inode->i_mode) &&
		    !sct_seen_add_tree(hash, seen, inode))
			return;
		parent = READ_ONCE(dentry->d_parent);
		if (parent == dentry)
			return;
		if (!most--) {
			seen->unknown = true;
			return;
		}
	}
}

/* The trees that something is in, once more from the beginning. */
static void look_up(const struct sct_object_hash *hash, struct sct_seen *seen,
		    const struct dentry *dentry, u32 most)
{
	seen->tree_count = 0;
	seen->unknown = false;
	climb(hash, seen, dentry, most);
}

/* A rename on the way makes it be looked at again, then with all renames kept out. */
static noinline void look_for_trees(const struct sct_object_hash *hash,
				    struct sct_seen *seen,
				    const struct dentry *dentry, u32 most)
{
	unsigned int seq;

	rcu_read_lock();
	seq = read_seqbegin(&rename_lock);
	look_up(hash, seen, dentry, most);
	if (unlikely(read_seqretry(&rename_lock, seq))) {
		read_seqlock_excl(&rename_lock);
		look_up(hash, seen, dentry, most);
		read_sequnlock_excl(&rename_lock);
	}
	/* Come by a handle: nobody knows where it is. */
	if (READ_ONCE(dentry->d_flags) & DCACHE_DISCONNECTED)
		seen->unknown = true;
	rcu_read_unlock();
}

static void look_at_file(const struct sct_object_hash *hash, struct sct_seen *seen,
			 struct dentry *dentry, char *name, u32 most)
{
	seen->inode = d_inode(dentry);
	rcu_read_lock();
	/* Neither name nor parent change while this is held. */
	spin_lock(&dentry->d_lock);
	seen->directory = IS_ROOT(dentry) ? NULL : d_inode_rcu(dentry->d_parent);
	seen->name = dentry->d_name.name;
	seen->name_len = dentry->d_name.len;
	sct_seen_look(hash, seen);
	if (seen->place) {
		memcpy(name, seen->name, seen->name_len);
		seen->name = name;
	}
	spin_unlock(&dentry->d_lock);
	rcu_read_unlock();
	if (READ_ONCE(hash->trees))
		look_for_trees(hash, seen, dentry, most);
}

/**
 * sct_look_at_file - whose object is a file, and the name by which it came?
 * @hash: the objects
 * @seen: set
 * @dentry: of the file; it may be renamed meanwhile
 * @name: SCT_MAX_NAME bytes, for the name if it is a place
 */
void sct_look_at_file(const struct sct_object_hash *hash, struct sct_seen *seen,
		      struct dentry *dentry, char *name)
{
	look_at_file(hash, seen, dentry, name, U32_MAX);
}

/* What a device is found by, of a node of it; NULL: it is of none. */
const void *sct_device_key(const struct inode *inode)
{
	unsigned long block = S_ISBLK(inode->i_mode);

	if (!block && !S_ISCHR(inode->i_mode))
		return NULL;
	return (const void *)((unsigned long)inode->i_rdev << 2 | block << 1 |
			      SCT_DEVICE_KEY);
}

/**
 * sct_look_at_device - if a file that is opened is a device, whose is that?
 * @hash: the objects
 * @seen: of the file, looked at
 * @inode: of the file
 */
void sct_look_at_device(const struct sct_object_hash *hash, struct sct_seen *seen,
			const struct inode *inode)
{
	const void *key = sct_device_key(inode);

	if (unlikely(key))
		sct_seen_add_device(hash, seen, key);
}

/* As deep a program may lie that each rule looks for; beyond that, it is not known where. */
#define MAX_DEPTH	256u

/**
 * sct_look_at_program - the same of what a task runs, for a single rule
 * @hash: the objects
 * @seen: set
 * @dentry: of the program
 * @name: SCT_MAX_NAME bytes
 */
void sct_look_at_program(const struct sct_object_hash *hash, struct sct_seen *seen,
			 struct dentry *dentry, char *name)
{
	look_at_file(hash, seen, dentry, name, MAX_DEPTH);
}

/**
 * sct_look_at_name - whose object is a name in a directory?
 * @hash: the objects
 * @seen: set
 * @dir: the directory, locked, so that the name stays what it is
 * @dentry: the name in it; there may be nothing yet
 */
void sct_look_at_name(const struct sct_object_hash *hash, struct sct_seen *seen,
		      const struct inode *dir, const struct dentry *dentry)
{
	seen->inode = d_inode(dentry);
	seen->directory = dir;
	seen->name = dentry->d_name.name;
	seen->name_len = dentry->d_name.len;
	sct_seen_look(hash, seen);
	if (READ_ONCE(hash->trees))
		look_for_trees(hash, seen, dentry, U32_MAX);
}
