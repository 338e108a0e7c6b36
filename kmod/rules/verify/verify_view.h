/* SPDX-License-Identifier: GPL-2.0-only */
/* Between verify.c and verify_view.c. */
#ifndef SCT_VERIFY_VIEW_H
#define SCT_VERIFY_VIEW_H

#include "verify/verify_code.h"

/* What a rule gets that sees a call through the view. */
struct sct_view_gives {
	struct sct_uses params;
	bool after_only;	/* a length is what the call returns */
	bool of_call;		/* something comes from the call's registers */
	u16 objects;		/* bit n: it shows object n of an operation */
	u16 numbers;		/* ... number n */
};

/* What the views of one call together keep while it is in flight. */
struct sct_call_snapshot {
	u32 derefs;
	u32 values;
	u32 deref[SCT_MAX_DEREFS];
	struct sct_value_key value[SCT_MAX_VALUES];
};

u32 sct_verify_view(const struct sct_table *table, const struct sct_view *view,
		    struct sct_view_gives *gives);
bool sct_call_snapshot_add(struct sct_call_snapshot *keeps,
			   const struct sct_view *view);

#endif /* SCT_VERIFY_VIEW_H */
