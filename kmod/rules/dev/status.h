/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SCT_STATUS_H
#define SCT_STATUS_H

#include <linux/types.h>

void sct_degrade(u32 how);
void sct_degraded_reset(void);
long sct_ioctl_status(void __user *user);

#endif /* SCT_STATUS_H */
