/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SCT_EXEMPT_H
#define SCT_EXEMPT_H

#include <linux/list.h>

#include "sct_abi.h"

struct cgroup;
struct pid;

/* What one reader has exempted; lives in what the open file has. */
struct sct_exemptions {
	struct list_head node;
	u32 count;
	struct {
		struct pid *process;	/* or */
		struct cgroup *cgroup;	/* with all below it */
	} of[SCT_MAX_EXEMPT];
};

void sct_exempt_begin(struct sct_exemptions *exempt);
void sct_exempt_end(struct sct_exemptions *exempt);
int sct_exempt_add(struct sct_exemptions *exempt, const struct sct_exempt *what);
bool sct_is_exempt(void);

#endif /* SCT_EXEMPT_H */
