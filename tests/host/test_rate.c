// SPDX-License-Identifier: GPL-2.0-only
/* Rate limits: what is made in a window, what is told of what was not. */
#include "lib/rules_internal.h"
#include "log/rate.h"
#include "tap.h"

#define SECOND	1000000000ull

static void per_rule(void)
{
	struct sct_rule rule = { .rate_scope = SCT_RATE_RULE, .rate_count = 3,
				 .rate_seconds = 2 };
	struct sct_rate *rate = sct_rate_create(&rule, 1);
	u32 made = 0, told = 77;

	for (u64 i = 0; i < 10; i++)
		made += sct_rate_allow(rate, &rule, 0, SECOND + i, &told);
	ok(made == 3 && told == 0, "3 of 10 in a window, none before them held back");
	ok(rate->suppressed == 7, "7 are counted");
	ok(!sct_rate_allow(rate, &rule, 0, 3 * SECOND - 1, &told),
	   "the window lasts to its end");
	ok(sct_rate_allow(rate, &rule, 0, 3 * SECOND, &told) && told == 8,
	   "the first of the next tells what was held back");
	ok(sct_rate_allow(rate, &rule, 0, 3 * SECOND, &told) && told == 0,
	   "... once");
	sct_rate_give_back(rate, 5);
	ok(sct_rate_allow(rate, &rule, 0, 3 * SECOND, &told) && told == 5,
	   "what an event could not tell, the next one does");
	sct_free(rate);
}

static void per_id(void)
{
	struct sct_rule rule = { .rate_scope = SCT_RATE_UID, .rate_count = 2,
				 .rate_seconds = 1 };
	struct sct_rate *rate = sct_rate_create(&rule, 1);
	u32 made = 0, told;

	for (u32 i = 0; i < 100; i++)
		made += sct_rate_allow(rate, &rule, i % 10, SECOND, &told);
	ok(made == 20, "each of 10 ids has its own 2: %u", made);
	ok(sct_rate_allow(rate, &rule, 3, 2 * SECOND, &told) && told == 8,
	   "and is told its own");
	sct_free(rate);
}

/* More ids than there is memory for: too much is made, nothing is forgotten. */
static void many_ids(u32 limited, u32 slots)
{
	struct sct_rule rule = { .rate_scope = SCT_RATE_PID, .rate_count = 1,
				 .rate_seconds = 1000 };
	struct sct_rate *rate = sct_rate_create(&rule, limited);
	u64 made = 0, held = 0, sum = 0;
	u32 told;

	ok(rate->slot_count == slots, "%u rules: %u ids each", limited, slots);
	for (u64 i = 0; i < 200000; i++) {
		if (sct_rate_allow(rate, &rule, (i / 3) % 5000, i, &told)) {
			made++;
			sum += told;
		} else {
			held++;
		}
	}
	for (u32 i = 0; i < slots; i++)
		sum += rate->slot[i].suppressed;
	ok(held == rate->suppressed && made + held == 200000,
	   "%llu made, %llu held back", made, held);
	ok(sum + rate->orphans == held, "each of these is told or will be");
	ok(made >= 5000, "none of the ids was without its event");
	sct_free(rate);
}

static void large_counts(void)
{
	struct sct_rule rule = { .rate_scope = SCT_RATE_RULE, .rate_count = 2,
				 .rate_seconds = 1 };
	struct sct_rate *rate = sct_rate_create(&rule, 1);
	u32 told;

	rate->orphans = 0x1ffffffffull;
	ok(sct_rate_allow(rate, &rule, 0, 1, &told) && told == 0xffffffff &&
	   sct_rate_allow(rate, &rule, 0, 1, &told) && told == 0xffffffff &&
	   rate->orphans == 1, "what does not fit one event is told by the next");
	sct_free(rate);
}

int main(void)
{
	per_rule();
	per_id();
	many_ids(1, 256);
	many_ids(1000, 64);
	many_ids(65536, 8);
	large_counts();
	return done();
}
