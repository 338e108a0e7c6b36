/* SPDX-License-Identifier: GPL-2.0-only */
/* The log of this kernel: the one ring, its events, and who waits for them. */
#ifndef SCT_LOG_H
#define SCT_LOG_H

#include <linux/smp.h>
#include <linux/wait.h>

#include "log/ring.h"

/* A read gives at most this; larger than any record. */
#define SCT_LOG_BATCH		(64u << 10)

/* log.c */
extern struct sct_ring *sct_log_ring;
extern wait_queue_head_t sct_log_readers;
extern wait_queue_head_t sct_log_writers;	/* callers that wait for room */
extern atomic_t sct_log_wake_pending;	/* a timer will wake them */

int sct_log_create(void);
void sct_log_destroy(void);
void sct_log_status(struct sct_status *status);
void sct_log_wake_soon(struct sct_ring_cpu *rc);
void sct_log_lose(void);
u32 sct_log_max_record(void);
void sct_log_wake_readers(void);
void sct_log_wake_writers(void);
int sct_log_resize(u64 *bytes);

/**
 * sct_log_reserve - begin an event, on the caller's CPU
 * @who: uid of the caller, or SCT_WHO_MUST | uid
 * @len: bytes of the record
 * @generation: of the table that it belongs to
 * @rc: set to that CPU's log
 *
 * Locks the CPU's log, also if there is no room; sct_log_commit() unlocks it.
 *
 * Return: the event, its record's header filled in, or NULL.
 */
static __always_inline struct sct_event *
sct_log_reserve(u64 who, u32 len, u64 generation, struct sct_ring_cpu **rc)
	__acquires(&(*rc)->lock)
{
	struct sct_ring *ring = sct_log_ring;
	struct sct_ring_cpu *here = sct_ring_lock(ring, raw_smp_processor_id());

	/* Else gcc works it out anew wherever it is used. */
	OPTIMIZER_HIDE_VAR(here);
	*rc = here;
	return (struct sct_event *)sct_ring_reserve(ring, here, who, len,
						    generation);
}

/* Unlocks a CPU's log, to which something was added. */
static __always_inline void sct_log_commit(struct sct_ring_cpu *rc)
	__releases(&rc->lock)
{
	sct_ring_unlock(rc);
	/* Pairs with the barrier of a reader that queues itself, then looks. */
	if (wq_has_sleeper(&sct_log_readers) &&
	    (READ_ONCE(rc->wake_due) || !atomic_read(&sct_log_wake_pending)))
		sct_log_wake_soon(rc);
}

#endif /* SCT_LOG_H */
