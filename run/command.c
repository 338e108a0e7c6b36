// SPDX-License-Identifier: GPL-2.0-only
/* The command's process: found, made, watched over by signals, imitated in its end. */
#include <errno.h>
#include <limits.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "command.h"
#include "filter.h"
#include "options.h"

/*
 * What passes between the two before the one becomes the command: without calls, for from
 * the filter on these have rules.
 */
struct run_start {
	enum { FILTER, READY, EXECUTE } stage;
	int err;
	int listener;		/* the filter's, in the command's process; or -1 */
	bool go;		/* it is followed, and may become the command */
};

extern char **environ;

/* Of the command's environment alone: the log process shall have that of the user. */
static char **changes;
static size_t change_count;

void run_command_environ(char *change)
{
	changes = realloc(changes, (change_count + 1) * sizeof(*changes));
	if (!changes)
		run_fail(RUN_TROUBLE, "out of memory");
	changes[change_count++] = change;
}

static void change_environ(void)
{
	for (size_t i = 0; i < change_count; i++) {
		if (strchr(changes[i], '='))
			putenv(changes[i]);
		else
			unsetenv(changes[i]);
	}
}

static bool is_program(const char *path)
{
	struct stat st;

	return !stat(path, &st) && S_ISREG(st.st_mode) && !access(path, X_OK);
}

/* As execvp() would; but the files that it tries would be calls of the command. */
static char *search_path(const char *name)
{
	const char *dirs = getenv("PATH") ?: "/bin:/usr/bin";
	static char path[PATH_MAX];
	bool there = false;

	for (;;) {
		size_t len = strcspn(dirs, ":");

		if ((size_t)snprintf(path, sizeof(path), "%.*s%s%s", (int)len, dirs,
				     len ? "/" : "", name) < sizeof(path)) {
			if (is_program(path))
				return path;
			there = there || !access(path, F_OK);
		}
		if (!dirs[len])
			break;
		dirs += len + 1;
	}
	run_fail(there ? RUN_CANNOT_EXECUTE : RUN_NOT_FOUND, "%s: %s", name,
		 strerror(there ? EACCES : ENOENT));
}

void run_command_find(struct run_command *c, char **argv)
{
	c->argv = argv;
	c->path = strchr(argv[0], '/') ? argv[0] : search_path(argv[0]);
	if (access(c->path, F_OK) && errno == ENOENT)
		run_fail(RUN_NOT_FOUND, "%s: %s", argv[0], strerror(ENOENT));
}

/* A text file without #! is for the shell. */
static void execute(const struct run_command *c)
{
	size_t n = 0;
	char **argv;

	execve(c->path, c->argv, environ);
	if (errno != ENOEXEC)
		return;
	while (c->argv[n])
		n++;
	argv = calloc(n + 2, sizeof(*argv));
	if (!argv)
		return;
	argv[0] = "sh";
	argv[1] = c->path;
	memcpy(argv + 2, c->argv + 1, n * sizeof(*argv));
	execve("/bin/sh", argv, environ);
}

static void become_command(const struct run_command *c, const struct sock_fprog *filter)
{
	struct run_start *start = c->start;
	int err;

	change_environ();
	/* Who may give himself a filter otherwise keeps set-user-ID programs. */
	err = -run_filter_install(filter, &start->listener);
	if (err == EACCES && !prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		err = -run_filter_install(filter, &start->listener);
	start->err = err;
	if (err)
		_exit(RUN_TROUBLE);
	__atomic_store_n(&start->stage, READY, __ATOMIC_RELEASE);
	while (!__atomic_load_n(&start->go, __ATOMIC_ACQUIRE))
		sched_yield();
	start->stage = EXECUTE;
	execute(c);
	start->err = errno;
	_exit(RUN_CANNOT_EXECUTE);
}

static pid_t command_pid;

/* Whoever ends sct_run means the command; a terminal's signals it gets by itself. */
static void pass_signal(int signal, siginfo_t *info, void *context)
{
	int err = errno;

	(void)context;
	if (info->si_code <= 0 && info->si_pid)
		kill(command_pid, signal);
	errno = err;
}

static void take_signals(void)
{
	static const int passed[] = { SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGUSR1, SIGUSR2 };
	static const int ignored[] = { SIGTSTP, SIGTTIN, SIGTTOU, SIGPIPE };
	struct sigaction pass = { .sa_sigaction = pass_signal, .sa_flags = SA_SIGINFO };

	for (size_t i = 0; i < sizeof(passed) / sizeof(passed[0]); i++)
		sigaction(passed[i], &pass, NULL);
	for (size_t i = 0; i < sizeof(ignored) / sizeof(ignored[0]); i++)
		signal(ignored[i], SIG_IGN);
}

void run_command_fork(struct run_command *c, const struct sock_fprog *filter)
{
	pid_t parent = getpid();

	c->start = mmap(NULL, sizeof(*c->start), PROT_READ | PROT_WRITE,
			MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (c->start == MAP_FAILED)
		run_fail(RUN_TROUBLE, "cannot start a process: %s", strerror(errno));
	c->start->listener = -1;
	c->pid = fork();
	if (c->pid < 0)
		run_fail(RUN_TROUBLE, "cannot start a process: %s", strerror(errno));
	if (!c->pid) {
		/* Until it is followed, nobody else would end it. */
		if (prctl(PR_SET_PDEATHSIG, SIGKILL) || getppid() != parent)
			_exit(RUN_TROUBLE);
		become_command(c, filter);
	}
	command_pid = c->pid;
	take_signals();
}

/* Waits until it has its filter.  Return: the listener's number there, or -1 */
int run_command_listener(const struct run_command *c)
{
	while (__atomic_load_n(&c->start->stage, __ATOMIC_ACQUIRE) == FILTER) {
		siginfo_t ended = { };

		if (!waitid(P_PID, c->pid, &ended, WEXITED | WNOHANG | WNOWAIT) &&
		    ended.si_pid)
			run_command_not_executed(c);
		sched_yield();
	}
	return c->start->listener;
}

void run_command_go(struct run_command *c)
{
	__atomic_store_n(&c->start->go, true, __ATOMIC_RELEASE);
}

/* It has ended without becoming the command: says why. */
void run_command_not_executed(const struct run_command *c)
{
	int err = c->start->err;

	if (c->start->stage == FILTER)
		run_fail(RUN_TROUBLE, "seccomp is forbidden here: %s", strerror(err));
	if (!err)
		run_fail(RUN_CANNOT_EXECUTE, "%s: killed before it was executed",
			 c->argv[0]);
	run_fail(err == ENOENT ? RUN_NOT_FOUND : RUN_CANNOT_EXECUTE, "%s: %s", c->argv[0],
		 strerror(err));
}

/* Ends as the command did, for who waits for us. */
void run_end_like(int status)
{
	struct rlimit no_core = { };

	if (WIFEXITED(status))
		exit(WEXITSTATUS(status));
	fflush(NULL);
	setrlimit(RLIMIT_CORE, &no_core);
	signal(WTERMSIG(status), SIG_DFL);
	raise(WTERMSIG(status));
	exit(128 + WTERMSIG(status));
}
