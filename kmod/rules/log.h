/* SPDX-License-Identifier: GPL-2.0-only */
/* The log of this kernel: the one ring, its events, and who waits for them. */
#ifndef SCT_LOG_H
#define SCT_LOG_H

#include <linux/wait.h>

#include "ring.h"
#include "table.h"

/* A read gives at most this; larger than any record. */
#define SCT_LOG_BATCH		(64u << 10)

/* log.c */
extern struct sct_ring *sct_log_ring;

int sct_log_create(void);
void sct_log_destroy(void);
void sct_log_status(struct sct_status *status);
struct sct_event *sct_log_reserve(u64 who, u32 len, u64 generation, u32 *cpu);
void sct_log_commit(u32 cpu);
void sct_log_lose(void);
u32 sct_log_max_record(void);
u64 sct_log_oldest_generation(void);
wait_queue_head_t *sct_log_readers(void);
void sct_log_wake_readers(void);
int sct_log_resize(u64 *bytes);

/* event.c */
void sct_event_plan(struct sct_item *item, const struct sct_rule *rule);
int sct_log_event(const struct sct_live *live, const struct sct_item *item,
		  struct sct_call *call, u8 verdict, s64 retval);

/* deliver.c */
void sct_deliver_kick(void);
void sct_deliver_release(u64 generation);
u64 sct_deliver_oldest(void);
void sct_deliver_status(struct sct_status *status);

#endif /* SCT_LOG_H */
