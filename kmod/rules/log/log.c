// SPDX-License-Identifier: GPL-2.0-only
/*
 * The ring of this kernel, and waking its readers.
 *
 * A wake-up costs more than a dozen events, so an event does not wake anybody: the
 * first one after a wake-up starts a timer, and when an eighth of a CPU's ring,
 * half of what lane 0 has there, has been filled since, readers are woken at once.
 * While nobody waits, only the flag is looked at.
 *
 * An event after a while of silence is read at once, for anybody who watches.
 * While events keep coming, readers get them 20 times a second.
 */
#include <linux/log2.h>
#include <linux/module.h>
#include <linux/percpu.h>
#include <linux/smp.h>

#include "compat/hrtimer.h"
#include "lib/degraded.h"
#include "lib/openers.h"
#include "log/log.h"

#define WAKE_AFTER_NS	(4 * NSEC_PER_MSEC)
#define WAKE_EVERY_NS	(50 * NSEC_PER_MSEC)

static unsigned int log_kb = 1024;
module_param(log_kb, uint, 0444);
MODULE_PARM_DESC(log_kb, "size of the log in KiB for each CPU, rounded up to a power of two (default 1024)");

struct sct_ring *sct_log_ring;

static DEFINE_MUTEX(size_mutex);
DECLARE_WAIT_QUEUE_HEAD(sct_log_readers);
DECLARE_WAIT_QUEUE_HEAD(sct_log_writers);
static struct hrtimer wake_timer;
atomic_t sct_log_wake_pending;
static u64 last_wake;			/* by the timer; time */

static enum hrtimer_restart wake_readers(struct hrtimer *timer)
{
	WRITE_ONCE(last_wake, ktime_get_ns());
	atomic_set(&sct_log_wake_pending, 0);
	wake_up_interruptible_all(&sct_log_readers);
	return HRTIMER_NORESTART;
}

/* The size that @bytes means. */
static u32 round_size(u64 bytes)
{
	return roundup_pow_of_two(clamp_t(u64, bytes, SCT_RING_MIN_SIZE,
					  SCT_RING_MAX_SIZE));
}

int sct_log_create(void)
{
	sct_log_ring = sct_ring_create(round_size((u64)log_kb << 10),
				       nr_cpu_ids);
	if (!sct_log_ring)
		return -ENOMEM;
	log_kb = sct_log_ring->size >> 10;
	sct_hrtimer_setup(&wake_timer, wake_readers, CLOCK_MONOTONIC,
			  HRTIMER_MODE_REL_SOFT);
	return 0;
}

void sct_log_destroy(void)
{
	hrtimer_cancel(&wake_timer);
	sct_ring_destroy(sct_log_ring);
}

/**
 * sct_log_resize - another size for the log
 * @bytes: for each CPU; 0 = as it is; set to what it is then
 *
 * Return: 0; -EINVAL out of bounds; -ENOMEM; -EINTR.
 */
int sct_log_resize(u64 *bytes)
{
	int err = 0;

	if (*bytes && (*bytes < SCT_RING_MIN_SIZE || *bytes > SCT_RING_MAX_SIZE))
		return -EINVAL;
	if (mutex_lock_killable(&size_mutex))
		return -EINTR;
	if (*bytes)
		err = sct_ring_resize(sct_log_ring, round_size(*bytes));
	log_kb = sct_log_ring->size >> 10;
	*bytes = sct_log_ring->size;
	mutex_unlock(&size_mutex);
	sct_log_wake_writers();
	return err;
}

/* Somebody waits until they have read. */
void sct_log_wake_readers(void)
{
	if (wq_has_sleeper(&sct_log_readers))
		wake_up_interruptible_all(&sct_log_readers);
}

/* There may be room in lane 0. */
void sct_log_wake_writers(void)
{
	if (wq_has_sleeper(&sct_log_writers))
		wake_up_all(&sct_log_writers);
}

/* What a record may have now. */
u32 sct_log_max_record(void)
{
	return sct_ring_max_record(sct_log_ring);
}

static void start_timer(void)
{
	u64 since = ktime_get_ns() - READ_ONCE(last_wake);
	u64 delay = WAKE_AFTER_NS;

	if (since < WAKE_EVERY_NS)
		delay = max_t(u64, delay, WAKE_EVERY_NS - since);
	hrtimer_start(&wake_timer, ns_to_ktime(delay), HRTIMER_MODE_REL_SOFT);
}

/* Somebody waits for a log to which something was added. */
void sct_log_wake_soon(struct sct_ring_cpu *rc)
{
	if (READ_ONCE(rc->wake_due)) {
		WRITE_ONCE(rc->wake_due, false);
		wake_up_interruptible_all(&sct_log_readers);
	} else if (!atomic_xchg(&sct_log_wake_pending, 1)) {
		start_timer();
	}
}

/* For want of memory one event of the caller could not be made. */
void sct_log_lose(void)
{
	struct sct_ring_cpu *rc = sct_ring_lock(sct_log_ring,
						raw_smp_processor_id());

	sct_ring_lose(sct_log_ring, rc->index, __kuid_val(current_uid()), 1);
	sct_log_commit(rc);
	sct_degrade(SCT_DEGRADED_NO_MEMORY);
}

/* The log's part of a status. */
void sct_log_status(struct sct_status *status)
{
	u64 held;

	sct_ring_count(sct_log_ring, &status->events, &held);
	status->overwritten = status->events - held;
	status->log_bytes = READ_ONCE(sct_log_ring->size);
	status->readers = sct_opener_count(SCT_OPENED_LOG);
}
