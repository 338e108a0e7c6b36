/* SPDX-License-Identifier: GPL-2.0-only */
/* What the files of sct_hijack share with each other and with nobody else. */
#ifndef SCT_HIJACK_INTERNAL_H
#define SCT_HIJACK_INTERNAL_H

#include <linux/static_call.h>

#include "hijack.h"

/* calls.c */
unsigned long sct_call_function(unsigned int abi, unsigned int nr);
unsigned long sct_find_function(const char *name);

/* stub_*.S: where the function of a call goes first */
void sct_stub(void);

/* function_stub_x86.S, stub_arm64.S: where any other function goes first */
void sct_function_stub(void);

/* functions.c, for that stub: @args are its six words, to be read only */
struct sct_visit sct_function_before(const unsigned long *args,
				     unsigned long resume);

/* visit.c */
struct sct_visit sct_visit_skip(struct pt_regs *regs);	/* these for stub.S */
struct sct_visit sct_visit_before(struct pt_regs *regs);
long sct_visit_after(struct pt_regs *regs, struct sct_frame *frame, long ret);

void sct_visit_start(const struct sct_hijack_ops *ops);
void sct_visit_stop(void);

void sct_abandon_nobody(struct sct_frame *frame);
DECLARE_STATIC_CALL(sct_abandon, sct_abandon_nobody);

/* frames.c */
int sct_frames_init(void);
void sct_frames_exit(void);
int sct_frames_watch(void);
void sct_frames_unwatch(void);
void sct_frame_add(struct sct_frame *frame, unsigned int abi, unsigned int nr,
		   enum sct_frame_stage stage);
void sct_frame_del(struct sct_frame *frame);
void sct_frames_release(void);
bool sct_frames_empty(void);
u32 sct_frames_added(void);
u32 sct_frames_list(struct sct_holder *holders, u32 space);

/* drain.c */
int sct_drain_init(void);
int sct_drain_hold(struct module *owner);
void sct_drain_start(void);
void sct_drain_kick(void);
void sct_drain_finish(void);

#endif /* SCT_HIJACK_INTERNAL_H */
