// SPDX-License-Identifier: GPL-2.0-only
/*
 * sct_rules: policy.  Its folders, each of which uses only those below it:
 *
 *	dev/	the two devices, their ioctls; this file
 *	hook/	a call arrives: syscall.c; what a rule does: act.c, ask.c, suspend.c;
 *		visits in passing, where all is at hand: passing.c,
 *		fast_log_exact.c
 *	table/	the table in force: build.c, table.c; those of the past: images.c;
 *		one on trial: confirm.c
 *	event/	a rule acted: its event is made (layout.c, record.c) and brought
 *		into the log, or waits (deliver.c); or somebody is asked (question.c)
 *	filter/	does a rule match?  eval.c; most do not: prefilter.c, index.c
 *	call/	a call in flight, and what rules read of it
 *	object/	the files that rules are about: found by path, known by inode
 *	verify/	is an uploaded table sound?
 *	log/	the ring, its readers, rate limits; beside filter, call and verify
 *	lib/	what knows no rules
 *
 * The module is pinned by sct_hijack while a call is hooked or a task may still
 * be inside, and by open files; rmmod is refused with EBUSY until then.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/module.h>
#include <linux/sched.h>

#include "dev/devices.h"
#include "event/question.h"
#include "log/log.h"
#include "lib/path_buf.h"
#include "hook/file_operations.h"
#include "hook/socket_operations.h"
#include "hook/task_operations.h"
#include "hook/operations.h"
#include "hook/suspend.h"
#include "table/table.h"
#include "hook/kept.h"
#include "hook/syscall.h"

static int __init sct_rules_init(void)
{
	int err;

	err = sct_path_bufs_create();
	if (err)
		return err;
	err = sct_kept_cache_create();
	if (err)
		goto out_names;
	err = sct_log_create();
	if (err)
		goto out_cache;
	err = sct_objects_init();
	if (err)
		goto out_log;
	sct_operations_init();
	sct_file_operations_init();
	sct_programs_init();
	sct_socket_operations_init();
	sct_task_operations_init();
	err = sct_hijack_register(&sct_visitor);
	if (err)
		goto out_objects;
	err = sct_log_dev_create();
	if (err)
		goto out_hijack;
	err = sct_ctl_dev_create();
	if (err)
		goto out_log_dev;
	return 0;

out_log_dev:
	sct_log_dev_destroy();
out_hijack:
	sct_hijack_unregister();
out_objects:
	sct_objects_exit();
out_log:
	sct_log_destroy();
out_cache:
	sct_kept_cache_destroy();
out_names:
	sct_path_bufs_destroy();
	return err;
}

/*
 * The kernel lets rmmod --force pass over every count, and over the lock.  Nothing
 * can be refused here any more; what can be done is to say so, and to leave nobody
 * inside of code that goes away: sct_hijack waits for the calls, this for the files.
 */
static void say_if_forced(void)
{
	if (sct_table_locked())
		pr_alert("unloaded by force: the locked rules are not in force any more\n");
	else if (module_refcount(THIS_MODULE) > 0)
		pr_warn("unloaded by force, while in use\n");
}

/* They cannot be opened any more, so there are fewer and fewer. */
static void wait_for_files(void)
{
	int left = sct_table_locked() ? 1 : 0;	/* the lock's own count stays */

	if (module_refcount(THIS_MODULE) <= left)
		return;
	pr_warn("waiting until the open files of both devices are closed\n");
	while (module_refcount(THIS_MODULE) > left)
		schedule_timeout_idle(HZ / 10);
}

/* The devices go first: nobody can upload any more, or read; nor is one put back. */
static void __exit sct_rules_exit(void)
{
	say_if_forced();
	sct_ctl_dev_destroy();
	sct_log_dev_destroy();
	sct_table_stop_trial();
	sct_questions_exit();
	sct_hijack_unregister();
	wait_for_files();
	sct_table_exit();
	sct_objects_exit();
	sct_suspend_exit();
	sct_log_destroy();
	sct_kept_cache_destroy();
	sct_path_bufs_destroy();
}

module_init(sct_rules_init);
module_exit(sct_rules_exit);

MODULE_LICENSE("GPL");
MODULE_AUTHOR("The syscalltrack developers");
MODULE_DESCRIPTION("syscalltrack: rules on system calls");
