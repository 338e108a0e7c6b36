// SPDX-License-Identifier: GPL-2.0-only
/*
 * Inodes that rules are about, by marks of fsnotify.
 *
 * A mark keeps an inode in memory, so that its address says which one it is, on any file
 * system: also where inode numbers are made anew each time that an inode is read
 * (overlay's directories, FUSE).  It does not keep a file system from being unmounted,
 * or a file from being deleted: then the mark goes, and says so.  And who has marked a
 * directory is told when a name comes to be in it.
 */
#include <linux/fs.h>
#include <linux/slab.h>

#include "object/pin.h"

static struct fsnotify_group *group;
static const struct sct_pin_user *pin_user;

static struct sct_pin *pin_of(struct fsnotify_mark *mark)
{
	return container_of(mark, struct sct_pin, mark);
}

/*
 * Something has come to be there under a name.  Called with the directory locked: what
 * is there now is looked up by somebody who holds no lock.
 */
static int name_appears(struct fsnotify_mark *mark, u32 mask, struct inode *inode,
			struct inode *dir, const struct qstr *name, u32 cookie)
{
	if (dir && name)
		pin_user->appears(pin_of(mark)->owner, dir, name);
	return 0;
}

/* The inode goes: unmounted, deleted, or let go by us. */
static void pin_ends(struct fsnotify_mark *mark, struct fsnotify_group *g)
{
	WRITE_ONCE(pin_of(mark)->keeper->inode, NULL);
}

static void pin_free(struct fsnotify_mark *mark)
{
	struct sct_pin *pin = pin_of(mark);

	pin_user->put(pin->owner);
	kfree(pin);
}

static const struct fsnotify_ops pin_ops = {
	.handle_inode_event = name_appears,
	.freeing_mark = pin_ends,
	.free_mark = pin_free,
};

int sct_pins_create(const struct sct_pin_user *user)
{
	pin_user = user;
	group = fsnotify_alloc_group(&pin_ops, SCT_FSNOTIFY_GROUP);
	return PTR_ERR_OR_ZERO(group);
}

/* All have been released. */
void sct_pins_destroy(void)
{
	fsnotify_wait_marks_destroyed();
	fsnotify_put_group(group);
}

/**
 * sct_pin_inode - keep an inode in memory
 * @owner: for whom; the reference of the pin is taken over, also on an error
 * @keeper: of @owner; set to the inode, until that goes
 * @inode: the caller has a reference
 *
 * Sleeps.  Return: the pin, for sct_pin_release(); NULL without memory.
 */
struct sct_pin *sct_pin_inode(struct sct_objects *owner,
			      struct sct_keeper *keeper, struct inode *inode)
{
	struct sct_pin *pin = kzalloc(sizeof(*pin), GFP_KERNEL);

	if (!pin) {
		pin_user->put(owner);
		return NULL;
	}
	fsnotify_init_mark(&pin->mark, group);
	/* Without a mask the inode is not kept. */
	pin->mark.mask = FS_CREATE | FS_MOVED_TO;
	pin->owner = owner;
	pin->keeper = keeper;
	WRITE_ONCE(keeper->inode, inode);
	if (fsnotify_add_inode_mark(&pin->mark, inode, 0)) {
		WRITE_ONCE(keeper->inode, NULL);
		fsnotify_put_mark(&pin->mark);
		return NULL;
	}
	return pin;
}

/* Sleeps. */
void sct_pin_release(struct sct_pin *pin)
{
	fsnotify_destroy_mark(&pin->mark, group);
	fsnotify_put_mark(&pin->mark);
}
