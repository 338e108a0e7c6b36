/* SPDX-License-Identifier: GPL-2.0-only */
/* Inodes that rules are about are kept in memory, see pin.c. */
#ifndef SCT_OBJECT_PIN_H
#define SCT_OBJECT_PIN_H

#include "compat/fsnotify.h"
#include "object/hash.h"

struct inode;
struct qstr;
struct sct_objects;

/* Whose pins they are. */
struct sct_pin_user {
	/* A name has come to be in a pinned directory, which is locked. */
	void (*appears)(struct sct_objects *owner, const struct inode *dir,
			const struct qstr *name);
	/* The reference of a pin goes. */
	void (*put)(struct sct_objects *owner);
};

struct sct_pin {
	struct fsnotify_mark mark;
	struct sct_pin *next;		/* of its owner's */
	struct sct_objects *owner;	/* a reference */
	struct sct_keeper *keeper;	/* the owner's */
};

int sct_pins_create(const struct sct_pin_user *user);
void sct_pins_destroy(void);
struct sct_pin *sct_pin_inode(struct sct_objects *owner,
			      struct sct_keeper *keeper, struct inode *inode);
void sct_pin_release(struct sct_pin *pin);

#endif /* SCT_OBJECT_PIN_H */
