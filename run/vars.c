// SPDX-License-Identifier: GPL-2.0-only
/*
 * Variables of the calling task, as /proc shows them to the supervisor: ids are those
 * of the supervisor's pid and user namespace, where the modules give those of the
 * initial ones.
 */
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "call/path.h"
#include "call/var_kinds.h"
#include "lib/container.h"
#include "paths.h"
#include "task.h"

static s64 namespace_inum(const char *name)
{
	char path[64];
	struct stat st;

	snprintf(path, sizeof(path), "/proc/%d/ns/%s", run_current->tid, name);
	return stat(path, &st) ? 0 : (u32)st.st_ino;
}

/* Numbers in files of their own; what an old kernel lacks is "not set". */
static s64 number_of(const char *file)
{
	char buf[32];

	if (run_read_proc(run_current->tid, file, buf, sizeof(buf)) < 0)
		return (u32)-1;
	return (u32)strtoul(buf, NULL, 10);
}

static s64 task_int(enum sct_int_var var)
{
	pid_t tid = run_current->tid;

	switch (var) {
	case SCT_INT_PID:
		return task_tgid_nr(run_current);
	case SCT_INT_TID:
		return tid;
	case SCT_INT_PPID:
		return run_status_id(tid, "PPid:", 0);
	case SCT_INT_UID:
		return current_uid();
	case SCT_INT_EUID:
		return (u32)run_status_id(tid, "Uid:", 1);
	case SCT_INT_SUID:
		return (u32)run_status_id(tid, "Uid:", 2);
	case SCT_INT_FSUID:
		return (u32)run_status_id(tid, "Uid:", 3);
	case SCT_INT_GID:
		return (u32)run_status_id(tid, "Gid:", 0);
	case SCT_INT_EGID:
		return (u32)run_status_id(tid, "Gid:", 1);
	case SCT_INT_SGID:
		return (u32)run_status_id(tid, "Gid:", 2);
	case SCT_INT_FSGID:
		return (u32)run_status_id(tid, "Gid:", 3);
	case SCT_INT_LOGINUID:
		return number_of("loginuid");
	case SCT_INT_SESSION:
		return number_of("sessionid");
	case SCT_INT_MNT_NS:
		return namespace_inum("mnt");
	case SCT_INT_PID_NS:
		return namespace_inum("pid");
	case SCT_INT_NET_NS:
		return namespace_inum("net");
	case SCT_INT_USER_NS:
		return namespace_inum("user");
	case SCT_INT_UTS_NS:
		return namespace_inum("uts");
	case SCT_INT_IPC_NS:
		return namespace_inum("ipc");
	case SCT_INT_CGROUP_NS:
		return namespace_inum("cgroup");
	case SCT_INT_RETVAL:
	case SCT_INT_ABI:
	case SCT_INT_SYSCALL:	/* the call's, not the task's: call.h */
		break;
	}
	return 0;		/* verify.c lets no other number through */
}

s64 sct_task_int(u8 var)
{
	return task_int((enum sct_int_var)var);
}

/* No variable is at hand without being asked for. */
u16 sct_cred_offset(u8 var)
{
	(void)var;
	return 0;
}

static u32 trim_comm(const char *buf, long n, char *to)
{
	if (n > 0 && buf[n - 1] == '\n')
		n--;
	n = n < 0 ? 0 : min(n, (long)SCT_COMM_LEN - 1);
	memset(to, 0, SCT_COMM_LEN);
	memcpy(to, buf, n);
	return n;
}

void sct_call_read_comm(struct sct_call *call)
{
	char buf[64];
	long n = run_read_comm(run_current, buf, sizeof(buf));

	call->comm_len = trim_comm(buf, n, call->comm);
}

static u8 parent_comm(char *buf, struct sct_text *text)
{
	s64 parent = run_status_id(run_current->tid, "PPid:", 0);
	char comm[64];
	long n = parent > 0 ? run_read_proc(parent, "comm", comm, sizeof(comm)) : 0;

	*text = (struct sct_text){ buf, trim_comm(comm, n, buf) };
	return SCT_TEXT_OK;
}

/* As tty_name() and the driver of pts have it: major and minor number tell. */
static u8 terminal(char *buf, struct sct_text *text)
{
	char stat[1024], link[64];
	const char *after;
	long n, nr = 0;

	*text = (struct sct_text){ buf, 0 };
	if (run_read_proc(run_current->tid, "stat", stat, sizeof(stat)) < 0)
		return SCT_TEXT_FAULT;
	after = strrchr(stat, ')');
	if (!after || sscanf(after, ") %*c %*d %*d %*d %ld", &nr) != 1 || !nr)
		return SCT_TEXT_OK;
	if (major(nr) >= 136 && major(nr) <= 143) {
		text->len = snprintf(buf, PATH_MAX, "pts/%ld",
				     (major(nr) - 136l) * 256 + minor(nr));
		return SCT_TEXT_OK;
	}
	snprintf(link, sizeof(link), "/sys/dev/char/%u:%u", major(nr), minor(nr));
	n = readlink(link, buf, PATH_MAX - 1);
	if (n <= 0)
		return SCT_TEXT_FAULT;
	buf[n] = 0;
	text->data = strrchr(buf, '/') ? strrchr(buf, '/') + 1 : buf;
	text->len = strlen(text->data);
	return SCT_TEXT_OK;
}

static u8 cgroup(char *buf, struct sct_text *text)
{
	char list[8192], *line = list, *end;

	if (run_read_proc(run_current->tid, "cgroup", list, sizeof(list)) < 0)
		return SCT_TEXT_FAULT;
	while (line && strncmp(line, "0::", 3)) {
		line = strchr(line, '\n');
		line = line ? line + 1 : NULL;
	}
	*text = (struct sct_text){ buf, 0 };
	if (!line)
		return SCT_TEXT_OK;
	line += 3;
	end = strchrnul(line, '\n');
	if (end - line >= PATH_MAX)
		return SCT_TEXT_FAULT;
	memcpy(buf, line, end - line);
	text->len = end - line;
	return SCT_TEXT_OK;
}

static u8 container(char *buf, struct sct_text *text)
{
	u8 state = cgroup(buf, text);

	if (state == SCT_TEXT_OK)
		text->len = sct_container_replace(buf, text->len);
	return state;
}

/* See kmod/rules/call/var_texts.c. */
u8 sct_var_text(u8 var, char *buf, struct sct_text *text)
{
	switch ((enum sct_str_var)var) {
	case SCT_STR_PCOMM:
		return parent_comm(buf, text);
	case SCT_STR_EXE:
		return run_link_text("exe", buf, text);
	case SCT_STR_CWD:
		return run_link_text("cwd", buf, text);
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
