/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SCT_FAST_LOG_EXACT_H
#define SCT_FAST_LOG_EXACT_H

#include "table/exact.h"
#include "table/live.h"

void sct_fast_log_exact(const struct sct_live *live,
			const struct sct_exact *exact,
		       const struct pt_regs *regs);
void sct_fast_log_exact_named(const struct sct_live *live,
			      const struct sct_exact *exact,
			     const struct pt_regs *regs, struct sct_name name);
bool sct_fast_log_reading(const struct sct_live *live,
			  const struct sct_exact *exact,
			 const struct pt_regs *regs, struct sct_name name);

#endif /* SCT_FAST_LOG_EXACT_H */
