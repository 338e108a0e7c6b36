// SPDX-License-Identifier: GPL-2.0-only
/*
 * String variables that are not cheap, found out once for a call and phase.
 *
 * Paths are what /proc/PID/exe and /proc/PID/cwd show to the task itself: seen
 * from its root directory, with " (deleted)" where the file is gone.  Only
 * exported functions are used: d_path() for paths, kernfs_path() for cgroups.
 *
 * All run in the task's own context, and perhaps under a spinlock; none sleeps.
 */
#include <linux/cgroup.h>
#include <linux/dcache.h>
#include <linux/file.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/tty.h>
#include <linux/tty_driver.h>

#include "compat/exe_file.h"
#include "compat/fs_lock.h"
#include "lib/container.h"
#include "call/path.h"
#include "call/var_kinds.h"

static u8 parent_comm(char *buf, struct sct_text *text)
{
	rcu_read_lock();
	memcpy(buf, rcu_dereference(current->real_parent)->comm, TASK_COMM_LEN);
	rcu_read_unlock();
	*text = (struct sct_text){ buf, strnlen(buf, TASK_COMM_LEN - 1) };
	return SCT_TEXT_OK;
}

static u8 exe(char *buf, struct sct_text *text)
{
	struct file *file = current->mm ? sct_exe_file(current->mm) : NULL;
	u8 state;

	if (!file)
		return SCT_TEXT_NULL;
	/* What a task says of itself is no answer. */
	state = SCT_TEXT_FAULT;
	if (sct_was_executed(file))
		state = sct_path_text(&file->f_path, buf, text);
	fput(file);
	return state;
}

/* Locked instead of referenced: to let go of a directory may sleep. */
static u8 cwd(char *buf, struct sct_text *text)
{
	struct fs_struct *fs = current->fs;
	u8 state;

	if (!fs)		/* the task has nearly ended */
		return SCT_TEXT_NULL;
	sct_lock_fs(fs);
	state = sct_path_text(&fs->pwd, buf, text);
	sct_unlock_fs(fs);
	return state;
}

/* The driver of pts/N names it without the slash that /dev has. */
static u8 terminal(char *buf, struct sct_text *text)
{
	struct tty_struct *tty = get_current_tty();

	*text = (struct sct_text){ buf, 0 };
	if (!tty)
		return SCT_TEXT_OK;
	if (tty->driver->type == TTY_DRIVER_TYPE_PTY &&
	    tty->driver->subtype == PTY_TYPE_SLAVE &&
	    !strcmp(tty->driver->name, "pts"))
		text->len = scnprintf(buf, PATH_MAX, "pts/%d", tty->index);
	else
		text->len = scnprintf(buf, PATH_MAX, "%s", tty_name(tty));
	tty_kref_put(tty);
	return SCT_TEXT_OK;
}

/* Seen from the root of the hierarchy, whatever the task's namespace shows. */
static u8 cgroup(char *buf, struct sct_text *text)
{
	int len = 0;

#ifdef CONFIG_CGROUPS
	/* RCU keeps the task's cgroup, and that keeps its directory. */
	rcu_read_lock();
	len = kernfs_path(task_dfl_cgroup(current)->kn, buf, PATH_MAX);
	rcu_read_unlock();
#endif
	if (len < 0 || len >= PATH_MAX)
		return SCT_TEXT_FAULT;
	*text = (struct sct_text){ buf, len };
	return SCT_TEXT_OK;
}

static u8 container(char *buf, struct sct_text *text)
{
	u8 state = cgroup(buf, text);

	if (state == SCT_TEXT_OK)
		text->len = sct_container_replace(buf, text->len);
	return state;
}

/**
 * sct_var_text - find out a string variable
 * @var: SCT_VAR_*, of a string and not COMM
 * @buf: PATH_MAX bytes
 * @text: set to bytes in @buf if the state is OK
 *
 * Return: SCT_TEXT_OK; NULL: the task has none; FAULT: it cannot be told.
 */
u8 sct_var_text(u8 var, char *buf, struct sct_text *text)
{
	switch ((enum sct_str_var)var) {
	case SCT_STR_PCOMM:
		return parent_comm(buf, text);
	case SCT_STR_EXE:
		return exe(buf, text);
	case SCT_STR_CWD:
		return cwd(buf, text);
	case SCT_STR_TTY:
		return terminal(buf, text);
	case SCT_STR_CGROUP:
		return cgroup(buf, text);
	case SCT_STR_CONTAINER:
		return container(buf, text);
	case SCT_STR_COMM:	/* sct_call_comm() */
		break;
	}
	return SCT_TEXT_FAULT;	/* verify.c lets no other number through */
}
