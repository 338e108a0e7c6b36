/* SPDX-License-Identifier: GPL-2.0-only */
/* Operations on other tasks, and on the kernel itself. */
#ifndef SCT_HOOK_TASK_OPERATIONS_H
#define SCT_HOOK_TASK_OPERATIONS_H

void sct_task_operations_init(void);

#endif /* SCT_HOOK_TASK_OPERATIONS_H */
