/* SPDX-License-Identifier: GPL-2.0-only */
/* A case of the verifier: the sample table with one thing changed. */
#ifndef VERIFY_CASE_H
#define VERIFY_CASE_H

#include "tables.h"
#include "tap.h"
#include "verify/verify.h"

#define ANY	SCT_NOWHERE

static bool seen[64];	/* SCT_E_* that were reported */

static void expect(const char *name, const void *bytes, size_t size, u32 error,
		   u32 rule, u32 index)
{
	struct sct_fault fault;
	bool good = sct_verify(bytes, size, &fault);

	seen[fault.error] = true;
	if (!ok(good == (error == SCT_E_OK) && fault.error == error &&
		fault.rule == rule && fault.index == index, "%s", name))
		printf("# got error %u rule %d index %d, expected %u %d %d\n",
		       fault.error, fault.rule, fault.index, error, rule, index);
}

static void expect_parts(const char *name, struct parts *p, u32 error, u32 rule,
			 u32 index)
{
	size_t size;
	void *bytes = image(p, &size);

	expect(name, bytes, size, error, rule, index);
	free(bytes);
	free(p);
}

/* `change` acts on p, the parts, or t, the header. */
#define PARTS(error, rule, index, change) do {				\
	struct parts *p = sample();					\
	change;								\
	expect_parts(#change, p, SCT_E_##error, rule, index);		\
} while (0)

#endif /* VERIFY_CASE_H */
