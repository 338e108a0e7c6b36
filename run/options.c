// SPDX-License-Identifier: GPL-2.0-only
/* The command line.  What is about rules and their lines goes to the log process. */
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "options.h"
#include "sct_abi.h"

static const char help[] =
	"Usage: sct_run [OPTION]... [-r FILE | -e CALLS]... [--] COMMAND [ARGUMENT]...\n"
	"Runs COMMAND and enforces rules on it and on all that it starts, without kernel\n"
	"modules and without root; shows the events as sctlog does.\n"
	"\n"
	"  -r, --rules FILE    the rules; may be repeated\n"
	"  -e, --calls CALLS   log these calls, with what they return: open,unlink\n"
	"  -o, --output FILE   the events go there, not to the error output\n"
	"      --json          each event as a JSON object, one a line\n"
	"      --format FORMAT by this log_format, not by those of the rules\n"
	"      --decoded       flags, modes and errors by name, where known\n"
	"      --time WHICH    with the time: local, utc, relative or none\n"
	"      --stats         say in the end how many calls were judged\n"
	"      --on-exit WHAT  if sct_run is killed: kill (COMMAND, too) or fail (it goes\n"
	"                      on, and calls that have rules fail with ENOSYS)\n"
	"      --table FILE    rules that sct_config dump --raw has compiled\n"
	"      --raw FILE      write the records as they are, for programs\n"
	"  -h, --help          print this and end\n"
	"  -V, --version       print the version and end\n"
	"\n"
	"Exit status: that of COMMAND; 125 sct_run or its rules failed, 126 COMMAND cannot\n"
	"be executed, 127 it was not found.  If a signal ended COMMAND, it ends sct_run.\n";

enum { JSON = 256, FORMAT, DECODED, TIME, STATS, ON_EXIT, TABLE, RAW };

static const struct option long_options[] = {
	{ "rules", required_argument, NULL, 'r' },
	{ "calls", required_argument, NULL, 'e' },
	{ "output", required_argument, NULL, 'o' },
	{ "json", no_argument, NULL, JSON },
	{ "format", required_argument, NULL, FORMAT },
	{ "decoded", no_argument, NULL, DECODED },
	{ "time", required_argument, NULL, TIME },
	{ "stats", no_argument, NULL, STATS },
	{ "on-exit", required_argument, NULL, ON_EXIT },
	{ "table", required_argument, NULL, TABLE },
	{ "raw", required_argument, NULL, RAW },
	{ "help", no_argument, NULL, 'h' },
	{ "version", no_argument, NULL, 'V' },
	{ }
};

void run_fail(int status, const char *format, ...)
{
	va_list args;

	fflush(stdout);
	fputs("sct_run: ", stderr);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	exit(status);
}

static void usage(const char *what)
{
	run_fail(RUN_TROUBLE, "%s (try 'sct_run --help')", what);
}

/* The log process knows these by the same names. */
static void pass_on(struct run_options *o, const char *option, char *value)
{
	unsigned int n = 0;

	while (o->log_args[n])
		n++;
	o->log_args[n++] = (char *)option;
	if (value)
		o->log_args[n] = value;
}

static void on_exit_of(struct run_options *o, const char *what)
{
	if (!strcmp(what, "fail"))
		o->outlive = true;
	else if (strcmp(what, "kill"))
		usage("--on-exit: expected kill or fail");
}

static const char *long_name(int letter)
{
	const struct option *option = long_options;

	while (option->val != letter)
		option++;
	return option->name;
}

static void take(struct run_options *o, int letter, bool *rules)
{
	static char names[RAW + 1][16];

	switch (letter) {
	case 'r':
	case 'e':
		*rules = true;
		/* fall through */
	case 'o':
	case JSON:
	case FORMAT:
	case DECODED:
	case TIME:
		snprintf(names[letter], sizeof(names[letter]), "--%s", long_name(letter));
		pass_on(o, names[letter], optarg);
		break;
	case STATS:
		o->stats = true;
		break;
	case ON_EXIT:
		on_exit_of(o, optarg);
		break;
	case TABLE:
		o->table = optarg;
		break;
	case RAW:
		o->raw = optarg;
		break;
	case 'h':
		fputs(help, stdout);
		exit(0);
	case 'V':
		printf("sct_run, binary format %d\n", SCT_ABI_VERSION);
		exit(0);
	default:
		fputs("Try 'sct_run --help'.\n", stderr);
		exit(RUN_TROUBLE);
	}
}

/* Ends the process if there is nothing to run. */
void run_options_parse(struct run_options *o, int argc, char **argv)
{
	bool rules = false;
	int letter;

	*o = (struct run_options){
		.log_args = calloc(2 * argc + 2, sizeof(*o->log_args)),
	};
	if (!o->log_args)
		run_fail(RUN_TROUBLE, "out of memory");
	o->log_args[0] = "sct_run_log";
	while ((letter = getopt_long(argc, argv, "+r:e:o:hV", long_options, NULL)) != -1)
		take(o, letter, &rules);
	o->command = argv + optind;
	if (!rules && !o->table)
		usage("no rules: give a file (-r) or calls (-e)");
	if (rules && o->table)
		usage("--table has its rules already");
	if (o->table && !o->raw)
		usage("--table needs --raw: who compiles the rules shows the events");
	if (!*o->command)
		usage("no command");
}
