/* SPDX-License-Identifier: GPL-2.0-only */
/* Programs that do one of several tricks, by its name. */
#ifndef TRICK_LIST_H
#define TRICK_LIST_H

#include <stdio.h>
#include <string.h>

struct trick {
	const char *name;
	int arguments;
	int (*run)(char **arg);		/* 0: done */
};

/* What main() returns; 2: there is no such trick. */
static int run_trick(const struct trick *all, size_t count, int argc, char **argv)
{
	for (size_t i = 0; i < count; i++) {
		if (argc == 2 + all[i].arguments && !strcmp(argv[1], all[i].name))
			return all[i].run(argv + 2);
	}
	fprintf(stderr, "usage: %s NAME ARGUMENT...\n", argv[0]);
	return 2;
}

#endif /* TRICK_LIST_H */
