/* SPDX-License-Identifier: GPL-2.0-only */
/* The bytes of the tables in force and of the past. */
#ifndef SCT_IMAGES_H
#define SCT_IMAGES_H

#include <linux/list.h>
#include <linux/refcount.h>

#include "lib/rules_internal.h"

/* Who put a table in force, and when. */
struct sct_signature {
	u64 loaded_ns;			/* CLOCK_REALTIME */
	u32 uid;
	u32 loginuid;
	s32 pid;			/* 0: the kernel itself, confirm.c */
	char comm[16];
};

/*
 * The bytes of a table, as uploaded.  Kept for as long as events of its
 * generation may be in the log; see images.c.
 */
struct sct_image {
	refcount_t refs;
	struct list_head node;
	u64 generation;
	size_t size;			/* 0: the empty table */
	const struct sct_table *table;
	struct sct_image *base;		/* whose table and origin it shares, or NULL */
	const void *origin;		/* provenance, as uploaded */
	u32 origin_size;
	struct sct_signature signature;
	u32 cost;			/* steps, of the costliest call */
	u16 cost_nr;
	u8 cost_abi;
};

struct sct_image *sct_image_create(const void *bytes, size_t size);
struct sct_image *sct_image_again(struct sct_image *base);
void sct_image_put(struct sct_image *image);
struct sct_image *sct_image_get(u64 generation);
void sct_image_publish(struct sct_image *image);
void sct_images_exit(void);

#endif /* SCT_IMAGES_H */
