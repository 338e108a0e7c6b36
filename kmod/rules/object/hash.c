// SPDX-License-Identifier: GPL-2.0-only
/* See hash.h. */
#include "lib/rules_internal.h"
#include "object/hash.h"

#define GOLDEN	0x9e3779b97f4a7c15ull

/*
 * Names come from whoever makes files, who could make many of one hash; but a bucket is
 * filled by the names of the rules alone.
 */
static u32 name_hash(const char *name, u32 len)
{
	u32 hash = 2166136261u;

	for (u32 i = 0; i < len; i++)
		hash = (hash ^ (u8)name[i]) * 16777619u;
	return hash;
}

static u32 hash_of(const struct sct_node_key *key)
{
	u64 bits = (u64)(unsigned long)key->inode * GOLDEN;

	bits ^= ((u64)key->set << 3 | key->kind) * GOLDEN;
	if (key->name_len)
		bits ^= (u64)name_hash(key->name, key->name_len) << 16;
	return (bits * GOLDEN) >> 32;
}

/**
 * sct_hash_create - an empty hash
 * @hash: zeroed
 * @expected: nodes
 *
 * Return: 0 or -ENOMEM.
 */
int sct_hash_create(struct sct_object_hash *hash, u32 expected)
{
	u32 size = 64;

	while (size < expected && size < 1u << 22)
		size *= 2;
	hash->buckets = sct_alloc(size, sizeof(*hash->buckets));
	hash->mask = size - 1;
	return hash->buckets ? 0 : -ENOMEM;
}

/* Nobody looks any more. */
void sct_hash_destroy(struct sct_object_hash *hash)
{
	for (u32 i = 0; hash->buckets && i <= hash->mask; i++) {
		struct sct_hash_node *node = hash->buckets[i], *next;

		for (; node; node = next) {
			next = node->next;
			sct_free(node);
		}
	}
	sct_free(hash->buckets);
	hash->buckets = NULL;
}

static bool is_node(const struct sct_hash_node *node, u32 hash,
		    const struct sct_node_key *key)
{
	return node->hash == hash && node->set == key->set &&
	       node->kind == key->kind && node->name_len == key->name_len &&
	       READ_ONCE(node->keeper->inode) == key->inode &&
	       (!key->name_len ||
		!memcmp(node->name, key->name, key->name_len));
}

/**
 * sct_hash_find - the node of a key
 * @hash: the hash
 * @key: its inode is not NULL
 *
 * Others may add to the hash.  Return: the node, or NULL.
 */
const struct sct_hash_node *sct_hash_find(const struct sct_object_hash *hash,
					  const struct sct_node_key *key)
{
	u32 h = hash_of(key);
	const struct sct_hash_node *node = READ_ONCE(hash->buckets[h & hash->mask]);

	while (node && !is_node(node, h, key))
		node = READ_ONCE(node->next);
	return node;
}

/**
 * sct_hash_add - add a node, if there is none of that key
 * @hash: the hash; nobody else adds to it
 * @key: of the node
 * @keeper: who keeps its inode, which is key->inode
 *
 * Return: 0 or -ENOMEM.
 */
int sct_hash_add(struct sct_object_hash *hash, const struct sct_node_key *key,
		 const struct sct_keeper *keeper)
{
	struct sct_hash_node **bucket, *node;
	u32 h = hash_of(key);

	if (sct_hash_find(hash, key))
		return 0;
	node = sct_alloc(1, sizeof(*node) + key->name_len);
	if (!node)
		return -ENOMEM;
	node->keeper = keeper;
	node->hash = h;
	node->set = key->set;
	node->kind = key->kind;
	node->name_len = key->name_len;
	if (key->name_len)
		memcpy(node->name, key->name, key->name_len);
	bucket = &hash->buckets[h & hash->mask];
	node->next = *bucket;
	/* Who finds it finds all of it. */
	smp_store_release(bucket, node);
	if (key->kind == SCT_NODE_TREE)
		WRITE_ONCE(hash->trees, true);
	hash->count++;
	return 0;
}

static bool is_there(const struct sct_object_hash *hash, u8 kind, const void *inode,
		     u32 set)
{
	const struct sct_node_key key = { .kind = kind, .inode = inode, .set = set };

	return sct_hash_find(hash, &key);
}

static bool is_place(const struct sct_object_hash *hash, const struct sct_seen *seen,
		     u32 set)
{
	const struct sct_node_key key = {
		.kind = SCT_NODE_PLACE, .inode = seen->directory,
		.name = seen->name, .name_len = seen->name_len, .set = set,
	};

	return sct_hash_find(hash, &key);
}

/**
 * sct_seen_look - is it somebody's thing, or place?
 * @hash: the objects
 * @seen: inode, directory and name are set; sets thing and place, and that there are
 *	no device and no trees, which sct_seen_add_device() and sct_seen_add_tree() add
 */
void sct_seen_look(const struct sct_object_hash *hash, struct sct_seen *seen)
{
	seen->thing = seen->inode &&
		      is_there(hash, SCT_NODE_THING, seen->inode, SCT_ANY_SET);
	/* Most directories have no place in them, and no name is looked at. */
	seen->place = seen->directory && seen->name_len &&
		      seen->name_len <= SCT_MAX_NAME &&
		      is_there(hash, SCT_NODE_DIRECTORY, seen->directory,
			       SCT_ANY_SET) &&
		      is_place(hash, seen, SCT_ANY_SET);
	seen->device = NULL;
	seen->unknown = false;
	seen->tree_count = 0;
}

/**
 * sct_seen_add_device - note which device it is that is opened
 * @hash: the objects
 * @seen: the object, looked at
 * @device: its key; not NULL
 */
void sct_seen_add_device(const struct sct_object_hash *hash, struct sct_seen *seen,
			 const void *device)
{
	seen->device = device;
	seen->thing |= is_there(hash, SCT_NODE_THING, device, SCT_ANY_SET);
}

static bool is_thing(const struct sct_object_hash *hash, const struct sct_seen *seen,
		     u32 set)
{
	return is_there(hash, SCT_NODE_THING, seen->inode, set) ||
	       (seen->device && is_there(hash, SCT_NODE_THING, seen->device, set));
}

/**
 * sct_seen_add_tree - note that an object is in a directory, perhaps far above
 * @hash: the objects
 * @seen: the object
 * @inode: of the directory; or its own
 *
 * Return: false if no more is to be noted.
 */
bool sct_seen_add_tree(const struct sct_object_hash *hash, struct sct_seen *seen,
		       const void *inode)
{
	if (!is_there(hash, SCT_NODE_TREE, inode, SCT_ANY_SET))
		return true;
	if (seen->tree_count == SCT_MAX_TREES) {
		seen->unknown = true;
		return false;
	}
	seen->trees[seen->tree_count++] = inode;
	return true;
}

/**
 * sct_object_in_set - is an object in a set of the table's?
 * @hash: the objects
 * @seen: the object, looked at
 * @set: the set
 */
enum sct_object_answer sct_object_in_set(const struct sct_object_hash *hash,
					 const struct sct_seen *seen, u32 set)
{
	if (seen->place && is_place(hash, seen, set))
		return SCT_OBJECT_IN;
	if (seen->thing && is_thing(hash, seen, set))
		return SCT_OBJECT_IN;
	for (u32 i = 0; i < seen->tree_count; i++) {
		if (is_there(hash, SCT_NODE_TREE, seen->trees[i], set))
			return SCT_OBJECT_IN;
	}
	return seen->unknown ? SCT_OBJECT_UNKNOWN : SCT_OBJECT_OUT;
}
