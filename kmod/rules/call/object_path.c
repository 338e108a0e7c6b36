// SPDX-License-Identifier: GPL-2.0-only
/* Where an object is, as text. */
#include <linux/dcache.h>
#include <linux/err.h>
#include <linux/limits.h>

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
 * Return: SCT_TEXT_OK; NULL: it is no file; FAULT: it cannot be told.
 */
u8 sct_object_path(const struct sct_call *call, const struct sct_param *param,
		   char *buf, struct sct_text *text)
{
	const char *path;

	if (param->arg > call->objects->count)
		return SCT_TEXT_NULL;
	path = dentry_path_raw(call->objects->dentry[param->arg - 1], buf, PATH_MAX);
	if (IS_ERR(path))
		return SCT_TEXT_FAULT;
	*text = (struct sct_text){ path, buf + PATH_MAX - 1 - path };
	return SCT_TEXT_OK;
}
