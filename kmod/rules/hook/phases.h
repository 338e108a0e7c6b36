/* SPDX-License-Identifier: GPL-2.0-only */
/* What sct_hijack asks for a call that has passed its prefilters; phases.c. */
#ifndef SCT_PHASES_H
#define SCT_PHASES_H

#include "hijack.h"

struct sct_visit sct_phase_before(struct pt_regs *regs, unsigned int abi,
				  unsigned int nr);
struct sct_visit sct_phase_after(struct pt_regs *regs, struct sct_frame *frame,
				 long ret);
void sct_phase_wait(struct sct_frame *frame);
struct sct_visit sct_phase_waited(struct sct_frame *frame);
void sct_phase_abandon(struct sct_frame *frame);

#endif /* SCT_PHASES_H */
