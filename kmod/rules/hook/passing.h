/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SCT_PASSING_H
#define SCT_PASSING_H

#include "table/live.h"

struct sct_visit sct_pass_with_after(const struct sct_live *live,
				     const struct sct_call_rules *rules,
				     struct pt_regs *regs, unsigned int abi,
				     unsigned int nr);
struct sct_visit sct_pass_before(const struct sct_live *live,
				 const struct sct_call_rules *rules,
				 struct pt_regs *regs, unsigned int abi,
				 unsigned int nr);
struct sct_visit sct_pass_refusal(const struct sct_live *live,
				  const struct sct_call_rules *rules,
				  const struct sct_bound_rule *bound);
bool sct_pass_after(struct sct_frame *frame, long ret);

#endif /* SCT_PASSING_H */
