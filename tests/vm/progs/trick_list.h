/* SPDX-License-Identifier: GPL-2.0-only */
/* Programs that do one of several tricks, by its name. */
#ifndef TRICK_LIST_H
#define TRICK_LIST_H

#include <stdio.h>
#include <string.h>

#define MANY	(-1)		/* done for each argument */

struct trick {
	const char *name;
	int arguments;			/* how many, or MANY */
	int (*run)(char **arg);		/* 0: done */
};

static int run_many(const struct trick *trick, char **argv)
{
	int failed = 0;

	for (; *argv; argv++)
		failed |= trick->run(argv);
	return failed;
}

/* What main() returns; 2: there is no such trick. */
static int run_trick(const struct trick *all, size_t count, int argc, char **argv)
{
	for (size_t i = 0; i < count; i++) {
		if (argc < 2 || strcmp(argv[1], all[i].name))
			continue;
		if (all[i].arguments == MANY)
			return run_many(&all[i], argv + 2);
		if (argc == 2 + all[i].arguments)
			return all[i].run(argv + 2);
	}
	fprintf(stderr, "usage: %s NAME ARGUMENT...\n", argv[0]);
	return 2;
}

#endif /* TRICK_LIST_H */
