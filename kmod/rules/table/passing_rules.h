/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SCT_PASSING_RULES_H
#define SCT_PASSING_RULES_H

#include "table/live.h"

bool sct_passing_prepare(struct sct_live *live, struct sct_call_rules *rules,
			 const struct sct_required *needs, struct sct_call_id id);

#endif /* SCT_PASSING_RULES_H */
