// SPDX-License-Identifier: GPL-2.0-only
/*
 * What happens at a hooked call: find out which call it is, ask the visitor,
 * remember the frame of a call that is visited again afterwards (frames.c).
 *
 * This is the hot path.  A call costs one SRCU read section here, and no shared
 * cache line is written; the visitor is reached by a static call, because a
 * pointer call costs a retpoline and, under IBT, needs an unsealed target.
 */
#include <linux/static_call.h>

#include "internal.h"

DEFINE_SRCU(sct_hijack_srcu);
EXPORT_SYMBOL_GPL(sct_hijack_srcu);

static struct sct_visit skip_nobody(struct pt_regs *regs, u32 call)
{
	return (struct sct_visit){ .action = SCT_VISIT_RESUME };
}

static struct sct_visit before_nobody(struct pt_regs *regs, unsigned int abi,
				      unsigned int nr)
{
	return (struct sct_visit){ .action = SCT_VISIT_RESUME };
}

/* These are never the target while a frame exists: frames pin the visitor. */
static bool pass_after_nobody(struct sct_frame *frame, long ret)
{
	return false;
}

static struct sct_visit after_nobody(struct pt_regs *regs,
				     struct sct_frame *frame, long ret)
{
	return (struct sct_visit){ .action = SCT_VISIT_RESUME, .ret = ret };
}

static void wait_nobody(struct sct_frame *frame)
{
}

static struct sct_visit waited_nobody(struct sct_frame *frame)
{
	return (struct sct_visit){ .action = SCT_VISIT_RESUME };
}

/* Nor is this while a frame exists. */
void sct_abandon_nobody(struct sct_frame *frame)
{
}

DEFINE_STATIC_CALL(sct_skip, skip_nobody);
DEFINE_STATIC_CALL(sct_before, before_nobody);
DEFINE_STATIC_CALL(sct_pass_after, pass_after_nobody);
DEFINE_STATIC_CALL(sct_after, after_nobody);
DEFINE_STATIC_CALL(sct_wait, wait_nobody);
DEFINE_STATIC_CALL(sct_waited, waited_nobody);
DEFINE_STATIC_CALL(sct_abandon, sct_abandon_nobody);

/*
 * The visitor lets the caller wait, as often as it likes.  It waits outside of the read
 * section, so that a grace period does not last as long as the wait.  Meanwhile its
 * frame tells that the task is inside.  The frame leaves its list in a new read
 * section, for the reason given at sct_visit_after().
 *
 * Return: the read section that the visit is in now.
 */
static noinline int let_wait(struct sct_visit *visit, unsigned int abi,
			     unsigned int nr, int idx)
	__must_hold(&sct_hijack_srcu)
{
	do {
		struct sct_frame *frame = visit->frame;

		sct_frame_add(frame, abi, nr, SCT_FRAME_WAITING);
		srcu_read_unlock(&sct_hijack_srcu, idx);
		static_call(sct_wait)(frame);
		idx = srcu_read_lock(&sct_hijack_srcu);
		sct_frame_del(frame);
		*visit = static_call(sct_waited)(frame);
	} while (visit->action == SCT_VISIT_WAIT);
	sct_drain_kick();
	return idx;
}

/* Most calls end here. */
notrace struct sct_visit sct_visit_skip(struct pt_regs *regs)
{
	unsigned int abi, nr;

	if (unlikely(!sct_arch_call_id(regs, &abi, &nr)))
		return (struct sct_visit){ .action = SCT_VISIT_RESUME };
	return static_call(sct_skip)(regs, sct_call_index(abi, nr));
}

struct sct_visit sct_visit_before(struct pt_regs *regs)
{
	struct sct_visit visit = { .action = SCT_VISIT_RESUME };
	unsigned int abi, nr;
	int idx;

	if (unlikely(!sct_arch_call_id(regs, &abi, &nr)))
		return visit;

	idx = srcu_read_lock(&sct_hijack_srcu);
	visit = static_call(sct_before)(regs, abi, nr);
	if (unlikely(visit.action == SCT_VISIT_WAIT))
		idx = let_wait(&visit, abi, nr, idx);
	if (unlikely(visit.action == SCT_VISIT_AFTER))
		sct_frame_add(visit.frame, abi, nr, SCT_FRAME_IN_CALL);
	srcu_read_unlock(&sct_hijack_srcu, idx);
	return visit;
}

/*
 * The frame leaves its list without preemption, and the visit either ends so or is in the
 * read section by then: whoever finds no frame, and then waits for a grace period of
 * RCU and one of SRCU, knows that no after-visit is running.
 */
long sct_visit_after(struct pt_regs *regs, struct sct_frame *frame, long ret)
{
	const struct sct_call_id call = frame->call;
	struct sct_visit visit;
	int idx;

	preempt_disable();
	sct_frame_del(frame);
	if (!IS_ENABLED(CONFIG_PREEMPT_RT) &&
	    likely(static_call(sct_pass_after)(frame, ret))) {
		sct_drain_kick();
		preempt_enable();
		return ret;
	}
	idx = srcu_read_lock(&sct_hijack_srcu);
	preempt_enable();
	visit = static_call(sct_after)(regs, frame, ret);
	if (unlikely(visit.action == SCT_VISIT_WAIT))
		idx = let_wait(&visit, call.abi, call.nr, idx);
	sct_drain_kick();
	srcu_read_unlock(&sct_hijack_srcu, idx);
	return visit.ret;
}

/**
 * sct_hijack_await - the call in flight is visited again when it has run
 * @frame: for its after-visit
 * @abi: SCT_ABI_*
 * @nr: number in that ABI
 *
 * In ->skip(), which then says SCT_VISIT_AFTER.
 */
void sct_hijack_await(struct sct_frame *frame, unsigned int abi, unsigned int nr)
{
	sct_frame_add(frame, abi, nr, SCT_FRAME_IN_CALL);
}
EXPORT_SYMBOL_GPL(sct_hijack_await);

void sct_visit_start(const struct sct_hijack_ops *ops)
{
	static_call_update(sct_pass_after, ops->pass_after);
	static_call_update(sct_after, ops->after);
	static_call_update(sct_wait, ops->wait);
	static_call_update(sct_waited, ops->waited);
	static_call_update(sct_abandon, ops->abandon);
	static_call_update(sct_before, ops->before);
	static_call_update(sct_skip, ops->skip);
}

void sct_visit_stop(void)
{
	static_call_update(sct_skip, skip_nobody);
	static_call_update(sct_before, before_nobody);
	static_call_update(sct_pass_after, pass_after_nobody);
	static_call_update(sct_after, after_nobody);
	static_call_update(sct_wait, wait_nobody);
	static_call_update(sct_waited, waited_nobody);
	static_call_update(sct_abandon, sct_abandon_nobody);
}
