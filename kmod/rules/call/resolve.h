/* SPDX-License-Identifier: GPL-2.0-only */
/* Between path.c and resolve.c. */
#ifndef SCT_RESOLVE_H
#define SCT_RESOLVE_H

#include <linux/path.h>
#include <linux/types.h>

/**
 * struct sct_resolve - a path that a call would resolve
 * @name: the path, in PATH_MAX bytes that resolving may overwrite
 * @from: directory that a relative @name begins at; ->mnt NULL: the caller's
 *	working directory.  Referenced, and replaced on the way.
 * @jail: @name stays below @from, which is its root (RESOLVE_IN_ROOT)
 * @follow: a symbolic link at the end is followed
 */
struct sct_resolve {
	char *name;
	struct path from;
	bool jail;
	bool follow;
};

int sct_resolve_path(struct sct_resolve *r, struct path *found, const char **last);

#endif /* SCT_RESOLVE_H */
