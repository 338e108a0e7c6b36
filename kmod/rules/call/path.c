// SPDX-License-Identifier: GPL-2.0-only
/*
 * PATH and FDPATH: paths that parameters name, as text.
 *
 * A path is shown as the caller would see it, from its root directory and in its
 * mount namespace, as /proc/PID/cwd would show it: in a chroot or a container,
 * "/etc/passwd" is the one there.  What lies outside of the caller's root is
 * shown from the outermost root, what is deleted with " (deleted)".
 *
 * The call looks the path up again: another thread may change a directory or a
 * link, or the string itself, between here and there.  A rule on PATH is as good
 * as the paths that it is about are out of its adversary's hands.
 *
 * Where the call could not resolve the path (ENOENT before the last component,
 * ENOTDIR, EACCES, ELOOP, ENAMETOOLONG, EBADF), it names nothing: PATH is NULL,
 * and a refusing rule does not turn the error into its own.  Where only we could
 * not, it is unreadable, and the rule's SCT_RULE_UNREADABLE_MATCHES decides.
 *
 * Most filters are not about the path at hand, and most paths are what their
 * string says (literal_path.c).  Then the filter is decided without resolving: before a
 * visit (path_prefilter.c) and in it (eval.c).  A path is resolved between two
 * evaluations of the rules (call_record.h), and the second one goes by that alone: in one
 * evaluation a path is not one thing and then another.
 */
#include <linux/dcache.h>
#include <linux/fcntl.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/fs_struct.h>
#include <linux/openat2.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "lib/path_buf.h"
#include "call/call_gfp.h"
#include "call/path.h"
#include "call/literal_path.h"
#include "call/path_look.h"
#include "call/resolve.h"
#include "call/store.h"
#include "call/user_mem.h"

/**
 * sct_path_text - a path as /proc shows it
 * @path: the path
 * @buf: PATH_MAX bytes
 * @text: set to bytes in @buf
 *
 * Return: SCT_TEXT_OK; FAULT: it is longer than that.
 */
u8 sct_path_text(const struct path *path, char *buf, struct sct_text *text)
{
	char *s = d_path(path, buf, PATH_MAX);

	if (IS_ERR(s))
		return SCT_TEXT_FAULT;
	*text = (struct sct_text){ s, strlen(s) };
	return SCT_TEXT_OK;
}

/* The same with a name below it that does not exist. */
static u8 missing_text(const struct path *dir, const char *last, char *buf,
		       struct sct_text *text)
{
	u8 state = sct_path_text(dir, buf, text);
	size_t last_len = strlen(last);
	u32 len = text->len;

	if (state != SCT_TEXT_OK)
		return state;
	memmove(buf, text->data, len);
	if (len && buf[len - 1] != '/')
		buf[len++] = '/';
	if (len + last_len > SCT_MAX_STRING)
		return SCT_TEXT_FAULT;
	memcpy(buf + len, last, last_len);
	*text = (struct sct_text){ buf, len + last_len };
	return SCT_TEXT_OK;
}

/* Return: false if there is no such descriptor. */
static bool path_of_fd(int fd, struct path *path)
{
	struct file *file;

	if (fd == AT_FDCWD) {
		get_fs_pwd(current->fs, path);
		return true;
	}
	file = fget_raw(fd);
	if (!file)
		return false;
	*path = file->f_path;
	path_get(path);
	fput(file);
	return true;
}

static u8 fd_text(int fd, char *buf, struct sct_text *text)
{
	struct path path;
	u8 state;

	if (!path_of_fd(fd, &path))
		return SCT_TEXT_NULL;
	state = sct_path_text(&path, buf, text);
	path_put(&path);
	return state;
}

static u32 arg(const struct sct_call *call, u8 n)
{
	return sct_call_arg(call->regs, call->abi, n);
}

/* The directory that a relative path begins at. */
static int dir_fd(const struct sct_call *call, const struct sct_param *param)
{
	return param->arg2 == SCT_NO_ARG ? AT_FDCWD :
					   (int)arg(call, param->arg2);
}

/**
 * sct_fd_param - the path behind a file descriptor
 * @call: the call
 * @param: the parameter, of type FDPATH
 * @buf: PATH_MAX bytes
 * @text: set to bytes in @buf if the state is OK
 *
 * As /proc/PID/fd shows it, also "pipe:[INODE]" and the like; of AT_FDCWD it is
 * the working directory.
 *
 * Return: SCT_TEXT_OK; NULL: not open; FAULT: too long.
 */
u8 sct_fd_param(struct sct_call *call, const struct sct_param *param,
		char *buf, struct sct_text *text)
{
	return fd_text(arg(call, param->arg), buf, text);
}

static __always_inline bool follows_last(const struct sct_call *call,
					 const struct sct_param *param)
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

static u8 failed(struct sct_call *call, int err)
{
	switch (err) {
	case -ENOMEM:
		call->lacks = true;
		return SCT_TEXT_FAULT;
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

static u8 resolved_text(struct sct_call *call, struct sct_resolve *r, char *buf,
			struct sct_text *text)
{
	const char *last;
	struct path found;
	int err = sct_resolve_path(r, &found, &last);
	u8 state;

	if (err)
		return failed(call, err);
	state = last ? missing_text(&found, last, buf, text) :
		       sct_path_text(&found, buf, text);
	path_put(&found);
	return state;
}

/* @name: of PATH_MAX bytes, not empty. */
static u8 name_text(struct sct_call *call, const struct sct_param *param,
		    char *name, char *buf, struct sct_text *text)
{
	struct sct_resolve r = {
		.name = name, .follow = follows_last(call, param),
	};
	int dir = dir_fd(call, param);
	u8 state;

	if (param->arg2 != SCT_NO_ARG && !sct_call_read_jail(call, &r.jail))
		return SCT_TEXT_FAULT;
	if ((r.jail || name[0] != '/') && (r.jail || dir != AT_FDCWD) &&
	    !path_of_fd(dir, &r.from))
		return SCT_TEXT_NULL;
	state = resolved_text(call, &r, buf, text);
	if (r.from.mnt)
		path_put(&r.from);
	return state;
}

static bool is_jailed(struct sct_call *call)
{
	bool jail;

	return !sct_call_read_jail(call, &jail) || jail;
}

static noinline bool is_literal_below(const struct sct_call *call,
				      const struct sct_param *param,
				    const struct sct_text *name)
{
	struct path dir;
	bool plain;

	if (!path_of_fd(dir_fd(call, param), &dir))
		return false;
	plain = sct_literal_below(&dir, name->data, name->len,
				  follows_last(call, param));
	path_put(&dir);
	return plain;
}

/* Has the question been asked? */
static __always_inline bool is_known(const struct sct_call *call,
				     const struct sct_param *param)
{
	const struct sct_param *of = call->literal_of[param->arg];
	struct sct_value_key key, other;

	if (!(call->literal_known & 1u << param->arg))
		return false;
	if (likely(of == param))
		return true;
	key = sct_value_key(param);
	other = sct_value_key(of);
	return sct_same_key(&key, &other);
}

/**
 * sct_path_look - the same as sct_path_is_literal(), for who asks once
 * @call: the call
 * @param: the parameter
 */
bool sct_path_look(struct sct_call *call, const struct sct_param *param)
{
	const struct sct_text *name = &call->text[param->arg];

	if (unlikely(call->nr == __NR_openat2 && is_jailed(call)))
		return false;
	if (unlikely(name->data[0] != '/'))
		return is_literal_below(call, param, name);
	return sct_literal_from_root(name->data + 1, name->len - 1,
				   follows_last(call, param));
}

/**
 * sct_path_is_literal - is the text of a path parameter what its string says?
 * @call: the call; remembers the answer
 * @param: the parameter, of type PATH; its string was read, and is not empty
 *
 * Return: true: the text of an absolute path is the string, that of a relative
 *	one ends in a slash and the string, or there is no text (NULL); false: it
 *	must be resolved.
 */
bool sct_path_is_literal(struct sct_call *call, const struct sct_param *param)
{
	u8 bit = 1u << param->arg;
	bool plain;

	if (is_known(call, param))
		return call->literal & bit;
	plain = sct_path_look(call, param);
	call->literal_known |= bit;
	call->literal_of[param->arg] = param;
	call->literal = plain ? call->literal | bit : call->literal & ~bit;
	return plain;
}

/**
 * sct_path_param - the absolute path that a path parameter names
 * @call: the call
 * @param: the parameter, of type PATH
 * @buf: PATH_MAX bytes
 * @text: set to bytes in @buf if the state is OK
 *
 * Sleeps, and for as long as the file systems on the way like.
 *
 * An empty path, or NULL where there is a descriptor, names what the descriptor
 * is, as with AT_EMPTY_PATH.
 *
 * Return: SCT_TEXT_OK, NULL or FAULT, see above.
 */
u8 sct_path_param(struct sct_call *call, const struct sct_param *param,
		  char *buf, struct sct_text *text)
{
	int dir = dir_fd(call, param);
	struct sct_text string;
	u8 state = sct_call_text(call, param->arg, &string);
	char *name;

	if (state == SCT_TEXT_NULL && dir == AT_FDCWD)
		return SCT_TEXT_NULL;
	if (state == SCT_TEXT_NULL ||
	    (state == SCT_TEXT_OK && !string.len))
		return fd_text(dir, buf, text);
	if (state != SCT_TEXT_OK)
		return SCT_TEXT_FAULT;
	name = sct_path_buf_get(sct_call_gfp(call));
	if (!name)
		return failed(call, -ENOMEM);
	memcpy(name, string.data, string.len);
	name[string.len] = 0;
	state = name_text(call, param, name, buf, text);
	sct_path_buf_put(name);
	return state;
}
