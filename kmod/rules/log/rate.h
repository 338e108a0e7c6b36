/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Rate limits: at most so many events of a rule in so many seconds, for each
 * process or uid apart or for all together.
 *
 * The time is cut into windows: the first event opens one, and when it is over
 * the next event opens another.  In a window the first `rate_count` events are
 * made, the others are only counted; the next that is made tells how many.
 *
 * A rule has memory for a fixed number of ids.  One that finds no place takes
 * that of another, rather one whose window is over; the other's window is
 * forgotten, so that more events may be made of it, never fewer; and what it
 * held back is told by the rule's next event, whosever it is.
 */
#ifndef SCT_RATE_H
#define SCT_RATE_H

#include "lib/rules_internal.h"

struct sct_rate_slot {
	u64 start_ns;		/* of the window */
	u64 suppressed;		/* since the last event that was made */
	u32 id;
	u32 made;		/* in the window; 0: the slot is free */
};

struct sct_rate {
	spinlock_t lock;	/* all below */
	u32 slot_count;		/* 1, or a multiple of SCT_RATE_WAYS */
	u64 orphans;		/* suppressed, of ids that lost their slot */
	u64 suppressed;		/* ever */
	struct sct_rate_slot slot[];
};

#define SCT_RATE_WAYS	8u

struct sct_rate *sct_rate_create(const struct sct_rule *rule, u32 limited);
bool sct_rate_allow(struct sct_rate *rate, const struct sct_rule *rule, u32 id,
		    u64 now, u32 *suppressed);
bool sct_rate_exhausted(struct sct_rate *rate, const struct sct_rule *rule,
			u32 id, u64 now);
void sct_rate_give_back(struct sct_rate *rate, u32 suppressed);

#endif /* SCT_RATE_H */
