/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SCT_CONTAINER_H
#define SCT_CONTAINER_H

#include "lib/rules_internal.h"

#define SCT_MAX_CONTAINER	255u	/* bytes of a directory's name */

u32 sct_container(const char *cgroup, u32 len, char *name);

#endif /* SCT_CONTAINER_H */
