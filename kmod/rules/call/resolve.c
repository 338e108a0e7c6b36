// SPDX-License-Identifier: GPL-2.0-only
/*
 * Resolves a path as the call would that is about to use it.
 *
 * The kernel's own lookup does the work, so that permissions, symbolic links and
 * mounts count as they do for the call: kern_path() from the caller's root and
 * working directory, vfs_path_lookup() from another directory.  The latter takes
 * that directory for the root; LOOKUP_BENEATH makes it say so (EXDEV) where the
 * path leaves it, by ".." or an absolute link.  Then the directory's own path is
 * put before the name, if it leads back to the directory.
 *
 * A last component that does not exist is found out by looking up what comes
 * before it; where the last one is a symbolic link to nowhere that is to be
 * followed, the same with what it says, as often as the kernel would.
 *
 * Nothing is opened or created.  As with any lookup, a directory on the way may
 * be mounted automatically, and a slow file system keeps the caller waiting,
 * killable; the call would do the same.  If the call is audited, the lookup adds
 * PATH records to it.
 */
#include <linux/dcache.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/mount.h>
#include <linux/namei.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "compat/lookup.h"
#include "lib/path_buf.h"
#include "call/resolve.h"

#define MAX_LINKS	40	/* as the kernel has it (MAXSYMLINKS) */

/* The absolute path of @name below @from, in @buf; d_path() uses its end. */
static int absolute_name(const struct path *from, const char *name, char *buf)
{
	char *dir = d_path(from, buf, PATH_MAX);
	size_t len, name_len = strlen(name);

	if (IS_ERR(dir))
		return PTR_ERR(dir);
	len = strlen(dir);
	memmove(buf, dir, len + 1);
	if (len + 1 + name_len >= PATH_MAX)
		return -ENAMETOOLONG;
	buf[len] = '/';
	memcpy(buf + len + 1, name, name_len + 1);
	return 0;
}

/* Does its path lead to @from, for the caller? */
static bool leads_back(const struct path *from, char *buf)
{
	struct path path;
	bool same;

	if (absolute_name(from, "", buf) || kern_path(buf, 0, &path))
		return false;
	same = path_equal(&path, from);
	path_put(&path);
	return same;
}

/* Return: as kern_path(); -EXDEV: there is no way to tell. */
static int look_up_outside(const struct path *from, const char *name,
			   unsigned int flags, struct path *found)
{
	char *buf = sct_path_buf_get(GFP_KERNEL | __GFP_NOWARN);
	int err = -EXDEV;

	if (!buf)
		return -ENOMEM;
	if (leads_back(from, buf) && !absolute_name(from, name, buf))
		err = kern_path(buf, flags, found);
	sct_path_buf_put(buf);
	return err;
}

static int look_up(const struct sct_resolve *r, const char *name,
		   unsigned int flags, struct path *found)
{
	const struct path *from = &r->from;
	int err;

	if (r->jail)
		return vfs_path_lookup(from->dentry, from->mnt, name,
				       flags | LOOKUP_IN_ROOT, found);
	if (name[0] == '/' || !from->mnt)
		return kern_path(name, flags, found);
	err = vfs_path_lookup(from->dentry, from->mnt, name,
			      flags | LOOKUP_BENEATH, found);
	if (err == -EXDEV || err == -EAGAIN)
		err = look_up_outside(from, name, flags, found);
	return err;
}

/*
 * What a symbolic link says becomes the name, from where the link is.  Links of
 * /proc and the like, which have a ->readlink() of their own, lead somewhere
 * else than they say: only the kernel's own lookup may follow them.
 */
static int read_link(struct sct_resolve *r, const struct path *link)
{
	const struct inode_operations *op = d_inode(link->dentry)->i_op;
	DEFINE_DELAYED_CALL(done);
	const char *body;
	ssize_t len;

	if (r->jail || op->readlink || !op->get_link)
		return -EXDEV;
	body = vfs_get_link(link->dentry, &done);
	if (IS_ERR(body))
		return PTR_ERR(body);
	len = strscpy(r->name, body, PATH_MAX);
	do_delayed_call(&done);
	if (len < 0)
		return -ENAMETOOLONG;
	if (r->from.mnt)
		path_put(&r->from);
	r->from.mnt = mntget(link->mnt);
	r->from.dentry = dget_parent(link->dentry);
	return 0;
}

/* Cuts the last component off; NULL if there is none that could be made. */
static char *cut_last(char *name)
{
	size_t len = strlen(name);
	char *last;

	while (len > 1 && name[len - 1] == '/')
		name[--len] = 0;
	last = strrchr(name, '/');
	last = last ? last + 1 : name;
	if (!*last || !strcmp(last, ".") || !strcmp(last, ".."))
		return NULL;
	return last;
}

/* The directory in which @last, the end of the name, does not exist. */
static int look_up_parent(struct sct_resolve *r, char *last,
			  struct path *found)
{
	char *slash = last - 1;
	int err;

	if (last == r->name && r->from.mnt) {
		*found = r->from;
		path_get(found);
		return 0;
	}
	if (last == r->name)
		return kern_path(".", LOOKUP_FOLLOW | LOOKUP_DIRECTORY, found);
	if (slash == r->name)
		return look_up(r, "/", LOOKUP_FOLLOW | LOOKUP_DIRECTORY, found);
	*slash = 0;
	err = look_up(r, r->name, LOOKUP_FOLLOW | LOOKUP_DIRECTORY, found);
	*slash = '/';
	return err;
}

/* One round; 1: the name is that of a link to nowhere, to be followed. */
static int resolve_once(struct sct_resolve *r, struct path *found,
			const char **last)
{
	int err = look_up(r, r->name, r->follow ? LOOKUP_FOLLOW : 0, found);
	struct path link;
	char *cut;

	*last = NULL;
	if (err != -ENOENT)
		return err;
	cut = cut_last(r->name);
	if (!cut)
		return -ENOENT;
	if (r->follow && !look_up(r, r->name, 0, &link)) {
		err = d_is_symlink(link.dentry) ? read_link(r, &link) : -EAGAIN;
		path_put(&link);
		return err ? err : 1;
	}
	*last = cut;
	return look_up_parent(r, cut, found);
}

/**
 * sct_resolve_path - what a path names
 * @r: the path
 * @found: what is there, for path_put()
 * @last: if not set to NULL: this is the directory in which the last component,
 *	in @r->name, does not exist
 *
 * Return: 0; what the call would get from its lookup; -EXDEV: it cannot be told.
 */
int sct_resolve_path(struct sct_resolve *r, struct path *found, const char **last)
{
	int err = 1;

	for (u32 i = 0; i < MAX_LINKS && err == 1; i++)
		err = resolve_once(r, found, last);
	return err == 1 ? -ELOOP : err;
}
