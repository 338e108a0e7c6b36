// SPDX-License-Identifier: GPL-2.0-only
/* The control device's ioctls about calls that wait for an answer. */
#include <linux/errno.h>

#include "dev/ioctls.h"
#include "event/question.h"

/**
 * sct_ctl_pending - SCT_IOC_PENDING
 * @user: struct sct_pending
 *
 * Return: 0, or
 *
 * - %-EINVAL: size, or flags;
 * - %-EFAULT: bad address, of the argument or in it;
 * - %-ENOSPC: the buffer is too small; bytes says what is needed;
 * - %-ENOMEM.
 */
long sct_ctl_pending(void __user *user)
{
	struct sct_pending arg;
	int err = sct_get_arg(&arg, sizeof(arg), SCT_PENDING_SIZE_1, user);

	if (err)
		return err;
	if (arg.flags || arg.reserved)
		return -EINVAL;
	err = sct_questions_list(&arg);
	if (err && err != -ENOSPC)
		return err;
	return sct_put_arg(user, &arg, sizeof(arg), err);
}

static bool valid_answer(const struct sct_answer *arg)
{
	bool fails = arg->verdict == SCT_VERDICT_FAILED;
	bool kills = arg->verdict == SCT_VERDICT_KILLED;

	if (arg->flags & ~SCT_ANSWER_REMEMBER || arg->reserved[0] || arg->reserved[1] ||
	    arg->verdict > SCT_VERDICT_KILLED)
		return false;
	if (fails ? arg->error < 1 || arg->error >= SCT_KERNEL_ERRNO : arg->error)
		return false;
	return kills ? arg->signal >= 1 && arg->signal <= SCT_MAX_SIGNAL : !arg->signal;
}

/**
 * sct_ctl_answer - SCT_IOC_ANSWER
 * @user: struct sct_answer
 *
 * Return: 0, or
 *
 * - %-EINVAL: size, flags, verdict, signal, error or reserved field;
 * - %-EFAULT: bad address;
 * - %-ENOENT: nobody waits for this answer (any more);
 * - %-ENODATA: to be remembered, but who asks, or for what, is not known for certain;
 * - %-ENOSPC: to be remembered, but there are SCT_MAX_REMEMBERED of them;
 * - %-ENOMEM.
 */
long sct_ctl_answer(void __user *user)
{
	struct sct_answer arg;
	int err = sct_get_arg(&arg, sizeof(arg), SCT_ANSWER_SIZE_1, user);

	if (err)
		return err;
	if (!valid_answer(&arg))
		return -EINVAL;
	return sct_questions_answer(&arg);
}
