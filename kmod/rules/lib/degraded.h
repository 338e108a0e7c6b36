/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SCT_DEGRADED_H
#define SCT_DEGRADED_H

#include <linux/types.h>

void sct_degrade(u32 how);
void sct_degraded_reset(void);
u32 sct_degraded(void);

#endif /* SCT_DEGRADED_H */
