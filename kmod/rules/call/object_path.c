// SPDX-License-Identifier: GPL-2.0-only
/* Where an object is, as text; and what it is. */
#include <linux/dcache.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/kdev_t.h>
#include <linux/limits.h>
#include <linux/string.h>

#include "call/object_path.h"

/**
 * sct_object_path - where an object of an operation is
 * @call: the operation
 * @param: of type OBJPATH
 * @buf: PATH_MAX bytes
 * @text: set to bytes in @buf if the state is OK
 *
 * From the root of its file system: by which mount it came, the kernel does not say.
 * Nothing sleeps.
 *
 * Or the name of that file system's type.
 *
 * Return: SCT_TEXT_OK; NULL: it is no file; FAULT: it cannot be told.
 */
u8 sct_object_path(const struct sct_call *call, const struct sct_param *param,
		   char *buf, struct sct_text *text)
{
	struct dentry *dentry;
	const char *path;

	if (param->arg > call->objects->count)
		return SCT_TEXT_NULL;
	dentry = call->objects->dentry[param->arg - 1];
	if (param->mode == SCT_ASPECT_FSTYPE) {
		ssize_t len = strscpy(buf, dentry->d_sb->s_type->name, PATH_MAX);

		*text = (struct sct_text){ buf, len < 0 ? PATH_MAX - 1 : len };
		return SCT_TEXT_OK;
	}
	path = dentry_path_raw(dentry, buf, PATH_MAX);
	if (IS_ERR(path))
		return SCT_TEXT_FAULT;
	*text = (struct sct_text){ path, buf + PATH_MAX - 1 - path };
	return SCT_TEXT_OK;
}

/**
 * sct_object_number - what an object of an operation is
 * @call: the operation
 * @param: with an aspect that is a number
 *
 * As it is now: who may change it is not kept from that.  Of what is not there, or is no
 * file, 0.
 */
u64 sct_object_number(const struct sct_call *call, const struct sct_param *param)
{
	const struct dentry *dentry;
	const struct inode *inode;

	if (param->arg > call->objects->count)
		return 0;
	dentry = call->objects->dentry[param->arg - 1];
	inode = d_inode(dentry);
	if (param->mode == SCT_ASPECT_DEVICE)
		return new_encode_dev(dentry->d_sb->s_dev);
	if (!inode)
		return 0;
	switch ((enum sct_aspect)param->mode) {
	case SCT_ASPECT_INO:
		return inode->i_ino;
	case SCT_ASPECT_UID:
		return __kuid_val(inode->i_uid);
	case SCT_ASPECT_GID:
		return __kgid_val(inode->i_gid);
	case SCT_ASPECT_MODE:
		return inode->i_mode & S_IALLUGO;
	case SCT_ASPECT_KIND:
		return inode->i_mode & S_IFMT;
	case SCT_ASPECT_NLINK:
		return inode->i_nlink;
	case SCT_ASPECT_WHERE:
	case SCT_ASPECT_DEVICE:
	case SCT_ASPECT_FSTYPE:
		break;
	}
	return 0;
}
