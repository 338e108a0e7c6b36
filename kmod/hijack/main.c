// SPDX-License-Identifier: GPL-2.0-only
#include <linux/module.h>

#include "internal.h"
#include "patch.h"

static int __init sct_hijack_init(void)
{
	int err = sct_drain_init();

	err = err ?: sct_frames_init();
	return err ?: sct_patch_init();
}

/*
 * Nothing is hooked and nobody inside: the visitor's module uses our symbols and
 * so had to go first, through sct_hijack_unregister().
 */
static void __exit sct_hijack_exit(void)
{
	sct_patch_exit();
	sct_frames_exit();
}

module_init(sct_hijack_init);
module_exit(sct_hijack_exit);

MODULE_LICENSE("GPL");
MODULE_AUTHOR("The syscalltrack developers");
MODULE_DESCRIPTION("syscalltrack: makes system calls visitable before and after they run");
