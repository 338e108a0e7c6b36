/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SCT_CONTAINER_H
#define SCT_CONTAINER_H

#include "lib/rules_internal.h"

#define SCT_MAX_CONTAINER	255u	/* bytes of a directory's name */

u32 sct_container(const char *cgroup, u32 len, char *name);

/* Puts the container in place of the cgroup, of @len bytes; returns its bytes. */
static inline u32 sct_container_replace(char *cgroup, u32 len)
{
	char name[SCT_MAX_CONTAINER] sct_uninitialized;

	len = sct_container(cgroup, len, name);
	memcpy(cgroup, name, len);
	return len;
}

#endif /* SCT_CONTAINER_H */
