/* SPDX-License-Identifier: GPL-2.0-only */
/* The command's process, from its start to its end; command.c. */
#ifndef RUN_COMMAND_H
#define RUN_COMMAND_H

#include <linux/filter.h>
#include <sys/types.h>

struct run_command {
	char **argv;
	char *path;		/* the file to execute */
	pid_t pid;
	struct run_start *start;	/* in memory that both see */
};

/* "NAME=VALUE" or "NAME": put into its environment, or taken out; the text stays there. */
void run_command_environ(char *change);
void run_command_find(struct run_command *c, char **argv);
void run_command_fork(struct run_command *c, const struct sock_fprog *filter);
int run_command_listener(const struct run_command *c);
void run_command_go(struct run_command *c);
void run_command_not_executed(const struct run_command *c)
	__attribute__((__noreturn__));
void run_end_like(int status) __attribute__((__noreturn__));

#endif /* RUN_COMMAND_H */
