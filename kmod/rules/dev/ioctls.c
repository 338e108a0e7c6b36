// SPDX-License-Identifier: GPL-2.0-only
#include <linux/capability.h>
#include <linux/ktime.h>
#include <linux/uaccess.h>

#include "dev/ioctls.h"
#include "table/images.h"
#include "table/table.h"

/**
 * ioctl_info - SCT_IOC_INFO
 * @user: struct sct_info
 *
 * Return: 0, or
 *
 * - %-EINVAL: size;
 * - %-EFAULT: bad address.
 */
static long ioctl_info(void __user *user)
{
	struct sct_info info;
	int err = sct_get_arg(&info, sizeof(info), SCT_INFO_SIZE_1, user);

	if (err)
		return err;
	info = (struct sct_info){
		.size = info.size,
		.version = SCT_ABI_VERSION,
		.hook_count = sct_hijack_hook_count(),
		.after_calls = sct_hijack_after_count(),
		.epoch_offset_ns = ktime_to_ns(ktime_mono_to_real(0)),
	};
	sct_table_info(&info);
	return sct_put_arg(user, &info, sizeof(info), 0);
}

static int copy_out_table(struct sct_download *arg)
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
 * ioctl_download - SCT_IOC_DOWNLOAD
 * @user: struct sct_download
 *
 * Return: 0, or
 *
 * - %-EINVAL: size, or flags;
 * - %-EFAULT: bad address, of the argument or in it;
 * - %-ENOENT: no such generation, or it is too old;
 * - %-ENOSPC: the buffer is too small; table_size says what is needed.
 */
static long ioctl_download(void __user *user)
{
	struct sct_download arg;
	int err = sct_get_arg(&arg, sizeof(arg), SCT_DOWNLOAD_SIZE_1, user);

	if (err)
		return err;
	if (arg.flags)
		return -EINVAL;
	err = copy_out_table(&arg);
	if (err && err != -ENOSPC)
		return err;
	return sct_put_arg(user, &arg, sizeof(arg), err);
}

/**
 * sct_ioctl_of_both - an ioctl that both devices have
 * @cmd: its number
 * @user: its argument
 *
 * Return: its answer; -ENOTTY there is no such.
 */
long sct_ioctl_of_both(unsigned int cmd, void __user *user)
{
	switch (cmd) {
	case SCT_IOC_INFO:
		return ioctl_info(user);
	case SCT_IOC_DOWNLOAD:
		return ioctl_download(user);
	case SCT_IOC_COUNTERS:
		return sct_ioctl_counters(user);
	case SCT_IOC_STATUS:
		return sct_ioctl_status(user);
	default:
		return -ENOTTY;
	}
}
