// SPDX-License-Identifier: GPL-2.0-only
/*
 * Is less in force than the table says?  What went wrong is remembered until the
 * next table comes into force.
 */
#include <linux/atomic.h>

#include "lib/degraded.h"

static atomic_t degraded;

/**
 * sct_degrade - remember that less is in force than the table says
 * @how: SCT_DEGRADED_*
 */
void sct_degrade(u32 how)
{
	if ((atomic_read(&degraded) & how) != how)
		atomic_or(how, &degraded);
}

void sct_degraded_reset(void)
{
	atomic_set(&degraded, 0);
}

/* SCT_DEGRADED_*, of all that went wrong. */
u32 sct_degraded(void)
{
	return atomic_read(&degraded);
}
