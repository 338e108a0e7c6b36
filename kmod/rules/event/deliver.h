/* SPDX-License-Identifier: GPL-2.0-only */
/* How an event gets from a rule into the log. */
#ifndef SCT_DELIVER_H
#define SCT_DELIVER_H

#include "table/table.h"

/* A frame of ours. */
struct sct_visit_frame {
	struct sct_frame frame;		/* first: sct_hijack knows it by this */
	bool delivers;			/* it waits for room; else it is syscall.c's */
};

/* An event that is to be written. */
struct sct_event_args {
	const struct sct_live *live;
	const struct sct_bound_rule *bound;
	const struct sct_rule *rule;
	struct sct_call *call;
	s64 retval;
	u32 max_text;		/* bytes of a string */
	u32 suppressed;
	u8 verdict;
};

/* event.c */
void sct_event_write(struct sct_event *event, const struct sct_event_args *args);

/* deliver.c */
struct sct_wait;

void sct_deliver_lose(struct sct_rule_stats *stats, u32 cpu, u64 who, u32 rule,
		      u32 suppressed);
int sct_deliver(const struct sct_event_args *args, u32 size);
struct sct_visit sct_deliver_later(struct sct_wait *wait, struct sct_visit visit);
void sct_deliver_signal(struct sct_wait *wait, int signal);
void sct_deliver_wait(struct sct_frame *frame);
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
