// SPDX-License-Identifier: GPL-2.0-only
/*
 * plain_paths DIR: filters on PATH decide as if each path had been resolved,
 * also where they are decided without that.  Prints TAP.
 *
 * A rule without a filter makes an event, for which the path is resolved.  Then
 * a filter with all comparisons that must fail with that path has to let the
 * same call go, and one with all that must hold has to refuse it.
 *
 * DIR is an empty directory of a file system that has links, or with -f one of a
 * file system that folds case.
 */
#include "path_tests.h"

#include <sched.h>
#include <signal.h>
#include <sys/mount.h>

/* ---- the tree ---- */

static void touch(const char *name)
{
	int fd = open(name, O_CREAT | O_WRONLY, 0644);

	if (fd < 0 || close(fd))
		die(name);
}

static void make_dirs(const char * const *dirs)
{
	for (; *dirs; dirs++) {
		if (mkdir(at(*dirs), 0755))
			die(*dirs);
	}
}

static void make_tree(void)
{
	static const char * const dirs[] = {
		"@/a", "@/a/b", "@/gone", "@/secret", "@/secret/sub", "@/over",
		"@/bind", "@/out", "@/in", "@/in/shown", "@/in/shown/d",
		"@/in/shown/e", "@/in/shown/e/d", "@/lazy", "@/flip1", "@/flip2", "@/.dir", "@/..dir", "@/target",
		NULL
	};
	static const char * const links[][2] = {
		{ "@/link", "a/b/file" }, { "@/dlink", "a" },
		{ "@/abs", "@/a/b" }, { "@/dangling", "a/new" },
		{ "@/loop", "loop" }, { "@/a/up", "../link" },
		{ "@/nowhere", "@/no/such" }, { "@/root", "/" },
		{ "@/self", "." }, { "@/flip2/to", "@/target" },
	};
	static const char * const files[] = {
		"@/a/b/file", "@/secret/sub/f", "@/plain", "@/in/shown/d/f",
		"@/.dir/.f", "@/..dir/..f", "@/target/f", "@/flip1/f", "@/mnt",
	};
	char name[300];

	make_dirs(dirs);
	for (size_t i = 0; i < sizeof(links) / sizeof(links[0]); i++) {
		if (symlink(at(links[i][1]), at(links[i][0])))
			die(links[i][0]);
	}
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		touch(at(files[i]));
	memset(name, 'n', 257);
	memcpy(name, "@/", 2);
	name[257] = 0;
	touch(at(name));
	if (chmod(at("@/secret"), 0700))
		die("chmod");
}

/* In the child. */
static long enter_tree(void)
{
	static const char * const dirs[] = { "@", "@/a", "@/gone", "@/plain" };
	int fds[2];

	for (int i = 0; i < 4; i++)
		shared->number[DIR_R + i] = open(at(dirs[i]), O_RDONLY);
	if (pipe(fds))
		return -errno;
	shared->number[DIR_PIPE] = fds[0];
	return answer(rmdir(at("@/gone")) | chdir(top));
}

static void usual(void)
{
	static const char * const paths[] = {
		"@/a/b/file", "@/a/b", "@", "@/plain", "@//a/b/file",
		"@/a//b/file", "@/./a/b/file", "@/a/./b/file", "@/a/b/file/",
		"@/a/b/", "@/a/b/.", "@/a/b/..", "@/a/../a/b/file", "/", "//",
		"/.", "/..", "/../", "/tmp", "//tmp", "/proc", "/proc/self",
		"/proc/self/cwd", "/proc/self/cwd/link", "/proc/self/status",
		"/proc/1/status", "/proc/1/fd", "/proc/self/fd/0", "/dev/null",
		"/dev/fd", "/dev/pts", "/sys/kernel", "/etc/passwd", "/usr/bin",
		"/bin/sh", "/usr/bin/env", "/no/such/thing", "/nosuchthing",
		"@/link", "@/dlink", "@/dlink/b/file", "@/dlink/", "@/abs/file",
		"@/abs/new", "@/dangling", "@/loop", "@/loop/x", "@/a/up",
		"@/nowhere", "@/root/tmp", "@/root", "@/self/a/b/file", "@/new",
		"@/a/new", "@/no/new", "@/a/b/file/x", "@/new/", "@/.dir/.f",
		"@/..dir/..f", "@/.dir", "@/..dir", "@/...", "@/a/...",
		"a/b/file", "./a/b/file", "a", "a/", ".", "..", "./", "plain",
		"link", "dlink", "dlink/b/file", "new", "a/new", "no/new", "../x",
		"a/../plain", "a//b", ".dir/.f", "loop", "dangling", "self/plain",
		"", NULL
	};

	for (int i = 0; paths[i]; i++)
		both("cwd", HERE, paths[i]);
}

static void long_names(void)
{
	char name[5000];

	memset(name, 'n', sizeof(name));
	memcpy(name, "@/", 2);
	name[257] = 0;
	both("the longest name", HERE, name);
	both("the longest name, relative", HERE, name + 2);
	name[257] = 'n';
	name[258] = 0;
	both("a name too long", HERE, name);
	for (int i = 0; i < 4000; i++)
		name[i] = i & 1 ? '/' : '.';
	strcpy(name + 4000, "plain");
	both("a long path", HERE, name);
	memset(name, 'n', 4200);
	name[4200] = 0;
	both("a path too long", HERE, name);
	/* Around the end of the buffer for short strings, word by word. */
	for (int len = 150; len < 172; len++) {
		memset(name, 'k', len);
		name[len] = 0;
		both("a missing name", HERE, name);
	}
}

static void descriptors(void)
{
	static const char * const paths[] = {
		"b/file", "b", ".", "..", "../link", "up", "new", "", "@/a", NULL
	};

	for (int dir = DIR_R; dir < DIR_LAST; dir++) {
		for (int i = 0; paths[i]; i++)
			both("descriptor", dir, paths[i]);
	}
	both("no descriptor", 999, "a");
	both("no descriptor", 999, "@/a");
}

/* ---- places ---- */

static long become_root(void)
{
	return answer(syscall(__NR_setresuid, 0, 0, 0));
}

static long become_nobody(void)
{
	return answer(syscall(__NR_setresuid, 65534, 65534, 0));
}

/* With no rule in force, which would refuse what is done there. */
static long undisturbed(long (*run)(void))
{
	struct sct_delete del = { .size = sizeof(del) };

	if (ioctl(ctrl, SCT_IOC_DELETE, &del))
		die("delete");
	return in_child(run);
}

static void other_user(void)
{
	in_child(become_nobody);
	both("nobody", HERE, "@/secret/sub/f");
	both("nobody", HERE, "@/secret/sub");
	both("nobody", HERE, "@/secret/new");
	both("nobody", HERE, "@/secret");
	both("nobody", HERE, "secret/sub/f");
	both("nobody", HERE, "@/a/b/file");
	in_child(become_root);
}

static long mount_things(void)
{
	if (unshare(CLONE_NEWNS) ||
	    mount("", "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
	    mount(at("@/a"), at("@/bind"), NULL, MS_BIND, NULL) ||
	    mount(at("@/plain"), at("@/mnt"), NULL, MS_BIND, NULL) ||
	    mount("one", at("@/over"), "tmpfs", 0, NULL))
		return -errno;
	touch(at("@/over/below"));
	if (mount("two", at("@/over"), "tmpfs", 0, NULL))
		return -errno;
	touch(at("@/over/above"));
	if (mkdir(at("@/over/dir"), 0755) || symlink("above", at("@/over/link")) ||
	    mount("three", at("@/lazy"), "tmpfs", 0, NULL) ||
	    mkdir(at("@/lazy/d"), 0755))
		return -errno;
	touch(at("@/lazy/d/f"));
	return 0;
}

static void mounts(void)
{
	static const char * const paths[] = {
		"@/bind/b/file", "@/bind", "@/bind/up", "@/mnt", "@/over/above",
		"@/over/below", "@/over/link", "@/over/dir", "@/over",
		"@/over/new", "@/over/dir/new", "@/over/dir/..", "@/over/..",
		"bind/b/file", "over/above", "over/below", "over/link", "over",
		"mnt", "@/lazy/d/f", NULL
	};
	long err = undisturbed(mount_things);

	if (!result(!err, "mounts in a namespace: %ld", err))
		return;
	for (int i = 0; paths[i]; i++)
		both("mounts", HERE, paths[i]);
}

static long go_lazy(void)
{
	return answer(chdir(at("@/lazy/d")) | umount2(at("@/lazy"), MNT_DETACH));
}

/* Out of what is mounted there, by a rename where it comes from. */
static long escape(void)
{
	if (mount(at("@/in/shown"), at("@/bind"), NULL, MS_BIND, NULL) ||
	    chdir(at("@/bind/d")) || rename(at("@/in/shown/d"), at("@/out/d")))
		return -errno;
	return 0;
}

/* Something is mounted where another namespace moves it out. */
static long go_mounted(void)
{
	if (mount("four", at("@/bind/e"), "tmpfs", 0, NULL) ||
	    chdir(at("@/bind/e")))
		return -errno;
	touch("f");
	return 0;
}

static void escaped_mount(void)
{
	long err = undisturbed(go_mounted);

	result(!err && !rename(at("@/in/shown/e"), at("@/out/e")),
	       "go to a mount, which is then moved out of another: %ld", err);
	both("moved", HERE, "f");
	both("moved", HERE, "new");
	both("moved", HERE, "@/a/b/file");
}

static void below_mount(void)
{
	both("below a mount", HERE, "d/f");
	both("below a mount", HERE, "d");
}

static long go_below(void)
{
	return answer(chdir(at("@/bind")));
}

static long go_gone(void)
{
	return answer(mkdir(at("@/gone2"), 0755) | chdir(at("@/gone2")) |
		      rmdir(at("@/gone2")));
}

static long go_back(void)
{
	return answer(chdir(top));
}

static void odd_places(void)
{
	static const struct {
		const char *name;
		long (*go)(void);
	} places[] = {
		{ "unmounted", go_lazy }, { "escaped", escape },
		{ "deleted", go_gone },
	};

	for (int i = 0; i < 3; i++) {
		long err = undisturbed(places[i].go);

		result(!err, "go where it is %s: %ld", places[i].name, err);
		both(places[i].name, HERE, "f");
		both(places[i].name, HERE, "new");
		both(places[i].name, HERE, "sub/new");
		both(places[i].name, HERE, ".");
		both(places[i].name, HERE, "");
		both(places[i].name, HERE, "@/a/b/file");
	}
	in_child(go_below);
	below_mount();
	escaped_mount();
	in_child(go_back);
}

/* Below it no path can be shown; "f" in it is known all the same. */
static long go_deep(void)
{
	char name[201];

	memset(name, 'd', 200);
	name[200] = 0;
	for (int i = 0; i < 25; i++) {
		if (mkdir(name, 0755) || chdir(name))
			return -errno;
	}
	touch("f");
	return 0;
}

static void too_deep(void)
{
	struct test c = { SCT_OP_JSEQ, 2, "/g" };
	long err = undisturbed(go_deep);

	result(!err, "a directory 5,000 bytes deep: %ld", err);
	both("deep", HERE, "f");
	both("deep", HERE, "new");
	both("deep", HERE, "f");
	in_child(do_openat);		/* now it is in memory */
	new_rule();
	t.rule.flags |= SCT_RULE_UNREADABLE_MATCHES;
	one(&c);
	result(!is_refused(), "what is not called g is known not to be /g");
	c.op = SCT_OP_JSPREFIX;
	new_rule();
	t.rule.flags |= SCT_RULE_UNREADABLE_MATCHES;
	one(&c);
	result(is_refused(), "but its beginning is");
	in_child(go_back);
}

static long go_out(void)
{
	return answer(chdir(top) | chroot(at("@/a")));
}

/* Upon the root, which is not where paths begin then. */
static long mount_over_root(void)
{
	if (mount("five", "a", "tmpfs", 0, NULL))
		return -errno;
	touch("a/f");
	return 0;
}

static long go_in(void)
{
	return answer(chdir("/"));
}

static void other_root(void)
{
	long err = undisturbed(go_out);

	result(!err, "another root, and outside of it: %ld", err);
	both("outside", HERE, "a/b/file");
	both("outside", HERE, "a/b");
	both("outside", HERE, "a");
	both("outside", HERE, "a/new");
	both("outside", HERE, "plain");
	both("outside", DIR_R, "a/b");
	both("outside", DIR_R, "plain");
	err = undisturbed(mount_over_root);
	result(!err, "a mount upon that root: %ld", err);
	both("outside", HERE, "a/f");
	both("outside", HERE, "a/new");
	both("outside", HERE, "a");
	in_child(go_in);
	both("chroot", HERE, "/b/file");
	both("chroot", HERE, "/b");
	both("chroot", HERE, "/new");
	both("chroot", HERE, "b/file");
	both("chroot", HERE, "/up");
	both("chroot", DIR_A, "b/file");
}

/* ---- renames meanwhile ---- */

#define LOOPS	3000

static long open_often(void)
{
	long refused = 0;

	for (int i = 0; i < LOOPS; i++)
		refused += do_openat() == -REFUSED;
	return refused;
}

static pid_t start_flipping(void)
{
	char dir[256], link[256];
	pid_t pid = fork();

	if (pid < 0)
		die("fork");
	if (pid)
		return pid;
	strcpy(dir, at("@/flip1"));
	strcpy(link, at("@/flip2/to"));
	for (;;) {
		if (syscall(__NR_renameat2, HERE, dir, HERE, link, 2))
			_exit(1);
	}
}

static void stop_flipping(pid_t pid)
{
	int status;

	kill(pid, SIGKILL);
	if (waitpid(pid, &status, 0) != pid || !WIFSIGNALED(status))
		die("the one that renames");
}

static void list(const char * const *paths, int count)
{
	for (int i = 0; i < count; i++) {
		struct test c = { .op = SCT_OP_JSEQ };

		strcpy(c.str, at(paths[i]));
		c.len = strlen(c.str);
		emit_test(&c, count + 1);
	}
	emit((struct sct_insn){ .op = SCT_OP_RET });
	emit((struct sct_insn){ .op = SCT_OP_RET, .imm = 1 });
}

static void often(const char *path, const char * const *paths, int count,
		  long want)
{
	pid_t pid = start_flipping();
	long refused;

	now = (struct situation){ HERE, path, true };
	strcpy(shared->text[0], at(path));
	shared->number[0] = HERE;
	new_rule();
	list(paths, count);
	upload(__NR_openat);
	refused = in_child(open_often);
	stop_flipping(pid);
	result(refused == want, "%s, renames meanwhile: refused %ld times of %d",
	       path, refused, LOOPS);
	read_events();
}

/*
 * flip1 is a directory and flip2/to a link to the one called target, or the other
 * way round, at any time.
 */
static void renames(void)
{
	static const char * const all[] = {
		"@/target/f", "@/flip1/f", "@/flip2/to/f",
	};
	static const char * const other[] = {
		"@/flip2/to/f", "@/flip1/f", "@/target/f",
	};
	static const char * const one[] = { "@/a/b/file" };
	static const char * const none[] = { "@/a/b/fil", "@/a/b", "/x", "@/a/b/filf" };

	often("@/flip1/f", all, 3, LOOPS);
	often("@/flip1/f", other, 3, LOOPS);
	often("@/a/b/file", one, 1, LOOPS);
	often("@/link", one, 1, LOOPS);
	often("a/b/file", one, 1, LOOPS);
	often("@/a/b/file", none, 4, 0);
}

/* ---- file systems that fold case ---- */

static void folded(void)
{
	static const char * const paths[] = {
		"@/Upper/Long file name.txt", "@/upper/LONG FILE NAME.TXT",
		"@/UPPER/long file name.txt", "@/upper", "@/Upper",
		"@/Upper/LONGFI~1.TXT", "@/UPPER/LONGFI~1.TXT", "@/upper/new",
		"@/Upper/NEW", "@/Upper/NEW/", "Upper/Long file name.txt",
		"upper/Long file name.txt", "upper", "upper/.", NULL
	};

	for (int i = 0; paths[i]; i++)
		both("folded", HERE, paths[i]);
	/* What was found by one name is in memory by another. */
	for (int i = 0; paths[i]; i++)
		both("folded again", HERE, paths[i]);
}

static long enter(void)
{
	return answer(chdir(top));
}

int main(int argc, char **argv)
{
	folds = argc == 3 && !strcmp(argv[1], "-f");
	if (argc != 2 && !folds)
		return 2;
	snprintf(top, sizeof(top), "%s", argv[argc - 1]);
	if (folds) {
		if (mkdir(at("@/Upper"), 0755))
			die("Upper");
		touch(at("@/Upper/Long file name.txt"));
		start();
		in_child(enter);
		folded();
		return finish();
	}
	make_tree();
	start();
	if (in_child(enter_tree))
		die("enter the tree");
	usual();
	long_names();
	descriptors();
	other_user();
	renames();
	too_deep();
	mounts();
	odd_places();
	other_root();
	return finish();
}
