// SPDX-License-Identifier: GPL-2.0-only
/*
 * Plain paths: those whose text is what the caller wrote.
 *
 * To resolve a path and write it out again costs more than the call that it is
 * for.  Most paths are plain: no component is a symbolic link, "." or "..".  The
 * text of such a path is known, and a filter that it does not satisfy is decided
 * (eval.c).  So the question here is not what the path names, but whether it is
 * certain that resolving it would give its own words, or nothing at all: where
 * the caller may not search a directory, PATH is NULL, and nothing equals that.
 *
 * What proves it is a walk down the names that the kernel has in memory.  It
 * asks nobody for leave and reads nothing in.  At whatever is not as simple as
 * that, it answers "not certain", and the path is resolved:
 *
 *   a name that is not in memory: a link may be there, or a name of other case
 *   a directory that compares names in its own way: the text has its spelling
 *   a link, where it is followed; "", "." and ".."; a slash at the end
 *   a directory that is mounted, or leads elsewhere, when somebody comes by
 *   an object that is shown otherwise than by its name
 *   what its file system does not vouch for any more
 *
 * A last component that does not exist belongs to the text; so one that is known
 * not to exist is plain, too.
 *
 * Races.  Renames are excluded: if there was one meanwhile, anywhere, nothing is
 * certain.  Without renames, a directory keeps its place as long as there is
 * something in it.  So at the moment at which the last component was found, all
 * those before it were what they had been: then, a lookup would have come to the
 * same.  Mounts may come and go during the walk, as during the kernel's own,
 * which may go through what was there before and through what is there now.
 */
#include <linux/dcache.h>
#include <linux/fs.h>
#include <linux/fs_struct.h>
#include <linux/magic.h>
#include <linux/mount.h>
#include <linux/namei.h>
#include <linux/sched.h>
#include <linux/string.h>
#include <asm/word-at-a-time.h>

#include "compat/dput.h"
#include "compat/fs_root.h"
#include "compat/revalidate.h"
#include "lib/words.h"
#include "call/literal_path.h"

/* Where a walk has come to. */
struct place {
	struct path path;	/* the mount is referenced; so is the dentry ... */
	bool borrowed;		/* ... unless it is held by its mount, or by others */
};

static __always_inline void put_place(const struct place *at)
{
	if (!at->borrowed)
		sct_dput_shared(at->path.dentry);
}

static bool is_literal_name(const char *name, u32 len)
{
	if (likely(name[0] != '.'))
		return len;
	return len > 2 || (len == 2 && name[1] != '.');
}

/* How many bytes of @name, which has @len, are before the first slash? */
static __always_inline u32 component_len(const char *name, u32 len)
{
	for (u32 at = 0; at < len; at += sizeof(u64)) {
		u64 word = load_unaligned_zeropad(name + at);
		u32 n = sct_word_len(word ^ REPEAT_BYTE('/'));

		if (n < sizeof(u64))
			return min(at + n, len);
	}
	return len;
}

/* Can names be looked up in it, and are they compared byte by byte? */
static bool is_literal_directory(const struct dentry *dentry)
{
	u32 mask = DCACHE_ENTRY_TYPE | DCACHE_OP_HASH | DCACHE_OP_COMPARE;

	return (READ_ONCE(dentry->d_flags) & mask) == DCACHE_DIRECTORY_TYPE;
}

/*
 * Down to what is mounted there.  Where the way comes by @root, the text begins
 * anew, also if something is mounted upon it; NULL: it began there.
 */
static __always_inline bool cross_mounts(struct path *at,
					 const struct path *root)
{
	u32 flags;

	do {
		if (root && path_equal(at, root))
			return false;
		flags = READ_ONCE(at->dentry->d_flags) & DCACHE_MANAGED_DENTRY;
		if (flags & ~DCACHE_MOUNTED)
			return false;
	} while (flags && follow_down_one(at));
	return true;
}

static __always_inline bool step_into(struct place *at, const struct path *root,
				      const char *name, u32 len)
{
	struct qstr part = QSTR_INIT(name, len);
	struct dentry *dir = at->path.dentry, *child;
	bool valid;

	if (!is_literal_name(name, len) || !is_literal_directory(dir))
		return false;
	part.hash = full_name_hash(dir, name, len);
	child = d_lookup(dir, &part);
	if (!child)
		return false;
	valid = sct_still_valid(dir, &part, child);
	put_place(at);
	at->path.dentry = child;
	at->borrowed = false;
	return valid && cross_mounts(&at->path, root);
}

/* May the last component be shown by its name? */
static bool is_literal_end(const struct dentry *dentry, bool follow)
{
	if (follow && d_is_symlink(dentry))
		return false;
	return !dentry->d_op || !dentry->d_op->d_dname;
}

/*
 * Is what a lookup here finds sure to have the name that was asked for?  A file
 * system may find a name of other case, without comparing names in its own way
 * (d_add_ci()); of these it is known that they do not.
 */
static bool keeps_spelling(const struct dentry *dir)
{
	switch (dir->d_sb->s_magic) {
	case TMPFS_MAGIC:
	case EXT4_SUPER_MAGIC:
	case BTRFS_SUPER_MAGIC:
	case OVERLAYFS_SUPER_MAGIC:
		return true;
	default:
		return false;
	}
}

static __always_inline bool walk_components(struct place *at, const struct path *root,
					    const char *name, u32 len, bool follow)
{
	for (;;) {
		u32 n = component_len(name, len);

		/* Whatever is there: only a link that is followed has another name. */
		if (n == len && !follow && !root && keeps_spelling(at->path.dentry))
			return is_literal_name(name, n) &&
			       is_literal_directory(at->path.dentry);
		if (!step_into(at, root, name, n))
			return false;
		if (n == len)
			return is_literal_end(at->path.dentry, follow);
		name += n + 1;
		len -= n + 1;
	}
}

/**
 * sct_literal_from_root - is an absolute path plain?
 * @name: the path without its leading slash
 * @len: its length
 * @follow: a symbolic link at the end is followed
 *
 * Return: true: its text is @name behind a slash; false: that is not certain.
 */
bool sct_literal_from_root(const char *name, u32 len, bool follow)
{
	u32 renames = read_seqbegin(&rename_lock);
	struct place at;
	bool plain;

	sct_get_root(&at.path);
	at.borrowed = sct_is_mounted_root(&at.path);
	plain = walk_components(&at, NULL, name, len, follow);
	put_place(&at);
	mntput(at.path.mnt);
	return plain && !read_seqretry(&rename_lock, renames);
}

/* Can it be reached from what is mounted there? */
static bool is_mounted(const struct path *dir)
{
	struct dentry *top = dir->mnt->mnt_root;

	return top == dir->mnt->mnt_sb->s_root || is_subdir(dir->dentry, top);
}

/*
 * Of a directory that was moved out of the part of its file system that is
 * mounted, the kernel shows nothing, and nothing of what is below it or mounted
 * there.
 */
static bool is_connected(const struct path *dir, const struct path *root)
{
	struct path at = *dir;
	bool connected;

	if (dir->mnt == root->mnt && sct_is_mounted_root(root))
		return is_mounted(dir);
	path_get(&at);
	do {
		connected = is_mounted(&at);
	} while (connected && follow_up(&at));
	path_put(&at);
	return connected;
}

/**
 * sct_literal_below - is a relative path plain?
 * @dir: where it begins
 * @name: the path
 * @len: its length
 * @follow: as above
 *
 * Return: true: its text ends in a slash and @name; false: that is not certain.
 */
bool sct_literal_below(const struct path *dir, const char *name, u32 len,
		       bool follow)
{
	u32 renames = read_seqbegin(&rename_lock);
	struct place at = { .path = *dir, .borrowed = true };
	struct path root;
	bool plain;

	get_fs_root(current->fs, &root);
	mntget(at.path.mnt);
	plain = is_connected(dir, &root) &&
		walk_components(&at, &root, name, len, follow);
	put_place(&at);
	mntput(at.path.mnt);
	path_put(&root);
	return plain && !read_seqretry(&rename_lock, renames);
}
