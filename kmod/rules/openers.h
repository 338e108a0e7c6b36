/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SCT_OPENERS_H
#define SCT_OPENERS_H

#include <linux/list.h>
#include <linux/rcupdate.h>
#include <linux/types.h>

#define SCT_OPENED_CTRL	0
#define SCT_OPENED_LOG	1
#define SCT_OPENED	2

/* Lives in what the open file has as private data. */
struct sct_opener {
	struct hlist_node node;
	struct pid *process;
};

void sct_opener_add(struct sct_opener *opener, unsigned int device);
void sct_opener_del(struct sct_opener *opener);
u32 sct_opener_count(unsigned int device);
bool sct_opener(unsigned int device);

#endif /* SCT_OPENERS_H */
