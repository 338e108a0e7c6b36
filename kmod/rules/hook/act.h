/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SCT_ACT_H
#define SCT_ACT_H

#include "table/live.h"

bool sct_is_spared(const struct sct_rule *rule);
bool sct_act_before(const struct sct_live *live, const struct sct_hit *hit,
		    struct sct_call *call, struct sct_visit *visit);
bool sct_act_after(const struct sct_live *live, const struct sct_hit *hit,
		   struct sct_call *call);

#endif /* SCT_ACT_H */
