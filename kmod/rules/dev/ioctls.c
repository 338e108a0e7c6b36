// SPDX-License-Identifier: GPL-2.0-only
#include <linux/capability.h>
#include <linux/uaccess.h>

#include "dev/ioctls.h"
#include "table/images.h"
#include "table/table.h"

/**
 * sct_get_arg - fetch the argument of an ioctl
 * @arg: struct that starts with a u32 "size"
 * @size: its size
 * @from: user address
 *
 * Return: 0; -EFAULT; -EINVAL the caller means another struct.
 */
int sct_get_arg(void *arg, size_t size, const void __user *from)
{
	u32 said;

	if (get_user(said, (const u32 __user *)from))
		return -EFAULT;
	if (said != size)
		return -EINVAL;
	if (copy_from_user(arg, from, size))
		return -EFAULT;
	*(u32 *)arg = size;	/* whatever it is by now */
	return 0;
}

/* Gives an ioctl's answer back, also with an error, which @err is or 0. */
int sct_put_arg(void __user *to, const void *arg, size_t size, int err)
{
	return copy_to_user(to, arg, size) ? -EFAULT : err;
}

/**
 * sct_ioctl_info - SCT_IOC_INFO
 * @user: struct sct_info
 *
 * Return: 0, or
 *
 * - %-EINVAL: wrong size;
 * - %-EFAULT: bad address.
 */
long sct_ioctl_info(void __user *user)
{
	struct sct_info info;
	int err = sct_get_arg(&info, sizeof(info), user);

	if (err)
		return err;
	info = (struct sct_info){
		.size = sizeof(info),
		.version = SCT_ABI_VERSION,
		.hook_count = sct_hijack_hook_count(),
		.after_calls = sct_hijack_after_count(),
	};
	sct_table_info(&info);
	return sct_put_arg(user, &info, sizeof(info), 0);
}

static int download(struct sct_download *arg)
{
	struct sct_image *image = sct_image_get(arg->generation);
	int err = 0;

	/* Before the first upload, the empty table is in force. */
	if (!image && arg->generation)
		return -ENOENT;
	arg->table_size = 0;
	if (!image)
		return 0;
	arg->generation = image->generation;
	arg->table_size = image->size;
	if (image->size > arg->buffer_size)
		err = -ENOSPC;
	else if (copy_to_user(u64_to_user_ptr(arg->buffer), image->table,
			      image->size))
		err = -EFAULT;
	sct_image_put(image);
	return err;
}

/**
 * sct_ioctl_download - SCT_IOC_DOWNLOAD
 * @user: struct sct_download
 *
 * Return: 0, or
 *
 * - %-EINVAL: wrong size, or flags;
 * - %-EFAULT: bad address, of the argument or in it;
 * - %-ENOENT: no such generation, or it is too old;
 * - %-ENOSPC: the buffer is too small; table_size says what is needed.
 */
long sct_ioctl_download(void __user *user)
{
	struct sct_download arg;
	int err = sct_get_arg(&arg, sizeof(arg), user);

	if (err)
		return err;
	if (arg.flags)
		return -EINVAL;
	err = download(&arg);
	if (err && err != -ENOSPC)
		return err;
	return sct_put_arg(user, &arg, sizeof(arg), err);
}
