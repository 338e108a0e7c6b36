// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the objects of a table are kept in: nodes of a hash, each with somebody who keeps
 * its inode in memory.  It goes with the last reference.
 */
#include <linux/fs.h>
#include <linux/slab.h>

#include "object/look.h"
#include "object/objects.h"
#include "object/pin.h"

/* What an object may come to by looking again; a table of few may have many. */
#define MAX_NODES	4194304u

/* One reference more, for sct_objects_put(). */
struct sct_objects *sct_objects_get(struct sct_objects *objects)
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

/* A reference goes.  May be called where nothing sleeps, but in process context. */
void sct_objects_put(struct sct_objects *objects)
{
	if (!refcount_dec_and_test(&objects->refs))
		return;
	sct_hash_destroy(&objects->hash);
	free_keepers(objects->keepers);
	sct_free(objects->paths);
	sct_free(objects->text);
	kfree(objects);
}

/* Keepers stay as long as the hash: nodes point to them. */
static struct sct_keeper *keeper_new(struct sct_objects *objects)
{
	struct sct_keeper *keeper = kzalloc(sizeof(*keeper), GFP_KERNEL);

	if (!keeper)
		return NULL;
	keeper->next = objects->keepers;
	objects->keepers = keeper;
	return keeper;
}

/* A device is a number, which does not go. */
static const struct sct_keeper *keep(struct sct_objects *objects, const void *inode)
{
	struct sct_keeper *keeper = keeper_new(objects);
	struct sct_pin *pin;

	if (keeper && sct_is_device_key(inode)) {
		keeper->inode = inode;
		return keeper;
	}
	if (!keeper)
		return NULL;
	pin = sct_pin_inode(sct_objects_get(objects), keeper, (struct inode *)inode);
	if (!pin)
		return NULL;
	pin->next = objects->pins;
	objects->pins = pin;
	return keeper;
}

/* Who keeps the inode; NULL without memory. */
static const struct sct_keeper *keeper_of(struct sct_objects *objects,
					  const void *inode)
{
	const struct sct_node_key key = {
		.kind = SCT_NODE_PINNED, .inode = inode, .set = SCT_ANY_SET,
	};
	const struct sct_hash_node *node = sct_hash_find(&objects->hash, &key);
	const struct sct_keeper *keeper;

	if (node)
		return node->keeper;
	keeper = keep(objects, inode);
	if (!keeper || sct_hash_add(&objects->hash, &key, keeper))
		return NULL;
	return keeper;
}

static int add_node(struct sct_objects *objects, const struct sct_node_key *key)
{
	const struct sct_keeper *keeper;

	if (objects->retired || objects->hash.count >= MAX_NODES)
		return -ENOMEM;
	keeper = keeper_of(objects, key->inode);
	return keeper ? sct_hash_add(&objects->hash, key, keeper) : -ENOMEM;
}

/**
 * sct_objects_add - one more node, and its inode is kept
 * @objects: where to
 * @key: of the node; the caller has a reference to the inode
 *
 * Waits for no file system.  Return: 0; -ENOMEM, or nobody uses the objects any more.
 */
int sct_objects_add(struct sct_objects *objects, const struct sct_node_key *key)
{
	int err;

	mutex_lock(&objects->lock);
	err = add_node(objects, key);
	mutex_unlock(&objects->lock);
	return err;
}

/* Something could not be looked up that may be there. */
void sct_objects_unseen(struct sct_objects *objects)
{
	WRITE_ONCE(objects->unseen, true);
}
