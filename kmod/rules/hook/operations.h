/* SPDX-License-Identifier: GPL-2.0-only */
/* Operations are judged where their objects are known. */
#ifndef SCT_HOOK_OPERATIONS_H
#define SCT_HOOK_OPERATIONS_H

void sct_operations_init(void);

#endif /* SCT_HOOK_OPERATIONS_H */
