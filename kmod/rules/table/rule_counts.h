/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SCT_RULE_COUNTS_H
#define SCT_RULE_COUNTS_H

#include "table/live.h"

void sct_counts_of_rules(const struct sct_live *live,
			 struct sct_rule_count *rules);
u32 sct_counts_of_calls(const struct sct_live *live,
			struct sct_call_count *calls, u32 space);

#endif /* SCT_RULE_COUNTS_H */
