/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Parameters of a view: kinds of types, and the keys under which a call keeps
 * what it has read for them.  Two parameters with one key have one value.
 */
#ifndef SCT_PARAM_H
#define SCT_PARAM_H

#include "lib/rules_internal.h"

/* An integer as wide as its type, in a register, user memory or the table. */
static inline bool sct_type_is_int(u8 type)
{
	return type >= SCT_TYPE_S16 && type <= SCT_TYPE_U64;
}

/* What LDV may load. */
static inline bool sct_type_is_number(u8 type)
{
	return sct_type_is_int(type) || type == SCT_TYPE_FAMILY ||
	       type == SCT_TYPE_PORT || type == SCT_TYPE_COUNT;
}

/* A list of strings, and its parts. */
static inline bool sct_type_is_list(u8 type)
{
	return type == SCT_TYPE_ARGV || type == SCT_TYPE_ITEM ||
	       type == SCT_TYPE_COUNT || type == SCT_TYPE_ENV;
}

/* Of a list, a part that has to be sought. */
static inline bool sct_type_is_part(u8 type)
{
	return type == SCT_TYPE_ITEM || type == SCT_TYPE_ENV;
}

/* SADDR and its parts. */
static inline bool sct_type_is_address(u8 type)
{
	return type >= SCT_TYPE_SADDR && type <= SCT_TYPE_SUNPATH;
}

static inline bool sct_type_has_length(u8 type)
{
	return type == SCT_TYPE_BYTES || sct_type_is_address(type);
}

/* Is a value of the type kept in memory of its own, see values.c? */
static inline bool sct_type_is_kept(u8 type)
{
	return type >= SCT_TYPE_BYTES;
}

/* So many of each does a call keep at most, of all its rules. */
#define SCT_MAX_DEREFS		16
#define SCT_MAX_VALUES		32

/* A number in user memory: register, byte offset, width and when it is read make a key. */
#define SCT_MAX_DEREF_OFFSET	4095
#define SCT_DEREF_FILLED	0x1000000u	/* by the call: not before it has run */
#define SCT_DEREF_SOME		0x2000000u	/* if it returned more than 0 */

static inline bool sct_is_deref(const struct sct_param *p)
{
	return p->source == SCT_SOURCE_DEREF || p->source == SCT_SOURCE_FILLED;
}

static inline u8 sct_type_width(u8 type)
{
	if (type >= SCT_TYPE_S64)
		return 8;
	return type >= SCT_TYPE_S32 ? 4 : 2;
}

static inline u32 sct_deref_key(const struct sct_param *p)
{
	u32 when = 0;

	if (p->source == SCT_SOURCE_FILLED)
		when = SCT_DEREF_FILLED |
		       (p->mode == SCT_FILL_SOME ? SCT_DEREF_SOME : 0);
	return when | (u32)sct_type_width(p->type) << 16 | (u32)p->arg << 12 |
	       (u32)p->value;
}

static inline u8 sct_deref_width(u32 key)
{
	return key >> 16;
}

static inline u8 sct_deref_arg(u32 key)
{
	return key >> 12 & 0xf;
}

static inline u16 sct_deref_offset(u32 key)
{
	return key & SCT_MAX_DEREF_OFFSET;
}

/* A kept value: of a parameter, or of a variable that is not cheap. */
struct sct_value_key {
	u64 what;	/* type or variable, arg, arg2, mode */
	u64 value;	/* of the parameter */
};

#define SCT_KEY_VAR	0x8000000000000000ull	/* | SCT_VAR_* */

static inline bool sct_same_key(const struct sct_value_key *a,
				const struct sct_value_key *b)
{
	return a->what == b->what && a->value == b->value;
}

/* Where a part of a list is; | type, arg << 8. */
#define SCT_KEY_PART	0x4000000000000000ull

/* What stands in for the name of an ENV is @name, which tells them apart by itself or not. */
static inline struct sct_value_key sct_part_key(const struct sct_param *p, u64 name)
{
	return (struct sct_value_key){
		.what = SCT_KEY_PART | p->type | (u64)p->arg << 8,
		.value = p->type == SCT_TYPE_ENV ? name : p->value,
	};
}

/* All parts of an address, or of a list, are made from one value. */
static inline struct sct_value_key sct_value_key(const struct sct_param *p)
{
	u8 type = sct_type_is_address(p->type) ? SCT_TYPE_SADDR : p->type;

	if (sct_type_is_list(type))
		return (struct sct_value_key){
			.what = SCT_TYPE_ARGV | (u64)p->arg << 8,
		};
	return (struct sct_value_key){
		.what = type | (u64)p->arg << 8 | (u64)p->arg2 << 16 |
			(u64)p->mode << 24,
		.value = p->value,
	};
}

#endif /* SCT_PARAM_H */
