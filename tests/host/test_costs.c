// SPDX-License-Identifier: GPL-2.0-only
/*
 * The verifier counts what a call may cost as the compiler does: the tables of
 * tests/lang/ok, and of random filters, with the compiler's count (WriteVectors.java
 * in grammar/).
 *
 *	test_costs COSTS
 *
 * Each line of COSTS has a table's file, the steps, the ABI and the number of the
 * costliest call.
 */
#include "lib/rules_internal.h"
#include <stdio.h>
#include "tables.h"
#include "tap.h"
#include "verify/verify.h"

static bool same_cost(const char *name, u64 steps, u32 abi, u32 nr)
{
	struct sct_fault fault;
	size_t size;
	void *bytes = table_of_file(name, &size);
	bool good = bytes && sct_verify(bytes, size, &fault);

	free(bytes);
	if (!good) {
		printf("# %s is not accepted\n", name);
		return false;
	}
	if (fault.cost == steps && (!steps || (fault.abi == abi && fault.nr == nr)))
		return true;
	printf("# %s: the verifier counts %llu steps (%u/%u), the compiler %llu (%u/%u)\n",
	       name, fault.cost, fault.abi, fault.nr, steps, abi, nr);
	return false;
}

int main(int argc, char **argv)
{
	FILE *costs = argc == 2 ? fopen(argv[1], "r") : NULL;
	u32 tables = 0, with_rules = 0, wrong = 0, abi, nr;
	char name[4096];
	u64 steps;

	if (!ok(costs, "the compiler's counts are there"))
		return done();
	while (fscanf(costs, "%4095s %llu %u %u", name, &steps, &abi, &nr) == 4) {
		wrong += !same_cost(name, steps, abi, nr);
		with_rules += steps > SCT_COST_RULE + SCT_COST_INSN;
		tables++;
	}
	ok(!wrong && feof(costs) && tables > 100 && with_rules > tables / 2,
	   "the costs of %u tables, %u of them with filters", tables, with_rules);
	fclose(costs);
	return done();
}
