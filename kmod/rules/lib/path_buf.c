// SPDX-License-Identifier: GPL-2.0-only
/* Buffers of PATH_MAX bytes, for paths and other long strings in the making. */
#include <linux/limits.h>
#include <linux/slab.h>

#include "lib/cache.h"
#include "lib/path_buf.h"

static struct kmem_cache *path_buf_cache;

int sct_path_bufs_create(void)
{
	path_buf_cache = sct_cache_create("sct_path_buf", PATH_MAX, 0, PATH_MAX);
	return path_buf_cache ? 0 : -ENOMEM;
}

void sct_path_bufs_destroy(void)
{
	kmem_cache_destroy(path_buf_cache);
}

/**
 * sct_path_buf_get - a buffer of PATH_MAX bytes, not initialized
 * @gfp: whether this may sleep
 *
 * Return: the buffer, for sct_path_buf_put(); NULL without memory.
 */
char *sct_path_buf_get(gfp_t gfp)
{
	return kmem_cache_alloc(path_buf_cache, gfp);
}

void sct_path_buf_put(char *name)
{
	kmem_cache_free(path_buf_cache, name);
}
