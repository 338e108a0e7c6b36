/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SCT_FAST_LOG_RULES_H
#define SCT_FAST_LOG_RULES_H

#include "table/live.h"

bool sct_fast_log_prepare(struct sct_live *live, struct sct_call_rules *rules,
			  const struct sct_required *needs, struct sct_call_id id);

#endif /* SCT_FAST_LOG_RULES_H */
