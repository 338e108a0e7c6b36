/* SPDX-License-Identifier: GPL-2.0-only */
/* How an event gets from a rule into the log. */
#ifndef SCT_DELIVER_H
#define SCT_DELIVER_H

#include "event/record.h"

/* A frame of ours. */
struct sct_visit_frame {
	struct sct_frame frame;		/* first: sct_hijack knows it by this */
	bool delivers;			/* it waits for room; else it is syscall.c's */
};

struct sct_wait;

void sct_deliver_release(u64 generation);
u64 sct_deliver_oldest_generation(void);
void sct_deliver_status(struct sct_status *status);
void sct_deliver_lose(struct sct_rule_stats *stats, u32 cpu, u64 who, u32 rule,
		      u32 suppressed);
void sct_deliver_undecided(struct sct_rule_stats *stats,
			   const struct sct_rule *rule,
			   const struct sct_bound_rule *bound);
int sct_deliver(const struct sct_event_args *args, u32 size);
void sct_deliver_made(struct sct_rule_stats *stats, const struct sct_event *made,
		      bool must);
struct sct_visit sct_deliver_later(struct sct_wait *wait, struct sct_visit visit);
void sct_deliver_signal(struct sct_wait *wait, int signal);
void sct_deliver_wait(struct sct_frame *frame);
void sct_deliver_at_once(struct sct_wait *wait);
struct sct_visit sct_deliver_end(struct sct_frame *frame,
				 struct sct_visit *planned);

/* The caller's visit, or first a wait for the log. */
static inline struct sct_visit sct_visit_or_wait(const struct sct_call *call,
						 struct sct_visit visit)
{
	return unlikely(call->wait) ? sct_deliver_later(call->wait, visit) :
				      visit;
}

#endif /* SCT_DELIVER_H */
