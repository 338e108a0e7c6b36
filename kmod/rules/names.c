// SPDX-License-Identifier: GPL-2.0-only
/* Buffers of PATH_MAX bytes, for paths and other long strings in the making. */
#include <linux/limits.h>
#include <linux/slab.h>

#include "cache.h"
#include "names.h"

static struct kmem_cache *name_cache;

int sct_names_create(void)
{
	name_cache = sct_cache_create("sct_name", PATH_MAX, 0, PATH_MAX);
	return name_cache ? 0 : -ENOMEM;
}

void sct_names_destroy(void)
{
	kmem_cache_destroy(name_cache);
}

/**
 * sct_name_get - a buffer of PATH_MAX bytes, not initialized
 *
 * Return: the buffer, for sct_name_put(); NULL without memory.
 */
char *sct_name_get(void)
{
	return kmem_cache_alloc(name_cache, GFP_KERNEL | __GFP_NOWARN);
}

void sct_name_put(char *name)
{
	kmem_cache_free(name_cache, name);
}
