/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A batch: functions that call the same stub by the same ftrace_ops, so that one pass
 * of ftrace patches them all and one takes them all back.  On some kernels a large one
 * takes several of both, see sct_direct_room() in compat/ftrace_direct.h.
 */
#ifndef SCT_BATCH_H
#define SCT_BATCH_H

#include <linux/ftrace.h>
#include <linux/list.h>

/* Of a batch; where it takes several, each may have as much as those before it. */
#define SCT_BATCH_MAX_OPS	8

struct sct_patch_batch {
	struct list_head node;		/* of patch.c */
	struct list_head patches;	/* struct sct_patch, by member */
	unsigned long stub;
	bool bridge;			/* made of two ordinary ops */
	unsigned int listed;		/* functions in ftrace's list of direct calls */
	unsigned int registered;	/* of the ops, from the first */
	struct ftrace_ops ops[SCT_BATCH_MAX_OPS];
};

/* The addresses of a batch, as ftrace takes them. */
struct sct_address_set {
	unsigned long *ips;
	unsigned int count;
};

struct sct_patch_batch *sct_batch_alloc(unsigned long stub);
int sct_batch_register(struct sct_patch_batch *batch,
		       const struct sct_address_set *set);
int sct_batch_bridge(struct sct_patch_batch *batch,
		     const struct sct_address_set *set);
int sct_batch_shrink(struct sct_patch_batch *batch,
		     const struct sct_address_set *set);
void sct_batch_unregister(struct sct_patch_batch *batch);
unsigned int sct_batch_culprit(const struct sct_address_set *set,
			       unsigned long stub);

/* Was there ever one that ftrace did not take back? */
extern bool sct_batch_stuck;

#endif /* SCT_BATCH_H */
