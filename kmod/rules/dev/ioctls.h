/* SPDX-License-Identifier: GPL-2.0-only */
/* The ioctls that both devices have. */
#ifndef SCT_IOCTLS_H
#define SCT_IOCTLS_H

#include <linux/types.h>

int sct_get_arg(void *arg, size_t size, size_t first, const void __user *from);	/* ioctl_arg.c */
int sct_put_arg(void __user *to, const void *arg, size_t size, int err);
long sct_ioctl_of_both(unsigned int cmd, void __user *user);
long sct_ctl_pending(void __user *user);	/* ctl_ask.c */
long sct_ctl_answer(void __user *user);
long sct_ctl_calls(void __user *user);		/* ctl_calls.c */
long sct_ioctl_counters(void __user *user);	/* ioctl_counters.c */
long sct_ioctl_status(void __user *user);	/* status.c */

#endif /* SCT_IOCTLS_H */
