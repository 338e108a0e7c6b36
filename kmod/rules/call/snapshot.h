/* SPDX-License-Identifier: GPL-2.0-only */
/* What the after-rules of a call need from before it. */
#ifndef SCT_SNAPSHOT_H
#define SCT_SNAPSHOT_H

#include "call/call.h"

struct sct_snapshot {
	u8 texts;			/* bit per argument */
	u8 deref_count;
	u8 kept_count;
	u32 derefs[SCT_MAX_DEREFS];
	const struct sct_param *kept[SCT_MAX_VALUES];	/* with a key each */
};

void sct_snapshot_add(struct sct_snapshot *snapshot, const struct sct_view *view);
void sct_snapshot_take(const struct sct_snapshot *snapshot, struct sct_call *call);

#endif /* SCT_SNAPSHOT_H */
