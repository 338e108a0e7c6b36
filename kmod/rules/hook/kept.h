/* SPDX-License-Identifier: GPL-2.0-only */
/* A call that is kept in memory: it fetches a value, or awaits its after-phase; kept.c. */
#ifndef SCT_KEPT_H
#define SCT_KEPT_H

#include "event/deliver.h"

/* Not cleared when it is allocated. */
struct sct_kept {
	struct sct_visit_frame frame;
	struct sct_call call;
	struct pt_regs regs;
	const struct mm_struct *mm;	/* never followed, only compared */
	long ret;			/* what the call returned */
	u32 rounds;			/* of a phase; at most SCT_MAX_ROUNDS */
	u32 spent;			/* steps of those that came to nothing */
	u8 texts;			/* bit per argument: its short string, in the record */
};

int sct_kept_cache_create(void);
void sct_kept_cache_destroy(void);
struct sct_kept *sct_kept_create(const struct pt_regs *regs, unsigned int abi,
				 unsigned int nr);
void sct_kept_free(struct sct_kept *kept);

#endif /* SCT_KEPT_H */
