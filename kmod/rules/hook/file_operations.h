/* SPDX-License-Identifier: GPL-2.0-only */
/* Operations on a file that the kernel has in hand. */
#ifndef SCT_HOOK_FILE_OPERATIONS_H
#define SCT_HOOK_FILE_OPERATIONS_H

void sct_file_operations_init(void);

#endif /* SCT_HOOK_FILE_OPERATIONS_H */
