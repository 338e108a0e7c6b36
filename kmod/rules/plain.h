/* SPDX-License-Identifier: GPL-2.0-only */
/* Paths that are what their string says; plain.c says when that is certain. */
#ifndef SCT_PLAIN_H
#define SCT_PLAIN_H

#include <linux/path.h>
#include <linux/types.h>

bool sct_plain_from_root(const char *name, u32 len, bool follow);
bool sct_plain_below(const struct path *dir, const char *name, u32 len,
		     bool follow);

#endif /* SCT_PLAIN_H */
