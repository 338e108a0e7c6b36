/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SCT_ROUNDS_H
#define SCT_ROUNDS_H

#include "table/live.h"

bool sct_round_before(const struct sct_live *live,
		      const struct sct_call_rules *rules, struct sct_call *call,
		      struct sct_visit *visit);
bool sct_round_after(const struct sct_live *live,
		     const struct sct_call_rules *rules, struct sct_call *call);
bool sct_round_at_hand(const struct sct_live *live,
		       const struct sct_call_rules *rules, struct sct_call *call,
		       struct sct_visit *visit);

#endif /* SCT_ROUNDS_H */
