/* SPDX-License-Identifier: GPL-2.0-only */
/* The command line; options.c. */
#ifndef RUN_OPTIONS_H
#define RUN_OPTIONS_H

#include <stdbool.h>

/* As env(1): what a status of sct_run itself says. */
#define RUN_TROUBLE		125
#define RUN_CANNOT_EXECUTE	126
#define RUN_NOT_FOUND		127

struct run_options {
	bool stats;
	bool outlive;		/* --on-exit fail */
	const char *table;	/* a compiled table, or NULL: the log process compiles */
	const char *raw;	/* where records go as they are, or NULL: to the log process */
	char **log_args;	/* for the log process, NULL-terminated */
	char **command;
};

void run_options_parse(struct run_options *options, int argc, char **argv);
void run_fail(int status, const char *format, ...)
	__attribute__((__format__(__printf__, 2, 3), __noreturn__));

#endif /* RUN_OPTIONS_H */
