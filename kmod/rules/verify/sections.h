/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SCT_SECTIONS_H
#define SCT_SECTIONS_H

#include "lib/rules_internal.h"

/* In place of an index: of none. */
#define SCT_NOWHERE	(~0u)

/* The sections of a table image; valid after sct_verify(). */
static inline const void *sct_section_of(const struct sct_table *table,
					 const struct sct_section *section)
{
	return (const u8 *)table + section->off;
}

static inline const struct sct_rule *sct_rules_of(const struct sct_table *t)
{
	return sct_section_of(t, &t->rules);
}

static inline const struct sct_view *sct_views_of(const struct sct_table *t)
{
	return sct_section_of(t, &t->views);
}

static inline const struct sct_binding *
sct_bindings_of(const struct sct_table *t)
{
	return sct_section_of(t, &t->bindings);
}

static inline const struct sct_insn *sct_insns_of(const struct sct_table *t)
{
	return sct_section_of(t, &t->insns);
}

static inline const char *sct_pool_of(const struct sct_table *t)
{
	return sct_section_of(t, &t->strings);
}

static inline const struct sct_object *
sct_objects_of(const struct sct_table *t)
{
	return sct_section_of(t, &t->objects);
}

static inline const struct sct_op_binding *
sct_op_bindings_of(const struct sct_table *t)
{
	return sct_section_of(t, &t->operations);
}

/* Sets of objects, which are counted from 0. */
static inline u32 sct_object_sets(const struct sct_table *t)
{
	return t->objects.count ? sct_objects_of(t)[t->objects.count - 1].set + 1 : 0;
}

/* Bindings and looks are sorted by this first. */
static inline u64 sct_call_order(u8 abi, u16 nr)
{
	return (u64)abi << 16 | nr;
}

#endif /* SCT_SECTIONS_H */
