// SPDX-License-Identifier: GPL-2.0-only
/*
 * The command line of sctrace, as strace(1) has it.  What is about lines goes to the log
 * process, which makes the rules of it, too.
 */
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "options.h"
#include "sct_abi.h"

const char run_name[] = "sctrace";

static const char help[] =
	"Usage: sctrace [OPTION]... [--] COMMAND [ARGUMENT]...\n"
	"       sctrace [OPTION]... -p PIDS\n"
	"Shows the system calls of COMMAND, or of processes that run, in the manner of\n"
	"strace: with their arguments and results by name.  Needs no kernel modules and no\n"
	"root.\n"
	"\n"
	"  -e, --expr EXPR       which calls: trace=CALLS; CALLS are names, classes (%file)\n"
	"                        and /regular expressions, with commas between; ! before\n"
	"                        them: all but these.  Which signals: signal=SIGNALS\n"
	"  -P, --trace-path FILE just calls on FILE: by its name, or by a descriptor of it.\n"
	"                        May be repeated\n"
	"  -f, --follow-forks    also what they start: processes and threads.  Twice, with\n"
	"                        -o: a file for each, FILE.NUMBER\n"
	"      --output-separately  so, alone\n"
	"  -p, --attach PIDS     processes that run already, with commas between\n"
	"  -o, --output FILE     write there, not to the error output\n"
	"  -A, --output-append-mode    behind what FILE has\n"
	"  -E, --env CHANGE      VAR=VALUE: in COMMAND's environment; VAR: not in it\n"
	"  -c, --summary-only    only count calls, errors and time\n"
	"  -C, --summary         both\n"
	"  -w, --summary-wall-clock    so -c does in any case\n"
	"  -S, --summary-sort-by WHAT  time, calls, errors, name or none\n"
	"  -t                    with the time of day; twice with microseconds, three\n"
	"                        times as seconds since 1970\n"
	"  -r, --relative-timestamps   with the time since the line before\n"
	"  -T, --syscall-times   how long each call took\n"
	"  -y, --decode-fds      the path behind each descriptor\n"
	"  -s, --string-limit N  so much of a string; 32 where nothing is said\n"
	"  -X, --const-print-style HOW raw: numbers; abbrev: their names, where nothing is\n"
	"                        said; verbose: both\n"
	"  -n, --syscall-number  the number of each call before it\n"
	"  -a, --columns N       the column of results; 40 where nothing is said\n"
	"  -z, --successful-only only calls that succeeded\n"
	"  -Z, --failed-only     only calls that failed\n"
	"  -q, --quiet           not who was attached to and how it is done; twice: nor\n"
	"                        how processes ended\n"
	"  -h, --help            print this and end\n"
	"  -V, --version         print the version and end\n"
	"\n"
	"Exit status: that of COMMAND; 125 sctrace failed, 126 COMMAND cannot be executed,\n"
	"127 it was not found.  If a signal ended COMMAND, it ends sctrace.\n";

#define SEPARATELY	256	/* no letter: -ff */

static const struct option long_options[] = {
	{ "expr", required_argument, NULL, 'e' },
	{ "follow-forks", no_argument, NULL, 'f' },
	{ "attach", required_argument, NULL, 'p' },
	{ "trace-path", required_argument, NULL, 'P' },
	{ "output-separately", no_argument, NULL, SEPARATELY },
	{ "output-append-mode", no_argument, NULL, 'A' },
	{ "env", required_argument, NULL, 'E' },
	{ "const-print-style", required_argument, NULL, 'X' },
	{ "syscall-number", no_argument, NULL, 'n' },
	{ "columns", required_argument, NULL, 'a' },
	{ "summary-wall-clock", no_argument, NULL, 'w' },
	{ "output", required_argument, NULL, 'o' },
	{ "summary-only", no_argument, NULL, 'c' },
	{ "summary", no_argument, NULL, 'C' },
	{ "summary-sort-by", required_argument, NULL, 'S' },
	{ "relative-timestamps", no_argument, NULL, 'r' },
	{ "syscall-times", no_argument, NULL, 'T' },
	{ "decode-fds", no_argument, NULL, 'y' },
	{ "string-limit", required_argument, NULL, 's' },
	{ "successful-only", no_argument, NULL, 'z' },
	{ "failed-only", no_argument, NULL, 'Z' },
	{ "quiet", no_argument, NULL, 'q' },
	{ "help", no_argument, NULL, 'h' },
	{ "version", no_argument, NULL, 'V' },
	{ }
};

/* How the log process knows them. */
static const char *word_of(int letter)
{
	static const char *const words[] = {
		['e'] = "--expr", ['o'] = "--output", ['c'] = "--summary-only",
		['C'] = "--summary", ['S'] = "--sort", ['t'] = "--time", ['r'] = "--relative",
		['T'] = "--took", ['y'] = "--paths", ['s'] = "--strings",
		['P'] = "--accessed", ['A'] = "--append", ['X'] = "--constants",
		['n'] = "--numbers", ['a'] = "--column",
		['z'] = "--successful", ['Z'] = "--failed", ['q'] = "--quiet",
	};

	return words[letter];
}

static void take(struct run_options *o, int letter)
{
	switch (letter) {
	case 'e':
	case 'o':
	case 'S':
	case 's':
	case 'P':
	case 'X':
	case 'a':
		run_options_pass(o, word_of(letter), optarg);
		break;
	case 'c':
	case 'C':
	case 't':
	case 'r':
	case 'T':
	case 'y':
	case 'z':
	case 'Z':
	case 'q':
	case 'A':
	case 'n':
		run_options_pass(o, word_of(letter), NULL);
		break;
	case 'f':
		run_options_pass(o, o->mode.first_only ? "--all" : "--each", NULL);
		o->mode.first_only = false;
		break;
	case SEPARATELY:
		run_options_pass(o, "--each", NULL);
		break;
	case 'E':
		run_command_environ(optarg);
		break;
	case 'w':		/* so it is in any case */
		break;
	case 'p':
		run_options_pids(o, optarg);
		break;
	case 'k':
		run_usage("-k: who called is on the program's stack, which sctrace does not unwind; gdb, perf or strace -k do");
	case 'h':
		fputs(help, stdout);
		exit(0);
	case 'V':
		printf("sctrace, binary format %d\n", SCT_ABI_VERSION);
		exit(0);
	default:
		fputs("Try 'sctrace --help'.\n", stderr);
		exit(RUN_TROUBLE);
	}
}

/* Ends the process if there is nothing to show. */
void run_options_parse(struct run_options *o, int argc, char **argv)
{
	static char attached[] = "attached";
	static char started[] = "started";
	int letter;

	run_options_begin(o, argc, argv);
	o->trace = true;
	o->mode.first_only = true;
	run_options_pass(o, "--trace", NULL);
	while ((letter = getopt_long(argc, argv, "+e:fp:P:o:AE:cCwS:trTyX:na:s:zZqkhV", long_options,
				     NULL)) != -1)
		take(o, letter);
	o->command = argv + optind;
	if (*o->pids && *o->command)
		run_usage("a command or processes (-p), not both");
	if (!*o->pids && !*o->command)
		run_usage("no command");
	run_options_pass(o, "--how", *o->pids ? attached : started);
}
