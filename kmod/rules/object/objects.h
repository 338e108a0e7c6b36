/* SPDX-License-Identifier: GPL-2.0-only */
/* The objects that the rules of a table are about. */
#ifndef SCT_OBJECTS_H
#define SCT_OBJECTS_H

#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/refcount.h>
#include <linux/workqueue.h>

#include "object/hash.h"
#include "verify/fault.h"
#include "verify/sections.h"

struct sct_holder;
struct sct_pin;
struct task_struct;

/* As in the table, with a path of its own. */
struct sct_object_path {
	const char *path;
	u32 len;
	u32 set;
	u8 reach;
	u8 hold;
};

struct sct_objects {
	struct sct_object_hash hash;
	refcount_t refs;		/* of the users together, and of each pin and work */
	refcount_t users;		/* a table in force, one that may come back */
	u32 count;
	struct sct_object_path *paths;
	char *text;			/* of all paths */
	struct mutex lock;		/* protects the next three, and additions to hash */
	bool retired;
	struct sct_pin *pins;
	struct sct_keeper *keepers;
	bool unseen;			/* something that may be there was not found */
	struct list_head walk;		/* its paths are walked again, ... */
	struct task_struct *walker;	/* ... by this one */
	struct work_struct again;
	struct work_struct retire;
};

int sct_objects_init(void);
void sct_objects_exit(void);
struct sct_objects *sct_objects_create(const struct sct_table *table,
				       struct sct_fault *fault);
struct sct_objects *sct_objects_use(struct sct_objects *objects);
void sct_objects_retire(struct sct_objects *objects);
int sct_objects_drain(unsigned int timeout_ms, struct sct_holder *holders, u32 space,
		      u32 *count);

/* hold.c */
u32 sct_hold_all(struct sct_objects *objects, bool first, u32 *bad);

/* keep.c */
struct sct_objects *sct_objects_get(struct sct_objects *objects);
void sct_objects_put(struct sct_objects *objects);
int sct_objects_add(struct sct_objects *objects, const struct sct_node_key *key);
void sct_objects_unseen(struct sct_objects *objects);

#endif /* SCT_OBJECTS_H */
