/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SCT_LOG_EVENT_H
#define SCT_LOG_EVENT_H

#include "filter/eval.h"
#include "log/rule_stats.h"

u32 sct_log_prepare(struct sct_rule_stats *stats, const struct sct_rule *rule,
		    const struct sct_bound_rule *bound, struct sct_call *call);
bool sct_log_within_rate(struct sct_rule_stats *stats, const struct sct_rule *rule,
			 u32 index, u32 *suppressed);
int sct_log_event(struct sct_rule_stats *stats, const struct sct_rule *rule,
		  const struct sct_hit *hit, struct sct_call *call, u8 verdict,
		  s64 retval, const struct sct_asked *asked);

#endif /* SCT_LOG_EVENT_H */
