/* SPDX-License-Identifier: GPL-2.0-only */
/* SUSPEND with a deadline: somebody is asked; see ask.c. */
#ifndef SCT_ASK_H
#define SCT_ASK_H

#include "table/live.h"

void sct_ask(const struct sct_live *live, const struct sct_hit *hit,
	     struct sct_call *call, struct sct_visit *visit);
bool sct_ask_holds(const struct sct_live *live, const struct sct_hit *hit,
		   struct sct_call *call);

#endif /* SCT_ASK_H */
