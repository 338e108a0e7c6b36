/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Path prefilters: where each rule on a call needs a certain PATH, a call that has
 * another is let go before anything is set up for it.  Other prefilters (prefilter.h) are
 * asked with preemption disabled; these may sleep.
 */
#ifndef SCT_PATH_PREFILTER_H
#define SCT_PATH_PREFILTER_H

#include "filter/required.h"

/* Comparisons with PATH, one of which must hold. */
struct sct_path_run {
	const struct sct_insn *texts;	/* in the rule's program */
	u32 count;
};

/* Of all rules on a call. */
struct sct_path_prefilters {
	const struct sct_param *param;	/* the path that they compare */
	u32 count;
	struct sct_path_run runs[];
};

bool sct_path_prefilters_possible(const struct sct_required *needs, u32 count);
struct sct_path_prefilters *sct_path_prefilters_make(const struct sct_required *needs,
						     u32 count);
bool sct_path_prefilters_pass(const struct sct_path_prefilters *prefilters, const char *pool,
			      const struct pt_regs *regs, unsigned int abi,
			 unsigned int nr);

#endif /* SCT_PATH_PREFILTER_H */
