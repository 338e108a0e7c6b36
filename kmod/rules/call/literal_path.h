/* SPDX-License-Identifier: GPL-2.0-only */
/* Paths that are what their string says; literal_path.c says when that is certain. */
#ifndef SCT_LITERAL_PATH_H
#define SCT_LITERAL_PATH_H

#include <linux/path.h>
#include <linux/types.h>

bool sct_literal_from_root(const char *name, u32 len, bool follow);
bool sct_literal_below(const struct path *dir, const char *name, u32 len,
		       bool follow);

#endif /* SCT_LITERAL_PATH_H */
