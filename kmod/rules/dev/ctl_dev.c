// SPDX-License-Identifier: GPL-2.0-only
/*
 * /dev/sct_ctrl: the only way in for rules.
 *
 * Its mode is 0600, and beyond that CAP_SYS_ADMIN in the initial user namespace
 * is asked for at open and at every ioctl: a file that was opened by root and
 * handed on gives no power to whoever holds it.
 */
#include <linux/capability.h>
#include <linux/compat.h>
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "dev/devices.h"
#include "dev/ioctls.h"
#include "log/log.h"
#include "lib/openers.h"
#include "object/objects.h"
#include "table/table.h"

#define MAX_TIMEOUT_MS	60000
#define MAX_HOLDERS	1024

struct ctl_file {
	struct sct_opener opener;
	struct rcu_head rcu;
};

static int ctl_open(struct inode *inode, struct file *file)
{
	struct ctl_file *cf;

	if (!capable(CAP_SYS_ADMIN))
		return -EPERM;
	cf = kzalloc(sizeof(*cf), GFP_KERNEL);
	if (!cf)
		return -ENOMEM;
	sct_opener_add(&cf->opener, SCT_OPENED_CTRL);
	file->private_data = cf;
	return nonseekable_open(inode, file);
}

static int ctl_release(struct inode *inode, struct file *file)
{
	struct ctl_file *cf = file->private_data;

	sct_opener_del(&cf->opener);
	kfree_rcu(cf, rcu);
	return 0;
}

/* Bytes from user space, from sct_alloc()'s allocator; NULL if there are none. */
static int get_bytes(const void **bytes, u64 from, size_t size)
{
	void *copy = NULL;

	if (size)
		copy = vmemdup_user(u64_to_user_ptr(from), size);
	if (IS_ERR(copy))
		return PTR_ERR(copy);
	*bytes = copy;
	return 0;
}

static int copy_in_and_upload(struct sct_upload *arg, struct sct_fault *fault)
{
	struct sct_terms terms = {
		.flags = arg->flags,
		.expect = arg->expect,
		.confirm_s = arg->confirm_s,
		.origin_size = arg->origin_size,
	};
	const void *bytes;
	int err;

	if (arg->table_size > SCT_MAX_TABLE_BYTES ||
	    arg->origin_size > SCT_MAX_ORIGIN) {
		fault->error = SCT_E_LIMIT;
		return -E2BIG;
	}
	if (!arg->table_size) {
		fault->error = SCT_E_SIZE;
		return -EBADMSG;
	}
	err = get_bytes(&terms.origin, arg->origin, arg->origin_size);
	if (err)
		goto out;
	err = get_bytes(&bytes, arg->table, arg->table_size);
	if (err) {
		sct_free(terms.origin);
		goto out;
	}
	return sct_table_upload(bytes, arg->table_size, &terms, fault,
				&arg->generation);
out:
	if (err == -ENOMEM)
		fault->error = SCT_E_MEMORY;
	return err;
}

static bool valid_upload(const struct sct_upload *arg)
{
	if (arg->flags & ~SCT_UPLOAD_EXPECT || arg->reserved ||
	    arg->reserved2)
		return false;
	if (arg->expect && !(arg->flags & SCT_UPLOAD_EXPECT))
		return false;
	return arg->confirm_s <= SCT_MAX_CONFIRM_S &&
	       !!arg->origin == !!arg->origin_size;
}

/**
 * ctl_upload - SCT_IOC_UPLOAD
 * @user: struct sct_upload
 *
 * Return: 0, or, with the old table still in force,
 *
 * - %-EINVAL: size, flags, confirm_s or reserved field;
 * - %-EFAULT: bad address, of the argument, the table or the origin;
 * - %-E2BIG: more than SCT_MAX_TABLE_BYTES or SCT_MAX_ORIGIN;
 * - %-EROFS: the table is locked;
 * - %-ESTALE: the table in force is not the expected one;
 * - %-EBADMSG: the table is wrong, or its rules may take too long for one call;
 *   error, rule and index say how and where;
 * - %-ENOSYS: a call that the table needs does not exist here;
 * - %-EBUSY: another tracer holds a call;
 * - %-EIO: a call could not be hooked;
 * - %-ENODEV: the module is being unloaded;
 * - %-ENOMEM;
 * - %-EINTR: killed while waiting for another upload.
 */
static long ctl_upload(void __user *user)
{
	struct sct_fault fault;
	struct sct_upload arg;
	int err = sct_get_arg(&arg, sizeof(arg), SCT_UPLOAD_SIZE_1, user);

	if (err)
		return err;
	if (!valid_upload(&arg))
		return -EINVAL;
	sct_fault_set(&fault, SCT_E_OK, SCT_NOWHERE, SCT_NOWHERE);
	arg.generation = 0;
	err = copy_in_and_upload(&arg, &fault);
	arg.error = fault.error;
	arg.rule = fault.rule;
	arg.index = fault.index;
	arg.nr = fault.nr;
	arg.abi = fault.abi;
	arg.cost = min_t(u64, fault.cost, U32_MAX);
	return sct_put_arg(user, &arg, sizeof(arg), err);
}

/**
 * ctl_delete - SCT_IOC_DELETE
 * @user: struct sct_delete
 *
 * Return: 0, or
 *
 * - %-EINVAL: size, or flags;
 * - %-EFAULT: bad address;
 * - %-EROFS: the table is locked;
 * - %-ENOMEM;
 * - %-EINTR: killed while waiting for an upload.
 */
static long ctl_delete(void __user *user)
{
	struct sct_delete arg;
	int err = sct_get_arg(&arg, sizeof(arg), SCT_DELETE_SIZE_1, user);

	if (err)
		return err;
	if (arg.flags)
		return -EINVAL;
	err = sct_table_delete(&arg.generation);
	if (err)
		return err;
	return sct_put_arg(user, &arg, sizeof(arg), 0);
}

/**
 * ctl_confirm - SCT_IOC_CONFIRM
 * @user: struct sct_confirm
 *
 * Return: 0, or
 *
 * - %-EINVAL: size, or flags;
 * - %-EFAULT: bad address;
 * - %-ENOENT: no table awaits its confirmation (any more);
 * - %-ESTALE: one does, of another generation;
 * - %-EINTR: killed while waiting for an upload.
 */
static long ctl_confirm(void __user *user)
{
	struct sct_confirm arg;
	int err = sct_get_arg(&arg, sizeof(arg), SCT_CONFIRM_SIZE_1, user);

	if (err)
		return err;
	if (arg.flags)
		return -EINVAL;
	err = sct_table_confirm(&arg.generation);
	if (err)
		return err;
	return sct_put_arg(user, &arg, sizeof(arg), 0);
}

/**
 * ctl_lock - SCT_IOC_LOCK
 * @user: struct sct_lock
 *
 * Return: 0, or
 *
 * - %-EINVAL: size, or flags;
 * - %-EFAULT: bad address;
 * - %-EBUSY: the table awaits its confirmation;
 * - %-EINTR: killed while waiting for an upload.
 */
static long ctl_lock(void __user *user)
{
	struct sct_lock arg;
	int err = sct_get_arg(&arg, sizeof(arg), SCT_LOCK_SIZE_1, user);

	if (err)
		return err;
	if (arg.flags)
		return -EINVAL;
	err = sct_table_lock(&arg.generation);
	if (err)
		return err;
	return sct_put_arg(user, &arg, sizeof(arg), 0);
}

/**
 * ctl_log_size - SCT_IOC_LOG_SIZE
 * @user: struct sct_log_size
 *
 * Return: 0, or
 *
 * - %-EINVAL: size, or flags; bytes out of bounds;
 * - %-EFAULT: bad address;
 * - %-ENOMEM: the old size stays;
 * - %-EINTR: killed while waiting for another one.
 */
static long ctl_log_size(void __user *user)
{
	struct sct_log_size arg;
	int err = sct_get_arg(&arg, sizeof(arg), SCT_LOG_SIZE_SIZE_1, user);

	if (err)
		return err;
	if (arg.flags)
		return -EINVAL;
	err = sct_log_resize(&arg.bytes);
	if (err)
		return err;
	return sct_put_arg(user, &arg, sizeof(arg), 0);
}

static int drain_and_list(struct sct_drain *arg)
{
	struct sct_holder *holders = NULL;
	u32 n;
	int err;

	if (arg->holder_space) {
		holders = kvcalloc(arg->holder_space, sizeof(*holders),
				   GFP_KERNEL);
		if (!holders)
			return -ENOMEM;
	}
	err = sct_hijack_drain(arg->timeout_ms, holders, arg->holder_space,
			       &arg->holder_count);
	if (!err)
		err = sct_objects_drain(arg->timeout_ms, holders, arg->holder_space,
					&arg->holder_count);
	n = min(arg->holder_count, arg->holder_space);
	if (n && copy_to_user(u64_to_user_ptr(arg->holders), holders,
			      n * sizeof(*holders)))
		err = -EFAULT;
	kvfree(holders);
	return err;
}

/**
 * ctl_drain - SCT_IOC_DRAIN
 * @user: struct sct_drain
 *
 * Return: 0, or
 *
 * - %-EINVAL: size, timeout_ms or holder_space;
 * - %-EFAULT: bad address, of the argument or in it;
 * - %-EROFS: the table is locked, the modules stay;
 * - %-ENOTEMPTY: there are rules;
 * - %-EBUSY: tasks are inside still, or a path to an object is looked up again; the first
 *   of those tasks are in holders;
 * - %-EINTR: a signal came;
 * - %-ENOMEM.
 */
static long ctl_drain(void __user *user)
{
	struct sct_drain arg;
	int err = sct_get_arg(&arg, sizeof(arg), SCT_DRAIN_SIZE_1, user);

	if (err)
		return err;
	if (arg.timeout_ms > MAX_TIMEOUT_MS || arg.holder_space > MAX_HOLDERS)
		return -EINVAL;
	if (sct_table_locked())
		return -EROFS;
	if (sct_table_has_rules())
		return -ENOTEMPTY;
	err = drain_and_list(&arg);
	if (err && err != -EBUSY)
		return err;
	return sct_put_arg(user, &arg, sizeof(arg), err);
}

static long ctl_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	void __user *user = (void __user *)arg;

	if (!capable(CAP_SYS_ADMIN))
		return -EPERM;
	switch (cmd) {
	case SCT_IOC_UPLOAD:
		return ctl_upload(user);
	case SCT_IOC_DELETE:
		return ctl_delete(user);
	case SCT_IOC_DRAIN:
		return ctl_drain(user);
	case SCT_IOC_CONFIRM:
		return ctl_confirm(user);
	case SCT_IOC_LOCK:
		return ctl_lock(user);
	case SCT_IOC_LOG_SIZE:
		return ctl_log_size(user);
	case SCT_IOC_PENDING:
		return sct_ctl_pending(user);
	case SCT_IOC_ANSWER:
		return sct_ctl_answer(user);
	case SCT_IOC_CALLS:
		return sct_ctl_calls(user);
	default:
		return sct_ioctl_of_both(cmd, user);
	}
}

static const struct file_operations ctl_fops = {
	.owner = THIS_MODULE,
	.open = ctl_open,
	.release = ctl_release,
	.unlocked_ioctl = ctl_ioctl,
	.compat_ioctl = compat_ptr_ioctl,
};

static struct miscdevice ctl_device = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = SCT_CTRL_DEVICE,
	.fops = &ctl_fops,
	.mode = 0600,
};

int sct_ctl_dev_create(void)
{
	return misc_register(&ctl_device);
}

void sct_ctl_dev_destroy(void)
{
	misc_deregister(&ctl_device);
}
