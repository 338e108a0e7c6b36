/* SPDX-License-Identifier: GPL-2.0-only */
/* The command line: options.c of sct_run, sctrace_options.c of sctrace. */
#ifndef RUN_OPTIONS_H
#define RUN_OPTIONS_H

#include <stdbool.h>
#include <stdlib.h>
#include <sys/types.h>

#include "trace.h"

/* As env(1): what a status of sct_run itself says. */
#define RUN_TROUBLE		125
#define RUN_CANNOT_EXECUTE	126
#define RUN_NOT_FOUND		127

/* What messages begin with. */
extern const char run_name[];

struct run_options {
	bool stats;
	bool trace;		/* sctrace: also what is no call; nothing is lost */
	struct run_mode mode;
	pid_t *pids;		/* to attach to, until 0; then there is no command */
	bool strict;		/* no rule refuses by what is not held */
	bool outlive;		/* --on-exit fail */
	const char *table;	/* a compiled table, or NULL: the log process compiles */
	const char *raw;	/* where records go as they are, or NULL: to the log process */
	const char *peer;	/* likewise: a socket whose listener gets them */
	char **log_args;	/* for the log process, NULL-terminated */
	char **command;
};

void run_options_parse(struct run_options *options, int argc, char **argv);

/* Of both: options_lib.c */
void run_options_begin(struct run_options *options, int argc, char **argv);
void run_options_pass(struct run_options *options, const char *option, char *value);
void run_options_pids(struct run_options *options, const char *list);
void run_usage(const char *what) __attribute__((__noreturn__));
void run_fail(int status, const char *format, ...)
	__attribute__((__format__(__printf__, 2, 3), __noreturn__));

#endif /* RUN_OPTIONS_H */
