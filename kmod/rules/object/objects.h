/* SPDX-License-Identifier: GPL-2.0-only */
/* The objects that the rules of a table are about. */
#ifndef SCT_OBJECTS_H
#define SCT_OBJECTS_H

#include <linux/mutex.h>
#include <linux/refcount.h>
#include <linux/workqueue.h>

#include "object/hash.h"
#include "verify/fault.h"
#include "verify/sections.h"

struct sct_pin;

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
	struct mutex lock;		/* protects what follows, and additions to hash */
	bool retired;
	struct sct_pin *pins;
	struct sct_keeper *keepers;
	struct work_struct again;
	struct work_struct retire;
};

int sct_objects_init(void);
void sct_objects_exit(void);
struct sct_objects *sct_objects_create(const struct sct_table *table,
				       struct sct_fault *fault);
struct sct_objects *sct_objects_use(struct sct_objects *objects);
void sct_objects_retire(struct sct_objects *objects);

#endif /* SCT_OBJECTS_H */
