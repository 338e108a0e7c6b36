/* SPDX-License-Identifier: GPL-2.0-only */
/* What SCT_ACTIONS says of an action. */
#ifndef SCT_ACTIONS_H
#define SCT_ACTIONS_H

#include "lib/rules_internal.h"

struct sct_action_info {
	u8 when;	/* enum sct_when; 0: there is no such action */
	u8 verdict;	/* SCT_VERDICT_* */
	u8 takes;	/* SCT_TAKES_* */
};

/* Of any number. */
static inline struct sct_action_info sct_action_info(u8 action)
{
#define SCT_ACTION_INFO(n, id, name, when, verdict, takes)		\
	[n] = { SCT_WHEN_##when, SCT_VERDICT_##verdict, SCT_TAKES_##takes },
	static const struct sct_action_info infos[SCT_NR_ACTIONS] = {
		SCT_ACTIONS(SCT_ACTION_INFO)
	};
#undef SCT_ACTION_INFO

	if (action >= SCT_NR_ACTIONS)
		return (struct sct_action_info){ };
	return infos[action];
}

/* Is it possible that the call does not run? */
static inline bool sct_action_refuses(u8 action)
{
	return sct_action_info(action).verdict != SCT_VERDICT_ALLOWED;
}

#endif /* SCT_ACTIONS_H */
