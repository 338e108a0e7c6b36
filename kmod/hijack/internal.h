/* SPDX-License-Identifier: GPL-2.0-only */
/* What the files of sct_hijack share with each other and with nobody else. */
#ifndef SCT_HIJACK_INTERNAL_H
#define SCT_HIJACK_INTERNAL_H

#include "hijack.h"

/* calls.c */

/**
 * sct_call_function - address of the kernel function that serves a call
 * @abi: SCT_ABI_*
 * @nr: number in that ABI
 *
 * May sleep; looks a symbol up at the first use.
 *
 * Return: the address, or 0 where this kernel has no such call.
 */
unsigned long sct_call_function(unsigned int abi, unsigned int nr);

/**
 * sct_find_function - address of a kernel function by its name
 *
 * May sleep.
 *
 * Return: where ftrace patches it, or an error value.
 */
unsigned long sct_find_function(const char *name);

/* stub_*.S: where the function of a call goes first */
void sct_stub(void);

/* function_stub_x86.S, stub_arm64.S: where any other function goes first */
void sct_function_stub(void);

/* functions.c, for that stub: @args are its six words, to be read only */
struct sct_visit sct_function_before(const unsigned long *args,
				     unsigned long resume);

/* visit.c */
bool sct_visit_skip(struct pt_regs *regs);	/* these for stub.S */
struct sct_visit sct_visit_before(struct pt_regs *regs);
long sct_visit_after(struct pt_regs *regs, struct sct_frame *frame, long ret);

void sct_visit_init(void);
void sct_visit_start(const struct sct_hijack_ops *ops);
void sct_visit_stop(void);
bool sct_frames_empty(void);
u32 sct_frames_added(void);
u32 sct_frames_list(struct sct_holder *holders, u32 space);

/* drain.c */
int sct_drain_init(void);

/**
 * sct_drain_hold - from now on tasks may be inside
 * @owner: the visitor's module, pinned until sct_drain_start() has found that
 *	nobody is inside any more; may be NULL
 *
 * Idempotent.  Callers serialize with sct_drain_start().
 *
 * Return: 0, or -ENODEV when @owner is being unloaded.
 */
int sct_drain_hold(struct module *owner);

/* The last hook is gone: find out, in the background, when all have left. */
void sct_drain_start(void);

/* A frame is gone.  Cheap when nobody drains. */
void sct_drain_kick(void);

/* Waits for the background work; nothing is pinned afterwards. */
void sct_drain_finish(void);

#endif /* SCT_HIJACK_INTERNAL_H */
