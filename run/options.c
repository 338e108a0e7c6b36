// SPDX-License-Identifier: GPL-2.0-only
/* The command line.  What is about rules and their lines goes to the log process. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "options.h"
#include "sct_abi.h"

const char run_name[] = "sct_run";

static const char help[] =
	"Usage: sct_run [OPTION]... [-r FILE | -e CALLS]... [--] COMMAND [ARGUMENT]...\n"
	"       sct_run [OPTION]... [-r FILE | -e CALLS]... -p PIDS\n"
	"Runs COMMAND and enforces rules on it and on all that it starts, without kernel\n"
	"modules and without root; shows the events as sctlog does.\n"
	"\n"
	"  -r, --rules FILE    the rules; may be repeated\n"
	"  -e, --calls CALLS   log these calls, with what they return: open,unlink\n"
	"  -o, --output FILE   the events go there, not to the error output\n"
	"  -w, --write FILE    the events go into a capture, for sctlog to read\n"
	"  -p, --attach PIDS   on processes that run already, with commas between, and all\n"
	"                      that they start from now on, instead of COMMAND\n"
	"      --json          each event as a JSON object, one a line\n"
	"      --format FORMAT by this log_format, not by those of the rules\n"
	"      --decoded       flags, modes and errors by name, where known\n"
	"      --time WHICH    with the time: local, utc, relative or none\n"
	"      --stats         say in the end how many calls were judged\n"
	"      --on-exit WHAT  if sct_run is killed: kill (COMMAND, too) or fail (it goes\n"
	"                      on, and calls that have rules fail with ENOSYS)\n"
	"      --strict        no rule may refuse by what is not held (see the manual)\n"
	"      --table FILE    rules that sct_config dump --raw has compiled\n"
	"      --raw FILE      write the records as they are, for programs\n"
	"      --peer SOCKET   likewise to the program that listens there; none is lost\n"
	"  -h, --help          print this and end\n"
	"  -V, --version       print the version and end\n"
	"\n"
	"Exit status: that of COMMAND; 125 sct_run or its rules failed, 126 COMMAND cannot\n"
	"be executed, 127 it was not found.  If a signal ended COMMAND, it ends sct_run.\n";

enum { JSON = 256, FORMAT, DECODED, TIME, STATS, ON_EXIT, STRICT, TABLE, RAW, PEER };

static const struct option long_options[] = {
	{ "rules", required_argument, NULL, 'r' },
	{ "calls", required_argument, NULL, 'e' },
	{ "output", required_argument, NULL, 'o' },
	{ "write", required_argument, NULL, 'w' },
	{ "attach", required_argument, NULL, 'p' },
	{ "json", no_argument, NULL, JSON },
	{ "format", required_argument, NULL, FORMAT },
	{ "decoded", no_argument, NULL, DECODED },
	{ "time", required_argument, NULL, TIME },
	{ "stats", no_argument, NULL, STATS },
	{ "on-exit", required_argument, NULL, ON_EXIT },
	{ "strict", no_argument, NULL, STRICT },
	{ "table", required_argument, NULL, TABLE },
	{ "raw", required_argument, NULL, RAW },
	{ "peer", required_argument, NULL, PEER },
	{ "help", no_argument, NULL, 'h' },
	{ "version", no_argument, NULL, 'V' },
	{ }
};

static void on_exit_of(struct run_options *o, const char *what)
{
	if (!strcmp(what, "fail"))
		o->outlive = true;
	else if (strcmp(what, "kill"))
		run_usage("--on-exit: expected kill or fail");
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
	case 'w':
	case JSON:
	case FORMAT:
	case DECODED:
	case TIME:
		snprintf(names[letter], sizeof(names[letter]), "--%s", long_name(letter));
		run_options_pass(o, names[letter], optarg);
		break;
	case 'p':
		run_options_pids(o, optarg);
		break;
	case STATS:
		o->stats = true;
		break;
	case ON_EXIT:
		on_exit_of(o, optarg);
		break;
	case STRICT:
		o->strict = true;
		break;
	case TABLE:
		o->table = optarg;
		break;
	case RAW:
		o->raw = optarg;
		break;
	case PEER:
		o->peer = optarg;
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

	run_options_begin(o, argc, argv);
	while ((letter = getopt_long(argc, argv, "+r:e:o:w:p:hV", long_options, NULL)) != -1)
		take(o, letter, &rules);
	o->command = argv + optind;
	if (!rules && !o->table)
		run_usage("no rules: give a file (-r) or calls (-e)");
	if (rules && o->table)
		run_usage("--table has its rules already");
	if (o->table && !o->raw && !o->peer)
		run_usage("--table needs --raw or --peer: who compiles the rules shows the events");
	if (o->raw && o->peer)
		run_usage("--raw and --peer contradict each other");
	if (o->peer && !o->table)
		run_usage("--peer needs --table: who shows the events compiles the rules");
	if (*o->pids && *o->command)
		run_usage("a command or processes (-p), not both");
	if (*o->pids && o->outlive)
		run_usage("--on-exit is for a command: processes go on in any case");
	if (!*o->pids && !*o->command)
		run_usage("no command");
}
