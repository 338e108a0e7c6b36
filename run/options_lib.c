// SPDX-License-Identifier: GPL-2.0-only
/* What the command lines of sct_run and sctrace have in common. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "options.h"

void run_fail(int status, const char *format, ...)
{
	va_list args;

	fflush(stdout);
	fprintf(stderr, "%s: ", run_name);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	exit(status);
}

void run_usage(const char *what)
{
	run_fail(RUN_TROUBLE, "%s (try '%s --help')", what, run_name);
}

/* Room for what the letters of the command line may become: two words each. */
void run_options_begin(struct run_options *o, int argc, char **argv)
{
	size_t room = 4;

	for (int i = 0; i < argc; i++)
		room += 2 * (strlen(argv[i]) + 1);
	*o = (struct run_options){
		.log_args = calloc(room, sizeof(*o->log_args)),
		.pids = calloc(1, sizeof(*o->pids)),
	};
	if (!o->log_args || !o->pids)
		run_fail(RUN_TROUBLE, "out of memory");
	o->log_args[0] = "sct_run_log";
}

/* The log process knows these by the same names. */
void run_options_pass(struct run_options *o, const char *option, char *value)
{
	unsigned int n = 0;

	while (o->log_args[n])
		n++;
	o->log_args[n++] = (char *)option;
	if (value)
		o->log_args[n] = value;
}

/* "1,23 456": adds them. */
void run_options_pids(struct run_options *o, const char *list)
{
	size_t n = 0;

	while (o->pids[n])
		n++;
	for (const char *at = list;;) {
		char *end;
		long pid = strtol(at, &end, 10);

		if (end == at || pid <= 0 || pid > 0x7fffffff || (*end && !strchr(", ", *end)))
			run_fail(RUN_TROUBLE, "-p: '%s' is no list of process ids (try '%s --help')",
				 list, run_name);
		o->pids = realloc(o->pids, (n + 2) * sizeof(*o->pids));
		if (!o->pids)
			run_fail(RUN_TROUBLE, "out of memory");
		o->pids[n++] = pid;
		o->pids[n] = 0;
		if (!*end)
			break;
		at = end + 1;
	}
	o->mode.attached = true;
}
