// SPDX-License-Identifier: GPL-2.0-only
/*
 * variables: checks the variables of rules against what the program knows of
 * itself.  Prints TAP.
 */
#include "values.h"

#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>

/* In the 32-bit entry the plain names have 16-bit ids. */
#ifdef __NR_setresuid32
#define SYS_SETRESUID	__NR_setresuid32
#define SYS_SETRESGID	__NR_setresgid32
#define SYS_SETFSUID	__NR_setfsuid32
#define SYS_SETFSGID	__NR_setfsgid32
#else
#define SYS_SETRESUID	__NR_setresuid
#define SYS_SETRESGID	__NR_setresgid
#define SYS_SETFSUID	__NR_setfsuid
#define SYS_SETFSGID	__NR_setfsgid
#endif

static long do_getppid(void)
{
	return answer(syscall(__NR_getppid));
}

static bool tried[SCT_NR_VARS];

/* A variable is this number: so says a filter, and the event. */
static void number_is(uint8_t var, const char *name, int64_t value)
{
	bool hit, miss;

	tried[var] = true;
	rule(SCT_PHASE_BEFORE);
	t.rule.captures = 1ull << var;
	where_number(var, 0, value + 1);
	miss = call(__NR_getppid, do_getppid) > 0;
	rule(SCT_PHASE_BEFORE);
	t.rule.captures = 1ull << var;
	where_number(var, 0, value);
	hit = call(__NR_getppid, do_getppid) == -REFUSED;
	result(hit && miss && has_number(var, 0, value), "%s is %lld", name,
	       (long long)value);
}

#define NUMBER_IS(var, value)	number_is(SCT_VAR_##var, #var, value)

static void text_is(uint8_t var, const char *name, const char *text)
{
	uint32_t len = strlen(text);
	bool hit, miss;

	tried[var] = true;
	rule(SCT_PHASE_BEFORE);
	t.rule.captures = 1ull << var;
	where_text(SCT_OP_JSEQ, var, 0, "some other text", 15);
	miss = call(__NR_getppid, do_getppid) > 0;
	rule(SCT_PHASE_BEFORE);
	t.rule.captures = 1ull << var;
	where_text(SCT_OP_JSEQ, var, 0, text, len);
	hit = call(__NR_getppid, do_getppid) == -REFUSED;
	result(hit && miss && has_text(var, 0, 0, text, len), "%s is \"%s\"",
	       name, text);
}

#define TEXT_IS(var, text)	text_is(SCT_VAR_##var, #var, text)

static long file_number(const char *name)
{
	FILE *f = fopen(name, "r");
	long long n = -1;

	if (!f || fscanf(f, "%lld", &n) != 1)
		die(name);
	fclose(f);
	return (long)n;
}

static const char * const ns_names[] = {
	"mnt", "pid", "net", "user", "uts", "ipc", "cgroup",
};

static long read_namespaces(void)
{
	char name[64];
	struct stat st;

	for (int i = 0; i < 7; i++) {
		snprintf(name, sizeof(name), "/proc/self/ns/%s", ns_names[i]);
		/* A kernel without user namespaces has just the first one. */
		shared->number[i] = stat(name, &st) ? 0xEFFFFFFDu :
						      (unsigned long)st.st_ino;
	}
	return 0;
}

static long leave_namespaces(void)
{
	return answer(unshare(CLONE_NEWNS | CLONE_NEWUTS | CLONE_NEWIPC |
			      CLONE_NEWNET));
}

static void namespaces(void)
{
	in_child(read_namespaces);
	for (int i = 0; i < 7; i++)
		number_is(SCT_VAR_MNT_NS + i, ns_names[i],
			  (unsigned long)shared->number[i]);
}

static long get_ids(void)
{
	shared->number[0] = getpid();
	shared->number[1] = syscall(__NR_gettid);
	shared->number[2] = file_number("/proc/self/loginuid");
	shared->number[3] = file_number("/proc/self/sessionid");
	return 0;
}

static long set_loginuid(void)
{
	FILE *f = fopen("/proc/self/loginuid", "w");

	return f && fputs("12345", f) >= 0 && !fclose(f) ? 0 : -errno;
}

static void ids(void)
{
	in_child(get_ids);
	NUMBER_IS(PID, shared->number[0]);
	NUMBER_IS(TID, shared->number[1]);
	NUMBER_IS(PPID, getpid());
	NUMBER_IS(LOGINUID, (uint32_t)shared->number[2]);
	NUMBER_IS(SESSION, (uint32_t)shared->number[3]);
	result(!in_child(set_loginuid), "the child gets a login uid");
	in_child(get_ids);
	NUMBER_IS(LOGINUID, 12345);
	NUMBER_IS(SESSION, (uint32_t)shared->number[3]);
	NUMBER_IS(ABI, ABI);
	NUMBER_IS(SYSCALL, ABI << 16 | __NR_getppid);
}

/* What /proc says: real, effective, saved, and that for files. */
static void read_four(const char *line, long *number)
{
	FILE *f = fopen("/proc/thread-self/status", "r");
	char text[256];
	size_t len = strlen(line);
	int n = 0;

	while (f && !n && fgets(text, sizeof(text), f)) {
		if (!strncmp(text, line, len))
			n = sscanf(text + len, "%ld %ld %ld %ld", number,
				   number + 1, number + 2, number + 3);
	}
	if (n != 4)
		die(line);
	fclose(f);
}

static long read_creds(void)
{
	read_four("Uid:", shared->number);
	read_four("Gid:", shared->number + 4);
	return 0;
}

/* Eight different ids; the child stays who it was as far as it needs to. */
static long change_creds(void)
{
	if (syscall(SYS_SETRESGID, 101, 102, 103) || syscall(SYS_SETFSGID, 104) < 0 ||
	    syscall(SYS_SETRESUID, 201, 0, 203) || syscall(SYS_SETFSUID, 204) < 0)
		return -errno;
	return 0;
}

static long change_creds_back(void)
{
	if (syscall(SYS_SETRESUID, 0, 0, 0) || syscall(SYS_SETRESGID, 0, 0, 0))
		return -errno;
	return 0;
}

static void creds(void)
{
	result(!in_child(change_creds), "the child gets eight different ids");
	in_child(read_creds);
	result(shared->number[0] == 201 && shared->number[3] == 204 &&
	       shared->number[6] == 103, "... as /proc says");
	NUMBER_IS(UID, shared->number[0]);
	NUMBER_IS(EUID, shared->number[1]);
	NUMBER_IS(SUID, shared->number[2]);
	NUMBER_IS(FSUID, shared->number[3]);
	NUMBER_IS(GID, shared->number[4]);
	NUMBER_IS(EGID, shared->number[5]);
	NUMBER_IS(SGID, shared->number[6]);
	NUMBER_IS(FSGID, shared->number[7]);
	result(!in_child(change_creds_back), "and its own again");
}

static long read_comm(void)
{
	return answer(prctl(PR_GET_NAME, shared->text[0]));
}

static long read_exe(void)
{
	ssize_t n = readlink("/proc/self/exe", shared->text[0], 4096);

	shared->text[0][n < 0 ? 0 : n] = 0;
	return 0;
}

static long go_to_tmp(void)
{
	mkdir("/tmp/values-dir", 0755);
	return answer(chdir("/tmp/values-dir"));
}

static long remove_cwd(void)
{
	return answer(rmdir("/tmp/values-dir"));
}

static long leave(void)
{
	return answer(chdir("/"));
}

/* A new session, with one side of a new terminal. */
static long take_tty(void)
{
	int master = posix_openpt(O_RDWR | O_NOCTTY), slave, n;

	if (master < 0 || unlockpt(master) || ioctl(master, TIOCGPTN, &n))
		return -errno;
	snprintf(shared->text[0], 64, "pts/%d", n);
	snprintf(shared->text[1], 64, "/dev/pts/%d", n);
	setsid();
	slave = open(shared->text[1], O_RDWR);
	if (slave < 0)
		return -errno;
	return answer(ioctl(slave, TIOCSCTTY, 0));
}

static void texts(void)
{
	prctl(PR_SET_NAME, "values-parent");
	TEXT_IS(PCOMM, "values-parent");
	in_child(read_exe);
	TEXT_IS(EXE, shared->text[0]);
	in_child(go_to_tmp);
	TEXT_IS(CWD, "/tmp/values-dir");
	in_child(remove_cwd);
	TEXT_IS(CWD, "/tmp/values-dir (deleted)");
	in_child(leave);
	TEXT_IS(CWD, "/");
	in_child(take_tty);
	TEXT_IS(TTY, shared->text[0]);
}

#define CGROUPS	"/tmp/values-cgroups"
static const char * const machine = "/machine.slice/machine-my\\x2dbox.scope";
static const char * const id =
	"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

static long leave_cgroup(void)
{
	FILE *f = fopen(CGROUPS "/cgroup.procs", "w");

	return f && fputs("0", f) >= 0 && !fclose(f) ? 0 : -errno;
}

static long enter_cgroup(void)
{
	char name[8300];
	FILE *f;

	snprintf(name, sizeof(name), CGROUPS "%s/cgroup.procs", shared->text[0]);
	f = fopen(name, "w");
	return f && fputs("0", f) >= 0 && !fclose(f) ? 0 : -errno;
}

static void in_cgroup(const char *first, const char *second,
		      const char *container)
{
	char name[512];

	snprintf(shared->text[0], 512, "%s%s", first, second);
	snprintf(name, sizeof(name), CGROUPS "%s", first);
	mkdir(name, 0755);
	snprintf(name, sizeof(name), CGROUPS "%s%s", first, second);
	mkdir(name, 0755);
	if (in_child(enter_cgroup))
		die(name);
	TEXT_IS(CGROUP, shared->text[0]);
	TEXT_IS(CONTAINER, container);
	in_child(leave_cgroup);
	rmdir(name);
	snprintf(name, sizeof(name), CGROUPS "%s", first);
	rmdir(name);
}

static void cgroups(void)
{
	char docker[128];

	mkdir(CGROUPS, 0755);
	if (mount("none", CGROUPS, "cgroup2", 0, NULL))
		die("mount cgroup2");
	in_child(leave_cgroup);
	TEXT_IS(CGROUP, "/");
	TEXT_IS(CONTAINER, "");
	in_cgroup("/machine.slice", machine + strlen("/machine.slice"), "my-box");
	snprintf(docker, sizeof(docker), "/docker-%s.scope", id);
	in_cgroup("/system.slice", docker, id);
	in_cgroup("/lxc.payload.web", "/init.scope", "web");
	umount(CGROUPS);
	rmdir(CGROUPS);
}

/* After an execve the variables are those of the new program. */
static long run_true(void)
{
	pid_t pid = fork();
	int status;

	if (!pid) {
		execl("/bin/true", "true", "one", "two words", NULL);
		_exit(127);
	}
	shared->number[0] = pid;
	waitpid(pid, &status, 0);
	return WEXITSTATUS(status);
}

static void after_execve(void)
{
	char path[256];
	ssize_t n = readlink("/bin/true", path, sizeof(path) - 1);
	pid_t self = child;

	if (n > 0 && path[0] != '/') {
		/* merged or not, busybox or not */
		printf("# /bin/true is a link to %.*s\n", (int)n, path);
	}
	if (!realpath("/bin/true", path))
		die("/bin/true");
	rule(SCT_PHASE_AFTER);
	t.rule.captures = 1ull << SCT_VAR_EXE | 1ull << SCT_VAR_COMM |
			  1ull << SCT_VAR_PCOMM;
	slot(0, argv_param());
	where_text(SCT_OP_JSEQ, SCT_VAR_EXE, 0, path, strlen(path));
	result(call(__NR_execve, run_true) == 0, "a program runs");
	child = shared->number[0];
	result(has_text(SCT_VAR_EXE, 0, 0, path, strlen(path)),
	       "after execve, EXE is the new program");
	result(has_list(SCT_VAR_PARAMS, 1, 0, 3, 18, "true\0one\0two words", 18),
	       "... and the arguments are those of the call");
	child = self;
}

int main(void)
{
	start();
	TEXT_IS(TTY, "");
	ids();
	creds();
	in_child(read_comm);
	TEXT_IS(COMM, shared->text[0]);
	texts();
	namespaces();
	cgroups();
	after_execve();
	result(!in_child(leave_namespaces), "the child leaves its namespaces");
	namespaces();
	/* Those of the call itself are tried by the other programs. */
#define TRIED(n, id, ...)						\
	if ((n) != SCT_VAR_PARAMS && (n) != SCT_VAR_RETVAL)		\
		result(tried[n], "%s was tried", #id);
	SCT_VARS(TRIED)
	return finish();
}
