// SPDX-License-Identifier: GPL-2.0-only
/*
 * SCT_IOC_STATUS: is what the table says in force, and since when, by whom?
 */
#include <linux/kconfig.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "dev/ioctls.h"
#include "event/deliver.h"
#include "lib/degraded.h"
#include "log/log.h"
#include "table/confirm.h"
#include "table/images.h"
#include "table/table.h"

static bool sees_abi(unsigned int abi)
{
	for (unsigned int nr = 0; nr < SCT_MAX_NR; nr++) {
		if (sct_hijack_has_call(abi, nr) > 0)
			return true;
	}
	return false;
}

/* The entries that the kernel has; those that we can watch are in @status. */
static u32 look_at_abis(struct sct_status *status)
{
	u32 offered = 0;

	if (IS_ENABLED(CONFIG_X86_64))
		offered |= 1u << SCT_ABI_X86_64;
	if (IS_ENABLED(CONFIG_IA32_EMULATION))
		offered |= 1u << SCT_ABI_IA32;
	if (IS_ENABLED(CONFIG_X86_X32_ABI))
		offered |= 1u << SCT_ABI_X32;
	if (IS_ENABLED(CONFIG_ARM64))
		offered |= 1u << SCT_ABI_ARM64;
	if (IS_ENABLED(CONFIG_ARM64) && IS_ENABLED(CONFIG_COMPAT))
		offered |= 1u << SCT_ABI_ARM;
	for (unsigned int abi = 0; abi < SCT_NR_ABIS; abi++) {
		if (offered & 1u << abi && sees_abi(abi))
			status->abis |= 1u << abi;
	}
	return offered;
}

static void describe_image(struct sct_status *status,
			   const struct sct_image *image)
{
	const struct sct_signature *by = &image->signature;

	status->generation = image->generation;
	status->table_size = image->size;
	status->rule_count = image->table ? image->table->rules.count : 0;
	status->loaded_ns = by->loaded_ns;
	status->uid = by->uid;
	status->loginuid = by->loginuid;
	status->pid = by->pid;
	memcpy(status->comm, by->comm, sizeof(status->comm));
	status->origin_size = image->origin_size;
	status->cost = image->cost;
	status->cost_nr = image->cost_nr;
	status->cost_abi = image->cost_abi;
}

static int put_origin(const struct sct_status *status,
		      const struct sct_image *image)
{
	if (!status->origin || status->origin_space < image->origin_size)
		return 0;
	if (copy_to_user(u64_to_user_ptr(status->origin), image->origin,
			 image->origin_size))
		return -EFAULT;
	return 0;
}

/**
 * sct_ioctl_status - SCT_IOC_STATUS
 * @user: struct sct_status
 *
 * Return: 0, or
 *
 * - %-EINVAL: size, or flags;
 * - %-EFAULT: bad address, of the argument or of the origin.
 */
long sct_ioctl_status(void __user *user)
{
	struct sct_image *image;
	struct sct_status arg, status;
	int err = sct_get_arg(&arg, sizeof(arg), SCT_STATUS_SIZE_1, user);

	if (err)
		return err;
	if (arg.flags)
		return -EINVAL;
	status = (struct sct_status){
		.size = arg.size,
		.hook_count = sct_hijack_hook_count(),
		.after_calls = sct_hijack_after_count(),
		.degraded = sct_degraded(),
		.loginuid = -1,
		.origin = arg.origin,
		.origin_space = arg.origin_space,
	};
	if (!sct_hijack_intact())
		status.degraded |= SCT_DEGRADED_HOOK_LOST;
	if (look_at_abis(&status) & ~status.abis)
		status.degraded |= SCT_DEGRADED_ABI_UNSEEN;
	if (sct_table_locked())
		status.state |= SCT_STATE_LOCKED;
	sct_confirm_status(&status);
	sct_log_status(&status);
	sct_deliver_status(&status);
	image = sct_image_get(0);
	if (image) {
		describe_image(&status, image);
		status.memory = image->size + image->origin_size;
		err = put_origin(&status, image);
		sct_image_put(image);
	}
	sct_table_status(&status);
	return sct_put_arg(user, &status, sizeof(status), err);
}
