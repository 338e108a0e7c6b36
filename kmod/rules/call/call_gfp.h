/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SCT_CALL_GFP_H
#define SCT_CALL_GFP_H

#include <linux/gfp.h>

#include "call/call_record.h"

/* A call sleeps for memory only when it fetches. */
static inline gfp_t sct_call_gfp(const struct sct_call *call)
{
	return (call->sleeps ? GFP_KERNEL : GFP_NOWAIT) |
	       __GFP_NOWARN;
}

#endif /* SCT_CALL_GFP_H */
