/* SPDX-License-Identifier: GPL-2.0-only */
/* What the after-rules of a call need from before it. */
#ifndef SCT_KEEPS_H
#define SCT_KEEPS_H

#include "call.h"

struct sct_keeps {
	u8 texts;			/* bit per argument */
	u8 deref_count;
	u8 kept_count;
	u32 derefs[SCT_MAX_DEREFS];
	const struct sct_param *kept[SCT_MAX_VALUES];	/* with a key each */
};

void sct_keeps_add(struct sct_keeps *keeps, const struct sct_view *view);
void sct_keeps_read(const struct sct_keeps *keeps, struct sct_call *call);

#endif /* SCT_KEEPS_H */
