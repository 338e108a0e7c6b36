// SPDX-License-Identifier: GPL-2.0-only
/*
 * PATH and FDPATH: paths that parameters name, as text.  What they mean is said in
 * kmod/rules/call/path.c; here they are found out from outside.
 *
 * The supervisor walks the path itself, component by component, from the caller's root
 * and working directory: the kernel's own lookup would begin at the supervisor's, and
 * "/proc/self" would be the supervisor.  It looks with its own credentials, which are
 * those that the command was started with.
 */
#include <fcntl.h>
#include <linux/magic.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "call/exe_object.h"
#include "call/object_path.h"
#include "call/path.h"
#include "call/path_look.h"
#include "call/user_mem.h"
#include "lib/path_buf.h"
#include "paths.h"
#include "task.h"

#define MAX_LINKS	40	/* as the kernel has it (MAXSYMLINKS) */

char *sct_path_buf_get(gfp_t gfp)
{
	(void)gfp;
	return malloc(PATH_MAX);
}

void sct_path_buf_put(char *name)
{
	free(name);
}

static void proc_name(char *to, size_t size, const char *link)
{
	snprintf(to, size, "/proc/%d/%s", run_current->tid, link);
}

/* What the caller's root is for us: "" if it is ours. */
static size_t root_prefix(char *buf)
{
	char name[64];
	long n;

	proc_name(name, sizeof(name), "root");
	n = readlink(name, buf, PATH_MAX - 1);
	if (n <= 1)
		return 0;
	buf[n] = 0;
	return n;
}

/* What a link of /proc says, seen from the caller's root. */
static u8 seen_text(const char *name, char *buf, struct sct_text *text)
{
	char root[PATH_MAX];
	long n = readlink(name, buf, PATH_MAX);
	size_t prefix;

	if (n <= 0 || n == PATH_MAX)
		return SCT_TEXT_FAULT;
	*text = (struct sct_text){ buf, n };
	prefix = root_prefix(root);
	if (!prefix || (size_t)n < prefix || memcmp(buf, root, prefix))
		return SCT_TEXT_OK;
	if ((size_t)n == prefix) {
		*text = (struct sct_text){ "/", 1 };
	} else if (buf[prefix] == '/') {
		text->data += prefix;
		text->len -= prefix;
	}
	return SCT_TEXT_OK;
}

u8 run_link_text(const char *link, char *buf, struct sct_text *text)
{
	char name[64];

	proc_name(name, sizeof(name), link);
	if (seen_text(name, buf, text) == SCT_TEXT_OK)
		return SCT_TEXT_OK;
	return errno == ENOENT ? SCT_TEXT_NULL : SCT_TEXT_FAULT;
}

static u8 dir_text(int dir, char *buf, struct sct_text *text)
{
	char link[32];

	if (dir == AT_FDCWD)
		return run_link_text("cwd", buf, text);
	if (dir < 0)
		return SCT_TEXT_NULL;
	snprintf(link, sizeof(link), "fd/%d", dir);
	return run_link_text(link, buf, text);
}

static u32 arg(const struct sct_call *call, u8 n)
{
	return sct_call_arg(call->regs, call->abi, n);
}

u8 sct_fd_param(struct sct_call *call, const struct sct_param *param,
		char *buf, struct sct_text *text)
{
	return dir_text(arg(call, param->arg), buf, text);
}

static bool follows_last(const struct sct_call *call, const struct sct_param *param)
{
	u32 mask = param->value;

	switch (param->mode) {
	case SCT_FOLLOW_NO:
		return false;
	case SCT_FOLLOW_YES:
		return true;
	case SCT_FOLLOW_IF:
		return arg(call, param->value >> 32) & mask;
	default:		/* UNLESS */
		return !(arg(call, param->value >> 32) & mask);
	}
}

/* A walk: where it is, and what is still to be walked. */
struct walk {
	int root;
	int at;
	bool follow;		/* the last component, too */
	unsigned int links;
	char rest[2 * PATH_MAX];
	char last[NAME_MAX + 1];	/* what does not exist, in `at` */
};

static int open_root(void)
{
	char name[64];

	proc_name(name, sizeof(name), "root");
	return open(name, O_PATH | O_DIRECTORY | O_CLOEXEC);
}

static void go_to(struct walk *w, int fd)
{
	close(w->at);
	w->at = fd;
}

static bool same_place(int a, int b)
{
	struct stat one, other;

	return !fstat(a, &one) && !fstat(b, &other) && one.st_dev == other.st_dev &&
	       one.st_ino == other.st_ino;
}

static bool is_on_proc(int fd)
{
	struct statfs fs;

	return !fstatfs(fd, &fs) && fs.f_type == PROC_SUPER_MAGIC;
}

/*
 * What a link says, put before the rest.  On /proc "self" is the caller; other links
 * there lead somewhere else than they say, and only the kernel can follow them.
 *
 * Return: 0, or -errno
 */
static int follow_link(struct walk *w, int link, const char *name)
{
	char body[PATH_MAX + NAME_MAX];
	long n;
	int fd;

	if (++w->links > MAX_LINKS)
		return -ELOOP;
	if (is_on_proc(link)) {
		if (!strcmp(name, "self")) {
			n = snprintf(body, sizeof(body), "%d", task_tgid_nr(run_current));
		} else if (!strcmp(name, "thread-self")) {
			n = snprintf(body, sizeof(body), "%d/task/%d",
				     task_tgid_nr(run_current), run_current->tid);
		} else if (strcmp(name, "mounts") && strcmp(name, "net")) {
			fd = openat(w->at, name, O_PATH | O_CLOEXEC);
			if (fd < 0)
				return -errno;
			go_to(w, fd);
			return 0;
		} else {
			n = readlinkat(link, "", body, PATH_MAX - 1);
		}
	} else {
		n = readlinkat(link, "", body, PATH_MAX - 1);
	}
	if (n < 0)
		return -errno;
	body[n] = 0;
	if (n + strlen(w->rest) + 2 > sizeof(w->rest))
		return -ENAMETOOLONG;
	memmove(w->rest + n + 1, w->rest, strlen(w->rest) + 1);
	memcpy(w->rest, body, n);
	w->rest[n] = '/';
	/* No slash that was not there: it would demand a directory. */
	if (!w->rest[n + 1])
		w->rest[n] = 0;
	if (body[0] == '/')
		go_to(w, dup(w->root));
	return 0;
}

/* Takes the next component from the rest; false if there is none. */
static bool next_component(struct walk *w, char *name, bool *more, int *err)
{
	char *from = w->rest + strspn(w->rest, "/");
	size_t len = strcspn(from, "/");
	char *rest = from + len;

	*err = 0;
	if (!len)
		return false;
	if (len > NAME_MAX) {
		*err = -ENAMETOOLONG;
		return false;
	}
	memcpy(name, from, len);
	name[len] = 0;
	/* A slash at the end means a directory, so the link before it is followed. */
	*more = *rest == '/';
	memmove(w->rest, rest, strlen(rest) + 1);
	return true;
}

static bool is_last(const struct walk *w)
{
	return !w->rest[strspn(w->rest, "/")];
}

static int step(struct walk *w, const char *name, bool more)
{
	struct stat st;
	int fd, err;

	if (!strcmp(name, "..") && same_place(w->at, w->root))
		return 0;
	fd = openat(w->at, name, O_PATH | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0) {
		err = -errno;
		if (err == -ENOENT && is_last(w) && strcmp(name, ".") &&
		    strcmp(name, ".."))
			snprintf(w->last, sizeof(w->last), "%s", name);
		return err;
	}
	if (fstat(fd, &st)) {
		err = -errno;
		close(fd);
		return err;
	}
	if (S_ISLNK(st.st_mode) && (more || w->follow)) {
		err = follow_link(w, fd, name);
		close(fd);
		return err;
	}
	go_to(w, fd);
	return 0;
}

/* Return: 0; -ENOENT with w->last set: only the last component is missing; -errno */
static int walk_on(struct walk *w)
{
	char name[NAME_MAX + 1];
	bool more;
	int err;

	while (next_component(w, name, &more, &err)) {
		err = step(w, name, more);
		if (err)
			return err;
	}
	return err;
}

static u8 place_text(const struct walk *w, char *buf, struct sct_text *text)
{
	char name[64];
	size_t last = strlen(w->last);

	snprintf(name, sizeof(name), "/proc/self/fd/%d", w->at);
	if (seen_text(name, buf, text) != SCT_TEXT_OK)
		return SCT_TEXT_FAULT;
	if (!last)
		return SCT_TEXT_OK;
	if (text->len + 1 + last > SCT_MAX_STRING)
		return SCT_TEXT_FAULT;
	memmove(buf, text->data, text->len);
	if (text->len > 1)
		buf[text->len++] = '/';
	memcpy(buf + text->len, w->last, last);
	*text = (struct sct_text){ buf, text->len + last };
	return SCT_TEXT_OK;
}

static u8 failed(int err)
{
	switch (err) {
	case -ENOENT:
	case -ENOTDIR:
	case -EACCES:
	case -ELOOP:
	case -ENAMETOOLONG:
		return SCT_TEXT_NULL;
	default:
		return SCT_TEXT_FAULT;
	}
}

static int open_start(int dir)
{
	char name[64];

	if (dir == AT_FDCWD)
		proc_name(name, sizeof(name), "cwd");
	else
		snprintf(name, sizeof(name), "/proc/%d/fd/%d", run_current->tid, dir);
	return open(name, O_PATH | O_CLOEXEC);
}

static u8 walked_text(struct walk *w, bool jail, int dir, char *buf,
		      struct sct_text *text)
{
	int err;
	u8 state = SCT_TEXT_FAULT;

	w->root = jail ? open_start(dir) : open_root();
	w->at = jail || w->rest[0] == '/' ? dup(w->root) : open_start(dir);
	if (w->root >= 0 && w->at < 0 && !jail) {
		state = SCT_TEXT_NULL;		/* not open */
	} else if (w->root >= 0) {
		err = walk_on(w);
		if (!err || (err == -ENOENT && w->last[0]))
			state = place_text(w, buf, text);
		else
			state = failed(err);
	}
	close(w->at);
	close(w->root);
	return state;
}

u8 sct_path_param(struct sct_call *call, const struct sct_param *param,
		  char *buf, struct sct_text *text)
{
	int dir = param->arg2 == SCT_NO_ARG ? AT_FDCWD : (int)arg(call, param->arg2);
	struct walk w = { .follow = follows_last(call, param) };
	struct sct_text string;
	u8 state = sct_call_text(call, param->arg, &string);
	bool jail = false;

	if (state == SCT_TEXT_NULL && dir == AT_FDCWD)
		return SCT_TEXT_NULL;
	if (state == SCT_TEXT_NULL || (state == SCT_TEXT_OK && !string.len))
		return dir_text(dir, buf, text);
	if (state != SCT_TEXT_OK)
		return SCT_TEXT_FAULT;
	if (param->arg2 != SCT_NO_ARG && !sct_call_read_jail(call, &jail))
		return SCT_TEXT_FAULT;
	memcpy(w.rest, string.data, string.len);
	w.rest[string.len] = 0;
	return walked_text(&w, jail, dir, buf, text);
}

/* A walk costs less than all else here: it is always made. */
bool sct_path_look(struct sct_call *call, const struct sct_param *param)
{
	(void)call;
	(void)param;
	return false;
}

bool sct_path_is_literal(struct sct_call *call, const struct sct_param *param)
{
	return sct_path_look(call, param);
}

/* Not reached: no table with objects is taken (table.c). */
u8 sct_object_path(const struct sct_call *call, const struct sct_param *param,
		   char *buf, struct sct_text *text)
{
	return SCT_TEXT_FAULT;
}

enum sct_object_answer sct_call_exe_in_set(const struct sct_call *call, u32 set)
{
	return SCT_OBJECT_UNKNOWN;
}

u64 sct_object_number(const struct sct_call *call, const struct sct_param *param)
{
	return 0;
}
