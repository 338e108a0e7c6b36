/* SPDX-License-Identifier: GPL-2.0-only */
/* What the files of sct_doors have of each other. */
#ifndef DOORS_H
#define DOORS_H

#include <stdbool.h>
#include <stdint.h>

#define MAX_ARGS	6
#define SLEEP		"sleep"	/* the argument of the program that runs */

/* By which entry a call is made. */
enum entry { X86_64, IA32, X32, IO_URING };

/* A door, and what is to be put into it. */
struct door {
	enum entry entry;
	unsigned int nr;
	const char *kind;		/* of what is at the path before */
	unsigned int count;
	const char *word[16];		/* arguments; of io_uring, FIELD=ARGUMENT */
};

/* scratch.c */
void scratch_init(const char *path);
bool scratch_place(const char *kind);
void scratch_clear(void);
bool scratch_argument(enum entry entry, const char *word, uint64_t *value);

/* enter.c */
long enter_door(const struct door *door, const uint64_t *value);

#endif /* DOORS_H */
