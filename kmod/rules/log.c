// SPDX-License-Identifier: GPL-2.0-only
/*
 * The ring of this kernel, and waking its readers.
 *
 * A wake-up costs more than an event, so an event does not wake anybody: the
 * first one after a wake-up starts a timer, and when a quarter of a CPU's ring
 * has been filled since, readers are woken at once.  While nobody waits, only
 * the flag is looked at.
 */
#include <linux/log2.h>
#include <linux/module.h>
#include <linux/percpu.h>
#include <linux/smp.h>

#include "compat/hrtimer.h"
#include "log.h"
#include "openers.h"

#define WAKE_AFTER_NS	(4 * NSEC_PER_MSEC)
#define MIN_KB		128u
#define MAX_KB		(1u << 20)

static unsigned int log_kb = 1024;
module_param(log_kb, uint, 0444);
MODULE_PARM_DESC(log_kb, "size of the log in KiB for each CPU, rounded up to a power of two (default 1024)");

struct sct_ring *sct_log_ring;

static DECLARE_WAIT_QUEUE_HEAD(readers);
static struct hrtimer wake_timer;
static atomic_t wake_pending;
static DEFINE_PER_CPU(u64, woken_at);	/* head at the last wake-up */

static enum hrtimer_restart wake_readers(struct hrtimer *timer)
{
	atomic_set(&wake_pending, 0);
	wake_up_interruptible_all(&readers);
	return HRTIMER_NORESTART;
}

int sct_log_create(void)
{
	u32 kb = roundup_pow_of_two(clamp(log_kb, MIN_KB, MAX_KB));

	log_kb = kb;
	sct_log_ring = sct_ring_create(kb << 10, nr_cpu_ids);
	if (!sct_log_ring)
		return -ENOMEM;
	sct_hrtimer_setup(&wake_timer, wake_readers, CLOCK_MONOTONIC,
			  HRTIMER_MODE_REL_SOFT);
	return 0;
}

void sct_log_destroy(void)
{
	hrtimer_cancel(&wake_timer);
	sct_ring_destroy(sct_log_ring);
}

wait_queue_head_t *sct_log_readers(void)
{
	return &readers;
}

u32 sct_log_max_record(void)
{
	return min(sct_ring_max_record(sct_log_ring), SCT_LOG_MAX_RECORD);
}

/* As sct_ring_reserve(), on the caller's CPU. */
void *sct_log_reserve(u32 len, u32 *cpu)
{
	*cpu = raw_smp_processor_id();
	return sct_ring_reserve(sct_log_ring, *cpu, SCT_RECORD_EVENT, len);
}

static void wake_soon(u32 cpu)
{
	u64 head = READ_ONCE(sct_log_ring->cpu[cpu].head);
	u64 *woken = per_cpu_ptr(&woken_at, cpu);

	if (head - READ_ONCE(*woken) >= sct_log_ring->size / 4) {
		WRITE_ONCE(*woken, head);
		wake_up_interruptible_all(&readers);
	} else if (!atomic_read(&wake_pending) &&
		   !atomic_xchg(&wake_pending, 1)) {
		hrtimer_start(&wake_timer, ns_to_ktime(WAKE_AFTER_NS),
			      HRTIMER_MODE_REL_SOFT);
	}
}

void sct_log_commit(u32 cpu)
{
	sct_ring_commit(sct_log_ring, cpu);
	/* Pairs with the barrier of a reader that queues itself, then looks. */
	if (wq_has_sleeper(&readers))
		wake_soon(cpu);
}

/* One event could not be made. */
void sct_log_lose(void)
{
	u32 cpu = raw_smp_processor_id();

	sct_ring_lose(sct_log_ring, cpu, 1);
	if (wq_has_sleeper(&readers))
		wake_soon(cpu);
}

/**
 * sct_log_oldest_generation - whose tables may still be asked for
 *
 * Return: the smallest generation that an event in the ring has; 0 if a loss is
 * in the way and it cannot be told; U64_MAX if there is no event.
 */
u64 sct_log_oldest_generation(void)
{
	u64 oldest = U64_MAX;

	for (u32 i = 0; i < sct_log_ring->cpu_count; i++) {
		struct sct_event event;

		if (sct_ring_oldest(sct_log_ring, i, &event, sizeof(event)))
			oldest = min(oldest, event.generation);
		else if (READ_ONCE(sct_log_ring->cpu[i].head))
			oldest = 0;
	}
	return oldest;
}

/* The log's part of a status. */
void sct_log_status(struct sct_status *status)
{
	status->log_bytes = sct_log_ring->size;
	status->readers = sct_opener_count(SCT_OPENED_LOG);
}
