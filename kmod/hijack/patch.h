/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One patched function: its entry calls a stub of ours.  hooks.c patches those
 * that serve system calls, functions.c any other; both hold sct_patch_mutex.
 */
#ifndef SCT_PATCH_H
#define SCT_PATCH_H

#include <linux/ftrace.h>
#include <linux/list.h>
#include <linux/mutex.h>

struct sct_patch {
	struct hlist_node node;		/* of whoever has it */
	struct ftrace_ops ops;
	unsigned long addr;		/* where the entry NOP is */
	unsigned long stub;		/* what the entry calls */
	unsigned long resume;		/* what follows that call */
	bool keep;			/* for hooks.c; a new one: no */
};

/* Serializes everything that patches. */
extern struct mutex sct_patch_mutex;

/* Was there ever a patch that ftrace did not take back? */
extern bool sct_patch_stuck;

int sct_patch_init(void);
void sct_patch_exit(void);

/**
 * sct_patch_add - make a function's entry call a stub
 * @addr: as sct_find_function() found it
 * @stub: sct_stub or sct_function_stub
 *
 * Return: the patch, not in a list; or an error: -EBUSY another direct-call or
 * IP-modifying user holds the function, or kernel.ftrace_enabled is 0; -EIO the
 * function was not patched; -EINVAL ftrace does not know it; -ENOMEM.
 */
struct sct_patch *sct_patch_add(unsigned long addr, void (*stub)(void));

/* Takes all patches of a list back, and frees them. */
void sct_patches_remove(struct hlist_head *list);

#endif /* SCT_PATCH_H */
