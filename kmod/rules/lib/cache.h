/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SCT_CACHE_H
#define SCT_CACHE_H

#include <linux/types.h>

struct kmem_cache;

struct kmem_cache *sct_cache_create(const char *name, size_t size,
				    size_t user_at, size_t user_size);

#endif /* SCT_CACHE_H */
