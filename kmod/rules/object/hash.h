/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The objects of a table, found by what the kernel has in hand.
 *
 * What is held of a path, is held by its inodes: the *thing* is the inode itself, the
 * *place* a name in a directory's inode, the *tree* the directory's inode, of all that
 * is below it.  An inode is known by its address, which is only compared: somebody
 * keeps it in memory (pin.c) and says when it goes.
 *
 * A device that is opened is a thing by its number, whatever node it is opened by.
 *
 * One hash for all of a table: a node for each thing, place or tree in a set, and one in
 * SCT_ANY_SET that says that there is one in some set.  So what is nobody's object costs
 * two or three look-ups, however many there are, and so does each question of a rule.
 *
 * Nodes are added while others look; none goes before the whole does.
 */
#ifndef SCT_OBJECT_HASH_H
#define SCT_OBJECT_HASH_H

#include "lib/rules_internal.h"

enum sct_node {
	SCT_NODE_THING,
	SCT_NODE_PLACE,
	SCT_NODE_TREE,
	SCT_NODE_DIRECTORY,	/* there are places in it */
	SCT_NODE_WAY,		/* a name on the way to an object, or an object's own */
	SCT_NODE_PINNED,	/* an inode that is held for whatever reason */
};

#define SCT_ANY_SET	(~0u)

/* Who keeps an inode: NULL when it has gone. */
struct sct_keeper {
	struct sct_keeper *next;	/* for who keeps them */
	const void *inode;
};

struct sct_hash_node {
	struct sct_hash_node *next;
	const struct sct_keeper *keeper;
	u32 hash;
	u32 set;
	u8 kind;		/* enum sct_node */
	u8 name_len;		/* of PLACE and WAY; else 0 */
	char name[];
};

struct sct_object_hash {
	struct sct_hash_node **buckets;
	u32 mask;
	u32 count;
	bool trees;		/* there is one */
};

/* What a node is found by. */
struct sct_node_key {
	u8 kind;
	const void *inode;
	const char *name;	/* PLACE and WAY */
	u32 name_len;
	u32 set;
};

/* Trees around an object that are told apart; in more of them, it is not known. */
#define SCT_MAX_TREES	16u

/* An object of an operation. */
struct sct_seen {
	const void *inode;	/* NULL: there is nothing there yet */
	const void *device;	/* that is opened; or NULL */
	const void *directory;	/* NULL: not known by which name it came */
	const char *name;
	u32 name_len;
	bool thing;		/* somebody's */
	bool place;
	bool unknown;		/* not all trees around it are known */
	u8 tree_count;
	const void *trees[SCT_MAX_TREES];
};

enum sct_object_answer {
	SCT_OBJECT_OUT,
	SCT_OBJECT_IN,
	SCT_OBJECT_UNKNOWN,
};

int sct_hash_create(struct sct_object_hash *hash, u32 expected);
void sct_hash_destroy(struct sct_object_hash *hash);
int sct_hash_add(struct sct_object_hash *hash, const struct sct_node_key *key,
		 const struct sct_keeper *keeper);
const struct sct_hash_node *sct_hash_find(const struct sct_object_hash *hash,
					  const struct sct_node_key *key);
void sct_seen_look(const struct sct_object_hash *hash, struct sct_seen *seen);
void sct_seen_add_device(const struct sct_object_hash *hash, struct sct_seen *seen,
			 const void *device);
bool sct_seen_add_tree(const struct sct_object_hash *hash, struct sct_seen *seen,
		       const void *inode);
enum sct_object_answer sct_object_in_set(const struct sct_object_hash *hash,
					 const struct sct_seen *seen, u32 set);

/* Is it an object of some rule? */
static inline bool sct_seen_is_object(const struct sct_seen *seen)
{
	return seen->thing || seen->place || seen->tree_count || seen->unknown;
}

#endif /* SCT_OBJECT_HASH_H */
