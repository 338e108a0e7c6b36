/* SPDX-License-Identifier: GPL-2.0-only */
/* What rules on a call need: its after-rules from before it; or those of a phase. */
#ifndef SCT_SNAPSHOT_H
#define SCT_SNAPSHOT_H

#include "call/call.h"

struct sct_snapshot {
	u64 vars;			/* bit per string variable */
	u8 texts;			/* bit per argument */
	u8 deref_count;
	u8 kept_count;
	u32 derefs[SCT_MAX_DEREFS];
	const struct sct_param *kept[SCT_MAX_VALUES];	/* with a key each */
};

void sct_snapshot_add(struct sct_snapshot *snapshot, const struct sct_view *view);
void sct_snapshot_add_vars(struct sct_snapshot *snapshot, const struct sct_insn *code,
			   u32 count, u64 captures);
void sct_snapshot_take(const struct sct_snapshot *snapshot, struct sct_call *call);
void sct_snapshot_read(const struct sct_snapshot *snapshot, struct sct_call *call);

#endif /* SCT_SNAPSHOT_H */
