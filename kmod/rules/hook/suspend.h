/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SCT_SUSPEND_H
#define SCT_SUSPEND_H

#include "call/call.h"

long sct_suspend(const struct sct_call *call);
bool sct_suspend_over(const struct sct_call *call);
void sct_suspend_exit(void);

#endif /* SCT_SUSPEND_H */
