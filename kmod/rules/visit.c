// SPDX-License-Identifier: GPL-2.0-only
/*
 * A hooked call comes by: find its rules and let the first that matches act.
 *
 * The before-phase keeps the call on the stack.  Only a call with after-rules
 * is kept in memory of its own, for them: its registers as they were, and the
 * user memory that they need, read before the call runs, because afterwards it
 * may be changed or, after an execve, gone.
 *
 * The after-phase uses the table that is in force then.  Rules that came in
 * between may need user memory that nobody has read: they get it as it is then,
 * or as unreadable if the address space is another one.
 *
 * A call that a signal interrupts comes to its after-rules with the kernel's own
 * code, -512 to -516, as RETVAL: whether its caller will see EINTR, or the call
 * is made again (and visited again), is decided only later.
 */
#include <linux/sched.h>
#include <linux/slab.h>

#include "act.h"
#include "deliver.h"
#include "log.h"
#include "table.h"
#include "visit.h"

/* A call that awaits its after-phase. */
struct after_call {
	struct sct_frame frame;		/* first: sct_hijack knows it by this */
	struct sct_call call;
	struct pt_regs regs;
	const struct mm_struct *mm;	/* never followed, only compared */
};

static struct kmem_cache *after_cache;

int sct_visit_cache_create(void)
{
	/* Hardened usercopy must know where strings may be copied to. */
	after_cache = KMEM_CACHE_USERCOPY(after_call, 0, call.small);
	return after_cache ? 0 : -ENOMEM;
}

void sct_visit_cache_destroy(void)
{
	kmem_cache_destroy(after_cache);
}

static void after_free(struct after_call *after)
{
	sct_call_end(&after->call);
	kmem_cache_free(after_cache, after);
}

/* Asks the rules from @item on; RESUME unless one says otherwise. */
static struct sct_visit run_before(const struct sct_live *live,
				   const struct sct_call_rules *rules,
				   const struct sct_item *item,
				   struct sct_call *call)
{
	const struct sct_item *end = rules->items[SCT_PHASE_BEFORE] +
				     rules->count[SCT_PHASE_BEFORE];
	struct sct_visit visit = { .action = SCT_VISIT_RESUME };

	call->pool = live->pool;
	for (; item != end; item++) {
		if (!sct_gate_open(&item->gate, call->regs, call->abi,
				   &call->head) ||
		    !sct_item_matches(item, call))
			continue;
		if (sct_act_before(live, item, call, &visit))
			break;
	}
	return visit;
}

/* A call without after-rules is kept on the stack. */
static noinline struct sct_visit
before_alone(const struct sct_live *live, const struct sct_call_rules *rules,
	     const struct sct_item *item, struct pt_regs *regs,
	     unsigned int abi, unsigned int nr, struct sct_head head)
{
	struct sct_call call sct_uninitialized;
	struct sct_visit visit;

	sct_call_init(&call, regs, abi, nr);
	call.head = head;
	visit = run_before(live, rules, item, &call);
	sct_call_end(&call);
	return sct_visit_or_wait(&call, visit);
}

static void run_after(const struct sct_live *live,
		      const struct sct_call_rules *rules, struct sct_call *call)
{
	const struct sct_item *item = rules->items[SCT_PHASE_AFTER];
	const struct sct_item *end = item + rules->count[SCT_PHASE_AFTER];

	call->pool = live->pool;
	for (; item != end; item++) {
		if (sct_item_matches(item, call) &&
		    sct_act_after(live, item, call))
			break;
	}
}

static void read_for_after(const struct sct_call_rules *rules,
			   struct sct_call *call)
{
	struct sct_text text;
	u64 value;

	for (u8 arg = 0; arg < SCT_MAX_PARAMS; arg++) {
		if (rules->texts & 1u << arg)
			sct_call_text(call, arg, &text);
	}
	for (u8 i = 0; i < rules->deref_count; i++)
		sct_call_read_deref(call, rules->derefs[i] >> 12,
				    rules->derefs[i] & SCT_MAX_DEREF_OFFSET,
				    &value);
}

static noinline struct sct_visit
before_with_after(const struct sct_live *live,
		  const struct sct_call_rules *rules, struct pt_regs *regs,
		  unsigned int abi, unsigned int nr)
{
	struct after_call *after = kmem_cache_alloc(after_cache, GFP_KERNEL);
	const struct sct_item *items = rules->items[SCT_PHASE_BEFORE];
	const struct sct_head unread = { .arg = SCT_HEAD_UNREAD };
	struct sct_visit visit;

	/* Without memory for the after-rules, the before-rules must hold. */
	if (unlikely(!after)) {
		visit = before_alone(live, rules, items, regs, abi, nr,
				     unread);
		if (visit.action != SCT_VISIT_DENY)
			sct_log_lose();
		return visit;
	}
	after->regs = *regs;
	after->mm = current->mm;
	sct_call_init(&after->call, &after->regs, abi, nr);
	visit = run_before(live, rules, items, &after->call);
	if (visit.action == SCT_VISIT_RESUME) {
		read_for_after(rules, &after->call);
		visit.action = SCT_VISIT_AFTER;
		visit.frame = &after->frame;
		return sct_visit_or_wait(&after->call, visit);
	}
	visit = sct_visit_or_wait(&after->call, visit);
	after_free(after);
	return visit;
}

/* Here most calls end that no rule is about: at a closed gate, or several. */
static struct sct_visit before(struct pt_regs *regs, unsigned int abi,
			       unsigned int nr)
{
	const struct sct_live *live = sct_live_table();
	const struct sct_call_rules *rules;
	struct sct_head head;
	const struct sct_item *item;

	if (unlikely(!live))
		goto resume;
	rules = &live->calls[live->slot[abi][nr]];
	if (unlikely(rules->count[SCT_PHASE_AFTER]))
		return before_with_after(live, rules, regs, abi, nr);
	item = rules->items[SCT_PHASE_BEFORE];
	head.arg = SCT_HEAD_UNREAD;
	for (u32 n = rules->count[SCT_PHASE_BEFORE]; n; n--, item++) {
		if (sct_gate_open(&item->gate, regs, abi, &head))
			return before_alone(live, rules, item, regs, abi, nr,
					    head);
	}
resume:
	return (struct sct_visit){ .action = SCT_VISIT_RESUME };
}

static long after(struct pt_regs *regs, struct sct_frame *frame, long ret)
{
	struct after_call *after = container_of(frame, struct after_call, frame);
	const struct sct_live *live = sct_live_table();
	struct sct_call *call = &after->call;

	if (live) {
		call->phase = SCT_PHASE_AFTER;
		call->retval = ret;
		call->late = after->mm != current->mm;
		call->comm_len = SCT_COMM_UNREAD;
		call->wait = NULL;
		run_after(live, &live->calls[live->slot[call->abi][call->nr]],
			  call);
	}
	after_free(after);
	return ret;
}

/* The wait for the log has come to its end; the call may have been refused. */
static struct sct_visit waited(struct sct_frame *frame)
{
	struct sct_visit planned;
	struct sct_visit visit = sct_deliver_end(frame, &planned);

	if (planned.action == SCT_VISIT_AFTER &&
	    visit.action != SCT_VISIT_AFTER)
		after_free(container_of(planned.frame, struct after_call,
					frame));
	return visit;
}

const struct sct_hijack_ops sct_visitor = {
	.owner = THIS_MODULE,
	.before = before,
	.after = after,
	.wait = sct_deliver_wait,
	.waited = waited,
};
