// SPDX-License-Identifier: GPL-2.0-only
/* The end of a call in flight. */
#include <linux/export.h>
#include <linux/slab.h>

#include "call/call.h"

void sct_call_free_texts(struct sct_call *call)
{
	for (u8 arg = 0; arg < SCT_MAX_PARAMS; arg++) {
		if (call->big & 1u << arg)
			kfree(call->text[arg].data);
	}
	if (call->big & SCT_HAS_VALUES)
		sct_values_free(call);
	call->big = 0;
}
EXPORT_SYMBOL_GPL(sct_call_free_texts);
