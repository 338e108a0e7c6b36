// SPDX-License-Identifier: GPL-2.0-only
/* Writes the inputs that the fuzzer begins with into the directory argv[1]. */
#include "lib/rules_internal.h"
#include <stdio.h>
#include "tables.h"

static int write_seed(const char *dir, const char *name, char kind,
		      const void *data, size_t size)
{
	char path[4096];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	f = fopen(path, "w");
	if (!f || fputc(kind, f) == EOF || fwrite(data, 1, size, f) != size ||
	    fclose(f)) {
		perror(path);
		return 1;
	}
	return 0;
}

int main(int argc, char **argv)
{
	struct parts *p = sample(), *values = sample_values();
	size_t size, values_size;
	void *bytes = image(p, &size);
	void *values_bytes = image(values, &values_size);

	if (argc != 2)
		return 2;
	return write_seed(argv[1], "image", 0, bytes, size) ||
	       write_seed(argv[1], "program", 1, p->insn,
			  p->insns * sizeof(p->insn[0])) ||
	       write_seed(argv[1], "values", 0, values_bytes, values_size) ||
	       write_seed(argv[1], "values-program", 3, values->insn,
			  values->insns * sizeof(values->insn[0]));
}
