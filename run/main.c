// SPDX-License-Identifier: GPL-2.0-only
/*
 * sct_run and sctrace: rules on a command and all that it starts, without the modules.
 *
 *	log process (Java): rules --> table -----> verified here, as by the modules
 *	                    lines <-- records <--- ring <-- judge.c <-- trace.c <-- seccomp
 *
 * This program is what the user starts, so that nothing waits for Java but the table:
 * one Java process compiles the rules, then shows the events.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "change.h"
#include "command.h"
#include "filter.h"
#include "hold.h"
#include "judge.h"
#include "log.h"
#include "options.h"
#include "peer.h"
#include "task.h"
#include "trace.h"

/* The process that compiles the rules and shows the events. */
struct log_process {
	pid_t pid;
	int table;		/* what it has compiled comes from here */
	int records;		/* what it shows goes there */
};

/* Beside this program. */
static void execute_log(char **args)
{
	char path[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path) - sizeof("sct_run_log"));
	char *slash;

	if (n > 0) {
		path[n] = 0;
		slash = strrchr(path, '/');
		strcpy(slash + 1, "sct_run_log");
		execv(path, args);
	}
	dprintf(STDERR_FILENO, "%s: cannot start sct_run_log beside it: %s\n", run_name,
		strerror(errno));
	_exit(RUN_TROUBLE);
}

/* The output of the log process is the table's, so it knows ours by another number. */
static void rename_output(char **args)
{
	static char name[32];

	snprintf(name, sizeof(name), "/dev/fd/%d", dup(STDOUT_FILENO));
	for (; *args; args++) {
		if (!strcmp(*args, "/dev/stdout"))
			*args = name;
	}
}

static struct log_process start_log(const struct run_options *options)
{
	/* A terminal's signals are for the command; the last events are still to be shown. */
	static const int ignored[] = { SIGINT, SIGQUIT, SIGTSTP, SIGTTOU, SIGHUP };
	struct log_process log;
	int table[2], records[2];

	if (pipe2(table, O_CLOEXEC) || pipe2(records, O_CLOEXEC))
		run_fail(RUN_TROUBLE, "cannot make a pipe: %s", strerror(errno));
	log.pid = fork();
	if (log.pid < 0)
		run_fail(RUN_TROUBLE, "cannot start a process: %s", strerror(errno));
	if (!log.pid) {
		for (size_t i = 0; i < ARRAY_SIZE(ignored); i++)
			signal(ignored[i], SIG_IGN);
		rename_output(options->log_args);
		dup2(records[0], STDIN_FILENO);
		dup2(table[1], STDOUT_FILENO);
		execute_log(options->log_args);
	}
	close(table[1]);
	close(records[0]);
	log.table = table[0];
	log.records = records[1];
	return log;
}

/* All that is to be read; NULL without memory. */
static char *read_all(int fd, size_t *size)
{
	size_t room = 0;
	char *bytes = NULL;

	*size = 0;
	for (;;) {
		ssize_t n;

		if (*size == room) {
			char *more = realloc(bytes, room += 256 << 10);

			if (!more || room > 2 * SCT_MAX_TABLE_BYTES)
				return NULL;
			bytes = more;
		}
		n = read(fd, bytes + *size, room - *size);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return bytes;
		*size += n;
	}
}

/* Return: false if there are no rules: who compiled them has said why. */
static bool read_table(struct run_table *table, int fd)
{
	struct sct_fault fault = { };
	const char *why;
	size_t size;
	char *bytes = read_all(fd, &size);

	close(fd);
	if (!bytes)
		run_fail(RUN_TROUBLE, "out of memory for the rules");
	if (!size)
		return false;
	why = run_table_build(table, bytes, size, &fault);
	if (why && fault.rule < ((struct sct_table *)bytes)->rules.count &&
	    fault.error > SCT_E_RULE)
		run_fail(RUN_TROUBLE, "refused: %s: rule '%s'", why,
			 sct_pool_of((void *)bytes) +
				 sct_rules_of((void *)bytes)[fault.rule].name.off);
	if (why)
		run_fail(RUN_TROUBLE, "refused: %s", why);
	return true;
}

static void cannot_seize(const struct run_command *c, int err)
{
	s64 tracer = run_status_id(c->pid, "TracerPid:", 0);
	const char *why = "";

	switch (run_ptrace_scope()) {
	case 2:
		why = "; kernel.yama.ptrace_scope is 2: root may run sct_run, or set it to 1";
		break;
	case 3:
		why = "; kernel.yama.ptrace_scope is 3: nobody may until the machine is restarted";
		break;
	}
	kill(c->pid, SIGKILL);
	if (tracer > 0)
		run_fail(RUN_TROUBLE,
			 "process %d traces us: there can be one strace, debugger or sct_run at a time",
			 (int)tracer);
	run_fail(RUN_TROUBLE, "cannot trace the command: %s%s", strerror(-err), why);
}

static void tell_stats(void)
{
	fprintf(stderr,
		"%s: %llu calls judged, %llu events, %llu refused, %llu killed, %llu suspended; %u tasks at most\n",
		run_name,
		run_counts.calls, run_counts.events, run_counts.denied, run_counts.killed,
		run_counts.suspended, run_task_most());
}

static int open_or_fail(const char *name, int flags)
{
	int fd = open(name, flags | O_CLOEXEC, 0666);

	if (fd < 0)
		run_fail(RUN_TROUBLE, "%s: %s", name, strerror(errno));
	return fd;
}

/* Where the table comes from and the records go. */
static struct log_process open_ends(const struct run_options *options)
{
	struct log_process log = { .records = -1 };
	int raw = options->raw ?
			  open_or_fail(options->raw, O_WRONLY | O_CREAT | O_TRUNC) : -1;

	if (options->table)
		log.table = open_or_fail(options->table, O_RDONLY);
	else
		log = start_log(options);
	/* Last: who listens there may take the table's file away then. */
	if (options->peer)
		raw = run_peer_connect(options->peer);
	if (raw >= 0) {
		if (log.records >= 0)
			close(log.records);
		log.records = raw;
	}
	return log;
}

static void close_ends(const struct log_process *log)
{
	run_log_drain(-1);
	run_log_close();
	while (log->pid && waitpid(log->pid, NULL, 0) < 0 && errno == EINTR)
		;
}

static void check_strict(const struct run_table *table, bool attached)
{
	const char *rule = run_strict_fault(table, attached);

	if (rule)
		run_fail(RUN_TROUBLE,
			 "--strict: rule '%s' refuses by what the caller can change meanwhile; the modules hold it: sct_config upload",
			 rule);
}

/* Return: what came of it, when it and all that it has started has ended. */
static struct run_end run_it(const struct run_options *options, const struct run_table *table,
			     struct run_command *command)
{
	struct sock_fprog filter = run_filter_make(table);
	const char *why;
	int listener, err;

	if (!filter.len)
		run_fail(RUN_TROUBLE, "out of memory");
	run_command_fork(command, &filter);
	listener = run_command_listener(command);
	err = run_trace_seize(command->pid, !options->outlive);
	if (err)
		cannot_seize(command, err);
	why = table->holds ? run_hold_open(command->pid, listener) : NULL;
	if (why && options->strict) {
		kill(command->pid, SIGKILL);
		run_fail(RUN_TROUBLE, "--strict: strings are not held while a call runs: %s",
			 why);
	}
	if (why)
		fprintf(stderr, "%s: strings are not held while a call runs: %s\n", run_name,
			why);
	run_command_go(command);
	return run_trace(table, command->pid, &options->mode);
}

/* Follows processes that run, to their end or until we are told to go. */
static struct run_end attach(const struct run_options *options, const struct run_table *table)
{
	for (const pid_t *pid = options->pids; *pid; pid++)
		run_attach(*pid, &options->mode);
	if (table->holds)
		fprintf(stderr, "%s: strings are not held while a call runs: -p cannot\n",
			run_name);
	return run_trace(table, 0, &options->mode);
}

int main(int argc, char **argv)
{
	static struct run_table table;
	struct run_options options;
	struct run_command command = { };
	struct log_process log;
	struct run_end end;

	run_options_parse(&options, argc, argv);
	run_log_waits = options.trace || options.peer;
	run_changes_told = options.trace;
	if (!*options.pids)
		run_command_find(&command, options.command);
	log = open_ends(&options);
	if (!read_table(&table, log.table))
		exit(RUN_TROUBLE);
	if (options.strict)
		check_strict(&table, options.mode.attached);
	if (!run_log_open(log.records))
		run_fail(RUN_TROUBLE, "out of memory");
	end = *options.pids ? attach(&options, &table) : run_it(&options, &table, &command);
	close_ends(&log);
	if (options.stats)
		tell_stats();
	if (!end.executed)
		run_command_not_executed(&command);
	run_end_like(end.status);
}
