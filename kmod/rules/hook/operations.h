/* SPDX-License-Identifier: GPL-2.0-only */
/* Operations are judged where their objects are known. */
#ifndef SCT_HOOK_OPERATIONS_H
#define SCT_HOOK_OPERATIONS_H

#include <linux/types.h>

struct dentry;
struct sct_text;

void sct_operations_init(void);
void sct_programs_init(void);	/* program.c */
long sct_judge_file(u8 operation, struct dentry *dentry, u64 number, u64 other);
long sct_judge_address(u8 operation, const struct sct_text *address,
		       struct dentry *dentry);
long sct_judge_numbers(u8 operation, struct dentry *dentry, const u64 *number);

#endif /* SCT_HOOK_OPERATIONS_H */
