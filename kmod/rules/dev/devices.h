/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SCT_DEVICES_H
#define SCT_DEVICES_H

int sct_ctl_dev_create(void);
void sct_ctl_dev_destroy(void);
int sct_log_dev_create(void);
void sct_log_dev_destroy(void);

#endif /* SCT_DEVICES_H */
