/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The variables of SCT_VARS by kind, an enum each.  A switch over one of them, without
 * a default, does not compile while it lacks a variable of the kind.
 */
#ifndef SCT_VAR_KINDS_H
#define SCT_VAR_KINDS_H

#include "lib/rules_internal.h"

#define SCT_INT_IF_INT(n, id)	SCT_INT_##id = (n),
#define SCT_INT_IF_STR(n, id)
#define SCT_INT_IF_ANY(n, id)
#define SCT_INT_IF(n, id, kind, ...)	SCT_INT_IF_##kind(n, id)
enum sct_int_var { SCT_VARS(SCT_INT_IF) };

#define SCT_STR_IF_INT(n, id)
#define SCT_STR_IF_STR(n, id)	SCT_STR_##id = (n),
#define SCT_STR_IF_ANY(n, id)
#define SCT_STR_IF(n, id, kind, ...)	SCT_STR_IF_##kind(n, id)
enum sct_str_var { SCT_VARS(SCT_STR_IF) };

/* How many of them are strings. */
#define SCT_STR_ONE(n, id, kind, ...)	+ (SCT_KIND_##kind == SCT_KIND_STR)
enum { SCT_NR_STR_VARS = 0 SCT_VARS(SCT_STR_ONE) };

#endif /* SCT_VAR_KINDS_H */
