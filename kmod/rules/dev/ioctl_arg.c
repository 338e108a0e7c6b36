// SPDX-License-Identifier: GPL-2.0-only
/* The arguments of ioctls, whose structs may grow. */
#include <linux/uaccess.h>

#include "dev/ioctls.h"

/**
 * sct_get_arg - fetch the argument of an ioctl
 * @arg: struct that starts with a u32 "size"
 * @size: its size
 * @first: the size of its first version
 * @from: user address
 *
 * The caller may know more or less of the struct than we do: sct_abi_ioctl.h.
 *
 * Return: 0; -EFAULT; -EINVAL the caller means another struct; -E2BIG he asks for
 * what we do not know.
 */
int sct_get_arg(void *arg, size_t size, size_t first, const void __user *from)
{
	u32 said;
	int err;

	if (get_user(said, (const u32 __user *)from))
		return -EFAULT;
	if (said < first)
		return -EINVAL;
	if (said > PAGE_SIZE)
		return -E2BIG;
	err = copy_struct_from_user(arg, size, from, said);
	*(u32 *)arg = said;	/* whatever it is by now */
	return err;
}

/**
 * sct_put_arg - give the answer of an ioctl back
 * @to: user address
 * @arg: struct that starts with what the caller says its size is
 * @size: its size
 * @err: of the ioctl, or 0
 *
 * Return: @err; -EFAULT.
 */
int sct_put_arg(void __user *to, const void *arg, size_t size, int err)
{
	size = min_t(size_t, size, *(const u32 *)arg);
	return copy_to_user(to, arg, size) ? -EFAULT : err;
}
