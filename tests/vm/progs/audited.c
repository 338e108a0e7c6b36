// SPDX-License-Identifier: GPL-2.0-only
/*
 * usage: audited DIRECTORY
 *
 * Makes calls of the kinds that the sample rules of audit are about, as root and as an
 * ordinary user, both of a login session of user 1000.  It prints the process ids that
 * make them, so that another one's calls can be told apart.  What fails, fails: two
 * observers are compared, and neither is judged by what comes of a call.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/openat2.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/timex.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <netinet/in.h>
#include <unistd.h>

#define USER 1000
#define call(...) ((void)syscall(__VA_ARGS__))

static const char *directory;

static void say_pid(void)
{
	char line[32];
	int n = snprintf(line, sizeof(line), "%d\n", getpid());

	if (write(1, line, n) != n)
		_exit(2);
}

/*
 * Audit follows the object, also by a second name; rules compare names.  So the second
 * name goes away in a process that is not compared.
 */
static void forget(const char *link)
{
	pid_t child = fork();

	if (child == 0) {
		call(SYS_unlink, link);
		_exit(0);
	}
	if (child > 0)
		waitpid(child, NULL, 0);
}

/* Runs something in a process of its own. */
static void in_child(void (*what)(const char *), const char *argument)
{
	pid_t child = fork();

	if (child == 0) {
		say_pid();
		what(argument);
		_exit(0);
	}
	if (child > 0)
		waitpid(child, NULL, 0);
}

static void start(const char *program)
{
	char *const argv[] = { (char *)program, NULL };
	char *const envp[] = { NULL };
	int null = open("/dev/null", O_RDWR);

	dup2(null, 1);
	dup2(null, 2);
	dup2(null, 0);
	syscall(SYS_execve, program, argv, envp);
}

static void opens(const char *path)
{
	struct open_how how = { .flags = O_RDWR };
	static const int flags[] = { O_RDONLY, O_WRONLY, O_RDWR, O_WRONLY | O_APPEND };
	unsigned int i;

	for (i = 0; i < sizeof(flags) / sizeof(*flags); i++) {
		close(syscall(SYS_open, path, flags[i], 0));
		close(syscall(SYS_openat, AT_FDCWD, path, flags[i], 0));
	}
	close(syscall(SYS_openat2, AT_FDCWD, path, &how, sizeof(how)));
	how.flags = O_RDONLY;
	close(syscall(SYS_openat2, AT_FDCWD, path, &how, sizeof(how)));
}

static void changes(const char *path)
{
	struct stat st = { .st_mode = 0644 };
	int fd;

	stat(path, &st);
	call(SYS_chmod, path, st.st_mode & 07777);
	call(SYS_fchmodat, AT_FDCWD, path, st.st_mode & 07777);
	call(SYS_chown, path, -1, -1);
	call(SYS_lchown, path, -1, -1);
	call(SYS_fchownat, AT_FDCWD, path, -1, -1, 0);
	call(SYS_setxattr, path, "user.audited", "x", 1, 0);
	call(SYS_lsetxattr, path, "user.audited", "x", 1, 0);
	call(SYS_removexattr, path, "user.audited");
	call(SYS_lremovexattr, path, "user.audited");
	call(SYS_truncate, path, (long)st.st_size);
	fd = open(path, O_RDONLY);
	if (fd >= 0) {
		call(SYS_fchmod, fd, st.st_mode & 07777);
		call(SYS_fchown, fd, -1, -1);
		call(SYS_fsetxattr, fd, "user.audited", "x", 1, 0);
		call(SYS_fremovexattr, fd, "user.audited");
		close(fd);
	}
	/* Not one of audit's permissions. */
	call(SYS_access, path, R_OK);
	call(SYS_getxattr, path, "user.audited", NULL, 0);
}

static void names(const char *path)
{
	char other[256];

	snprintf(other, sizeof(other), "%s.audited", path);
	call(SYS_link, path, other);
	forget(other);
	call(SYS_linkat, AT_FDCWD, path, AT_FDCWD, other, 0);
	forget(other);
	call(SYS_symlink, "nowhere", other);
	call(SYS_readlink, other, other + 128, 10);
	call(SYS_unlink, other);
	call(SYS_rename, path, other);
	call(SYS_rename, other, path);
	call(SYS_renameat, AT_FDCWD, path, AT_FDCWD, other);
	call(SYS_renameat2, AT_FDCWD, other, AT_FDCWD, path, 0);
	call(SYS_mkdir, other, 0700);
	call(SYS_rmdir, other);
	call(SYS_mkdirat, AT_FDCWD, other, 0700);
	call(SYS_unlinkat, AT_FDCWD, other, AT_REMOVEDIR);
	call(SYS_mknod, other, S_IFREG | 0600, 0);
	call(SYS_unlink, other);
	close(syscall(SYS_creat, other, 0600));
	call(SYS_unlink, other);
	close(syscall(SYS_open, other, O_CREAT | O_WRONLY, 0600));
	call(SYS_unlink, other);
	close(syscall(SYS_openat, AT_FDCWD, other, O_CREAT | O_RDWR | O_TRUNC, 0600));
	call(SYS_unlink, other);
}

/* The same file by another way than its name. */
static void detours(const char *path)
{
	char link[256], up[256];
	const char *name = strrchr(path, '/') + 1;
	int dir;

	snprintf(link, sizeof(link), "%s/link.%d", directory, getpid());
	if (symlink(path, link) == 0) {
		close(syscall(SYS_open, link, O_WRONLY, 0));
		call(SYS_chmod, link, 0644);
		unlink(link);
	}
	snprintf(up, sizeof(up), "%.*s", (int)(name - path), path);
	if (chdir(up) == 0) {
		close(syscall(SYS_openat, AT_FDCWD, name, O_WRONLY, 0));
		call(SYS_chmod, name, 0644);
	}
	dir = open(up, O_PATH | O_DIRECTORY);
	close(syscall(SYS_openat, dir, name, O_RDWR, 0));
	close(dir);
	if (chdir("/") != 0)
		_exit(2);
}

static void with_file(const char *path)
{
	opens(path);
	changes(path);
	names(path);
	detours(path);
}

static void missing(const char *unused)
{
	(void)unused;
	opens("/etc/sudoers.d/not-there");
	call(SYS_unlink, "/etc/sudoers.d/not-there");
	call(SYS_chmod, "/etc/sudoers.d/not-there", 0600);
	call(SYS_unlink, "/etc/security/opasswd.not-there");
	call(SYS_open, NULL, O_WRONLY, 0);
	call(SYS_close, -1);
}

static void machine(const char *unused)
{
	struct timex none = { 0 };
	int status;
	pid_t child;

	(void)unused;
	call(SYS_adjtimex, &none);
	call(SYS_settimeofday, NULL, NULL);
	call(SYS_clock_settime, 0, NULL);
	call(SYS_clock_settime, 1, NULL);
#ifdef SYS_stime
	call(SYS_stime, NULL);
#endif
	call(SYS_sethostname, "sct-vm", 6);
	call(SYS_setdomainname, "", 0);
	call(SYS_init_module, NULL, 0, "");
	call(SYS_finit_module, -1, "", 0);
	call(SYS_delete_module, "audited_none", O_NONBLOCK);
	call(SYS_mount, "none", "/nowhere", "tmpfs", 0, NULL);
	call(SYS_unshare, CLONE_FILES);
	call(SYS_setns, -1, 0);
	child = syscall(SYS_clone, CLONE_NEWUTS | SIGCHLD, 0, 0, 0, 0);
	if (child == 0)
		_exit(0);
	child = fork();
	if (child == 0) {
		say_pid();
		pause();
		_exit(0);
	}
	if (ptrace(PTRACE_ATTACH, child, 0, 0) == 0)
		waitpid(child, &status, 0);
	call(SYS_ptrace, PTRACE_POKETEXT, child, 0, 0);
	call(SYS_ptrace, PTRACE_POKEDATA, child, 0, 0);
	call(SYS_ptrace, PTRACE_POKEUSER, child, 0, 0);
	kill(child, SIGKILL);
	while (wait(NULL) > 0)
		;
	call(SYS_lseek, 1, -5, 77);
}

static void network(const char *unused)
{
	struct sockaddr_un un = { .sun_family = AF_UNIX, .sun_path = "/nowhere" };
	struct sockaddr_in in = { .sin_family = AF_INET, .sin_port = htons(9) };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	(void)unused;
	connect(fd, (struct sockaddr *)&un, sizeof(un));
	close(fd);
	in.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	fd = socket(AF_INET, SOCK_STREAM, 0);
	connect(fd, (struct sockaddr *)&in, sizeof(in));
	close(fd);
}

static const char *const files[] = {
	"/etc/passwd", "/etc/shadow", "/etc/group", "/etc/gshadow", "/etc/hosts", "/etc/issue",
	"/etc/security/opasswd", "/etc/localtime", "/etc/sudoers.d/README",
	"/etc/NetworkManager/conf", "/var/log/audit/old.log", "/var/log/wtmp", "/tmp/audited.other",
};

static const char *const programs[] = {
	"/usr/bin/passwd", "/usr/bin/mount", "/usr/bin/true", "/usr/bin/gpasswd",
	"/tmp/audited.script", "/nowhere/at/all",
};

static void all(const char *unused)
{
	unsigned int i;

	(void)unused;
	for (i = 0; i < sizeof(files) / sizeof(*files); i++)
		in_child(with_file, files[i]);
	for (i = 0; i < sizeof(programs) / sizeof(*programs); i++)
		in_child(start, programs[i]);
	in_child(missing, NULL);
	in_child(machine, NULL);
	in_child(network, NULL);
}

static void as_user(const char *unused)
{
	if (setgroups(0, NULL) || setresgid(USER, USER, USER) || setresuid(USER, USER, USER))
		_exit(2);
	all(unused);
}

int main(int argc, char **argv)
{
	int fd = open("/proc/self/loginuid", O_WRONLY);

	if (argc != 2 || fd < 0 || write(fd, "1000", 4) != 4) {
		fprintf(stderr, "audited: no directory, or no login can be made\n");
		return 2;
	}
	close(fd);
	directory = argv[1];
	say_pid();
	in_child(all, NULL);
	in_child(as_user, NULL);
	return 0;
}
