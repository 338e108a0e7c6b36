// SPDX-License-Identifier: GPL-2.0-only
/*
 * paths: checks resolved paths (PATH) and the paths behind descriptors (FDPATH)
 * in filters and events, in a small tree with links.  Prints TAP.
 */
#include "values.h"

#include <linux/openat2.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#define R	"/tmp/values-paths"
#define PATH_SLOT	7	/* PARAMS index of the first derived one */

/* Descriptors of the child, in shared->number[] from here on. */
enum { DIR_R = 10, DIR_A, DIR_GONE, DIR_SUB, FILES };
#define HERE	AT_FDCWD

static const char * const made[][2] = {	/* directories, then links */
	{ R, "" }, { R "/a", "" }, { R "/a/b", "" }, { R "/gone", "" },
	{ R "/secret", "" }, { R "/secret/sub", "" },
	{ R "/link", "a/b/file" }, { R "/dlink", "a" }, { R "/abs", R "/a/b" },
	{ R "/dangling", "a/new" }, { R "/dangling2", "dangling" },
	{ R "/loop", "loop" }, { R "/a/up", "../link" },
	{ R "/nowhere", R "/no/such" }, { R "/root", "/" },
};

static void touch(const char *name)
{
	int fd = open(name, O_CREAT | O_WRONLY, 0644);

	if (fd < 0 || close(fd))
		die(name);
}

static void make_tree(void)
{
	for (size_t i = 0; i < sizeof(made) / sizeof(made[0]); i++) {
		const char *to = made[i][1];

		if (*to ? symlink(to, made[i][0]) : mkdir(made[i][0], 0755))
			die(made[i][0]);
	}
	touch(R "/a/b/file");
	touch(R "/secret/sub/f");
	if (chmod(R "/secret", 0700))
		die("chmod");
}

/* In the child. */
static long enter_tree(void)
{
	static const char * const dirs[] = {
		R, R "/a", R "/gone", R "/secret/sub",
	};

	for (int i = 0; i < 4; i++) {
		shared->number[DIR_R + i] = open(dirs[i], O_RDONLY | O_DIRECTORY);
		if (shared->number[DIR_R + i] < 0)
			return -errno;
	}
	return answer(rmdir(R "/gone") | chdir(R));
}

static long do_openat(void)
{
	return answer(syscall(__NR_openat, shared->number[0], shared->number[1],
			      shared->number[2], 0));
}

static struct sct_param path_param(uint8_t mode, uint64_t value)
{
	return (struct sct_param){ .source = SCT_SOURCE_ARG, .arg = 1,
				   .type = SCT_TYPE_PATH, .mode = mode,
				   .value = value };
}

/* A call with a directory and a path, and a rule on what the path names. */
static void set_path(struct sct_param param, int dir, const char *path, int flags)
{
	rule(SCT_PHASE_BEFORE);
	slot(0, (struct sct_param){ .source = SCT_SOURCE_ARG,
				    .type = SCT_TYPE_S32 });
	slot(1, (struct sct_param){ .source = SCT_SOURCE_ARG, .arg = 1,
				    .type = SCT_TYPE_STR });
	slot(6, param);
	shared->number[0] = dir == HERE || dir >= FILES ? dir :
							  shared->number[dir];
	shared->number[1] = path ? (long)shared->text[0] : 0;
	shared->number[2] = flags;
	if (path)
		snprintf(shared->text[0], 8192, "%s", path);
}

/* @want: NULL: it names nothing. */
static void names(struct sct_param param, int dir, const char *path, int flags,
		  const char *want)
{
	uint32_t len = want ? strlen(want) : 0;
	long ret;

	set_path(param, dir, path, flags);
	where_text(want ? SCT_OP_JSEQ : SCT_OP_JSNUL, SCT_VAR_PARAMS, PATH_SLOT,
		   want, len);
	ret = call(__NR_openat, do_openat);
	result(ret == -REFUSED &&
	       has_text(SCT_VAR_PARAMS, PATH_SLOT, want ? 0 : SCT_FIELD_NULL,
			want ? want : "", len),
	       "%d '%s' %s is %s", dir, path ? path : "NULL",
	       param.mode == SCT_FOLLOW_NO ? "not followed" : "followed",
	       want ? want : "nothing");
}

#define FOLLOWED(dir, path, want) \
	names(path_param(SCT_FOLLOW_YES, 0), dir, path, 0, want)
#define AS_IT_IS(dir, path, want) \
	names(path_param(SCT_FOLLOW_NO, 0), dir, path, 0, want)

/* Nobody can tell: the filter does not match, or does, as the rule says. */
static void unreadable(const char *name, int dir, const char *path)
{
	long ret;

	set_path(path_param(SCT_FOLLOW_YES, 0), dir, path, 0);
	where_text(SCT_OP_JSEQ, SCT_VAR_PARAMS, PATH_SLOT, "no", 2);
	ret = call(__NR_openat, do_openat);
	set_path(path_param(SCT_FOLLOW_YES, 0), dir, path, 0);
	t.rule.flags |= SCT_RULE_UNREADABLE_MATCHES;
	where_text(SCT_OP_JSEQ, SCT_VAR_PARAMS, PATH_SLOT, "no", 2);
	result(ret != -REFUSED && call(__NR_openat, do_openat) == -REFUSED &&
	       has_text(SCT_VAR_PARAMS, PATH_SLOT, SCT_FIELD_FAULT, "", 0),
	       "%s", name);
}

static void existing(void)
{
	char name[64];

	FOLLOWED(HERE, R "/a/b/file", R "/a/b/file");
	FOLLOWED(HERE, "a/b/file", R "/a/b/file");
	FOLLOWED(HERE, "./a//b/../b/./file", R "/a/b/file");
	FOLLOWED(HERE, "..", "/tmp");
	FOLLOWED(HERE, ".", R);
	FOLLOWED(HERE, "/..", "/");
	FOLLOWED(DIR_A, "b/file", R "/a/b/file");
	FOLLOWED(DIR_A, "../a/b", R "/a/b");
	FOLLOWED(DIR_A, "../../values-paths/link", R "/a/b/file");
	FOLLOWED(DIR_A, "..", R);
	FOLLOWED(DIR_A, ".", R "/a");
	FOLLOWED(DIR_A, R "/a", R "/a");
	FOLLOWED(HERE, "link", R "/a/b/file");
	AS_IT_IS(HERE, "link", R "/link");
	AS_IT_IS(DIR_A, "../link", R "/link");
	AS_IT_IS(HERE, "dlink/b/file", R "/a/b/file");
	AS_IT_IS(HERE, "dlink/", R "/a");
	FOLLOWED(DIR_R, "abs/file", R "/a/b/file");
	FOLLOWED(DIR_R, "root/tmp", "/tmp");
	FOLLOWED(DIR_A, "up", R "/a/b/file");
	AS_IT_IS(HERE, "loop", R "/loop");
	FOLLOWED(HERE, "/proc/self/cwd/link", R "/a/b/file");
	snprintf(name, sizeof(name), "/proc/self/fd/%ld/b/file",
		 shared->number[DIR_A]);
	FOLLOWED(HERE, name, R "/a/b/file");
	FOLLOWED(HERE, "", R);
	FOLLOWED(DIR_A, "", R "/a");
	FOLLOWED(DIR_A, NULL, R "/a");
	names(path_param(SCT_FOLLOW_UNLESS, O_NOFOLLOW | 2ull << 32), DIR_R,
	      "link", 0, R "/a/b/file");
	names(path_param(SCT_FOLLOW_UNLESS, O_NOFOLLOW | 2ull << 32), DIR_R,
	      "link", O_NOFOLLOW, R "/link");
	names(path_param(SCT_FOLLOW_IF, AT_SYMLINK_FOLLOW | 2ull << 32), DIR_R,
	      "link", 0, R "/link");
	names(path_param(SCT_FOLLOW_IF, AT_SYMLINK_FOLLOW | 2ull << 32), DIR_R,
	      "link", AT_SYMLINK_FOLLOW, R "/a/b/file");
}

static void missing(void)
{
	FOLLOWED(HERE, "new", R "/new");
	FOLLOWED(HERE, "a/new", R "/a/new");
	FOLLOWED(HERE, "new///", R "/new");
	FOLLOWED(HERE, "/new", "/new");
	FOLLOWED(HERE, "dlink/../new", R "/new");
	FOLLOWED(DIR_A, "new", R "/a/new");
	FOLLOWED(DIR_A, "b/new", R "/a/b/new");
	FOLLOWED(DIR_A, "../new", R "/new");
	FOLLOWED(DIR_R, "abs/new", R "/a/b/new");
	FOLLOWED(HERE, "dangling", R "/a/new");
	FOLLOWED(HERE, "dangling2", R "/a/new");
	FOLLOWED(DIR_A, "../dangling2", R "/a/new");
	AS_IT_IS(HERE, "dangling", R "/dangling");
	FOLLOWED(DIR_GONE, "x", R "/gone (deleted)/x");
	FOLLOWED(HERE, "nowhere", NULL);
	FOLLOWED(HERE, "no/new", NULL);
	FOLLOWED(HERE, "no/..", NULL);
	FOLLOWED(HERE, "a/b/file/x", NULL);
	FOLLOWED(HERE, "loop", NULL);
	FOLLOWED(999, "a", NULL);
	FOLLOWED(999, R "/a", R "/a");
	FOLLOWED(HERE, NULL, NULL);
}

static void faults(void)
{
	char name[5000];

	memset(name, 'x', sizeof(name) - 1);
	name[sizeof(name) - 1] = 0;
	unreadable("a path that is too long is unreadable", HERE, name);
}

static long do_openat2(void)
{
	return answer(syscall(__NR_openat2, shared->number[0], shared->number[1],
			      shared->text[1], sizeof(struct open_how)));
}

static void in_root(uint64_t resolve, const char *path, const char *want)
{
	uint32_t len = want ? strlen(want) : 0;

	*(struct open_how *)shared->text[1] =
		(struct open_how){ .resolve = resolve };
	set_path(path_param(SCT_FOLLOW_YES, 0), DIR_A, path, 0);
	where_text(want ? SCT_OP_JSEQ : SCT_OP_JSNUL, SCT_VAR_PARAMS, PATH_SLOT,
		   want, len);
	result(call(__NR_openat2, do_openat2) == -REFUSED &&
	       has_text(SCT_VAR_PARAMS, PATH_SLOT, want ? 0 : SCT_FIELD_NULL,
			want ? want : "", len),
	       "openat2 with RESOLVE %#llx: '%s' is %s",
	       (unsigned long long)resolve, path, want ? want : "nothing");
}

/* ---- descriptors ---- */

static long open_files(void)
{
	int fds[2], i = FILES;
	char name[64];

	shared->number[i++] = open(R "/a/b/file", O_RDONLY);
	shared->number[i++] = open(R "/link", O_PATH | O_NOFOLLOW);
	shared->number[i++] = open(R "/deleted", O_CREAT | O_RDWR, 0600);
	if (unlink(R "/deleted") || pipe(fds))
		return -errno;
	shared->number[i++] = fds[0];
	shared->number[i++] = socket(AF_UNIX, SOCK_STREAM, 0);
	shared->number[i++] = epoll_create1(0);
	shared->number[i++] = open("/proc/self/ns/uts", O_RDONLY);
	for (int n = 0; n < i - FILES; n++) {
		ssize_t len;

		snprintf(name, sizeof(name), "/proc/self/fd/%ld",
			 shared->number[FILES + n]);
		len = readlink(name, shared->text[2] + 256 * n, 255);
		if (len < 0)
			return -errno;
		shared->text[2][256 * n + len] = 0;
	}
	return i - FILES;
}

static long do_fsync(void)
{
	return answer(syscall(__NR_fsync, shared->number[0]));
}

static void descriptor(long fd, const char *want)
{
	uint32_t len = want ? strlen(want) : 0;

	rule(SCT_PHASE_BEFORE);
	slot(0, (struct sct_param){ .source = SCT_SOURCE_ARG,
				    .type = SCT_TYPE_S32 });
	slot(6, (struct sct_param){ .source = SCT_SOURCE_ARG,
				    .type = SCT_TYPE_FDPATH });
	where_text(want ? SCT_OP_JSEQ : SCT_OP_JSNUL, SCT_VAR_PARAMS, PATH_SLOT,
		   want, len);
	shared->number[0] = fd;
	result(call(__NR_fsync, do_fsync) == -REFUSED &&
	       has_text(SCT_VAR_PARAMS, PATH_SLOT, want ? 0 : SCT_FIELD_NULL,
			want ? want : "", len),
	       "descriptor %ld is %s", fd, want ? want : "not open");
}

static void descriptors(void)
{
	long count = in_child(open_files);

	result(count == 7, "the child opens files of all kinds: %ld", count);
	for (long i = 0; i < count; i++)
		descriptor(shared->number[FILES + i], shared->text[2] + 256 * i);
	descriptor(AT_FDCWD, R);
	descriptor(999, NULL);
	descriptor(-1, NULL);
}

/* What a call did away with was there before it. */
static long do_unlinkat(void)
{
	return answer(syscall(__NR_unlinkat, shared->number[0],
			      shared->number[1], 0));
}

static void after_unlink(void)
{
	touch(R "/victim");
	set_path(path_param(SCT_FOLLOW_NO, 0), DIR_A, "../victim", 0);
	t.rule.phase = SCT_PHASE_AFTER;
	t.rule.action = SCT_ACTION_LOG;
	t.rule.error = 0;
	where_text(SCT_OP_JSGLOB, SCT_VAR_PARAMS, PATH_SLOT, R "/v[a-z]*m",
		   strlen(R "/v[a-z]*m"));
	result(call(__NR_unlinkat, do_unlinkat) == 0 &&
	       has_text(SCT_VAR_PARAMS, PATH_SLOT, 0, R "/victim",
			strlen(R "/victim")),
	       "an after-rule has the path from before the call");
}

/* ---- other roots and users ---- */

static long become_root(void)
{
	return answer(syscall(__NR_setresuid, 0, 0, 0));
}

static long keep_root(void)
{
	return answer(syscall(__NR_setresuid, 65534, 65534, 0));
}

static void other_user(void)
{
	in_child(keep_root);
	FOLLOWED(HERE, R "/secret/sub/f", NULL);
	FOLLOWED(DIR_SUB, "f", R "/secret/sub/f");
	FOLLOWED(DIR_SUB, "new", R "/secret/sub/new");
	unreadable("a way out that the caller may not go is unreadable", DIR_SUB,
		   "../x");
	in_child(become_root);
}

static long change_root(void)
{
	return answer(chroot(R "/a") | chdir("/"));
}

static void other_root(void)
{
	in_child(change_root);
	FOLLOWED(HERE, "/b/file", "/b/file");
	FOLLOWED(HERE, "../../b/file", "/b/file");
	FOLLOWED(HERE, "new", "/new");
	FOLLOWED(DIR_A, "b/../..", "/");
	set_path(path_param(SCT_FOLLOW_NO, 0), DIR_R, "link", 0);
	where_text(SCT_OP_JSSUFFIX, SCT_VAR_PARAMS, PATH_SLOT, R "/link",
		   strlen(R "/link"));
	result(call(__NR_openat, do_openat) == -REFUSED,
	       "what is outside of the root is shown from the outermost one");
	unreadable("a way out of the root that we cannot follow is unreadable",
		   DIR_R, "../x");
}

int main(void)
{
	make_tree();
	start();
	if (in_child(enter_tree))
		die("enter the tree");
	existing();
	missing();
	faults();
	in_root(RESOLVE_IN_ROOT, "/b/file", R "/a/b/file");
	in_root(RESOLVE_IN_ROOT, "../../b/file", R "/a/b/file");
	in_root(RESOLVE_IN_ROOT, "/b/new", R "/a/b/new");
	in_root(0, "/b/file", NULL);
	in_root(0, "b/file", R "/a/b/file");
	descriptors();
	after_unlink();
	other_user();
	other_root();
	return finish();
}
