/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Patched functions: the entry of each calls a stub of ours.  hooks.c patches those
 * that serve system calls, functions.c any other; each has a stub of its own, and by
 * that its patches are told from the other's.
 *
 * It goes in steps, because one pass of ftrace over the kernel's text is dear and
 * serves any number of functions: sct_patch_want() marks what is to be patched and
 * sct_patches_apply() patches it; sct_patches_unwant() takes all marks away,
 * sct_patch_keep() gives one back, and sct_patches_sweep() takes back what is patched
 * without one.  Callers hold sct_patch_mutex over all steps.
 */
#ifndef SCT_PATCH_H
#define SCT_PATCH_H

#include <linux/list.h>
#include <linux/mutex.h>

struct sct_patch_batch;

struct sct_patch {
	struct hlist_node by_addr;
	struct list_head member;	/* of its batch, or of what is to be applied */
	struct sct_patch_batch *batch;	/* NULL: not applied yet */
	unsigned long addr;		/* where the entry NOP is */
	unsigned long stub;		/* what the entry calls */
	unsigned long resume;		/* what follows that call */
	bool wanted;
};

/* Serializes everything that patches. */
extern struct mutex sct_patch_mutex;

int sct_patch_init(void);
void sct_patch_exit(void);

struct sct_patch *sct_patch_want(unsigned long addr, void (*stub)(void));
int sct_patches_apply(unsigned long *bad);
void sct_patches_forget(void);

void sct_patches_unwant(void (*stub)(void));
void sct_patch_keep(unsigned long addr);
void sct_patches_sweep(void (*stub)(void));

unsigned int sct_patch_count(void (*stub)(void));
bool sct_patches_intact(void (*stub)(void));
bool sct_patch_is_stuck(void);

#endif /* SCT_PATCH_H */
