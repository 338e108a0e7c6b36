/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * sct_hijack: makes a system call visitable before and after it runs.
 *
 * This is the mechanism; it knows no rules.  Its one user (sct_rules) says
 * which calls it wants to visit and gets two callbacks.  Reading order of the
 * folder: calls.c (which function serves a call), batch.c, patch.c and hooks.c
 * (patching), stub_*.S and visit.c (what happens at a call), frames.c (who is inside),
 * drain.c (when nobody is any more).  functions.c does the same for kernel functions
 * that serve no call.
 */
#ifndef SCT_HIJACK_H
#define SCT_HIJACK_H

#include <linux/bitmap.h>
#include <linux/list.h>
#include <linux/ptrace.h>
#include <linux/srcu.h>
#include <linux/string.h>
#include <linux/types.h>

#include "arch.h"
#include "sct_abi.h"

struct module;
struct task_struct;

/** struct sct_call_id - a system call as user space entered it */
struct sct_call_id {
	u8 abi;		/* SCT_ABI_* */
	u16 nr;		/* number in that ABI, below SCT_MAX_NR */
};

/* The same as one number, for the hot path: an index into what is kept by call. */
#define SCT_CALLS	(SCT_NR_ABIS * SCT_MAX_NR)

static __always_inline u32 sct_call_index(unsigned int abi, unsigned int nr)
{
	return abi * SCT_MAX_NR + nr;
}

static __always_inline unsigned int sct_call_abi(u32 index)
{
	return index / SCT_MAX_NR;
}

static __always_inline unsigned int sct_call_nr(u32 index)
{
	return index % SCT_MAX_NR;
}

/** struct sct_call_set - a set of system calls, one bit per number and ABI */
struct sct_call_set {
	unsigned long nr[SCT_NR_ABIS][BITS_TO_LONGS(SCT_MAX_NR)];
};

/* What ->before() wants done with the call. */
#define SCT_VISIT_RESUME	0	/* let it run; nothing of us stays behind */
#define SCT_VISIT_DENY		1	/* do not run it, return sct_visit.ret */
#define SCT_VISIT_AFTER		2	/* run it, then ->after(sct_visit.frame) */
#define SCT_VISIT_WAIT		3	/* first ->wait(sct_visit.frame); ->after(), too */
#define SCT_VISIT_FULL		4	/* ->skip() alone: ->before() decides */

/*
 * Two longs, so that the x86-64 ABI returns it in rax:rdx, where stub.S
 * expects it.
 */
struct sct_visit {
	long action;
	union {
		long ret;
		struct sct_frame *frame;
	};
};

/* Why a task is inside. */
enum sct_frame_stage {
	SCT_FRAME_WAITING,	/* the visitor lets it wait before the call */
	SCT_FRAME_IN_CALL,	/* the call runs, with an after-visit to come */
};

/**
 * struct sct_frame - a call that awaits its after-visit, or waits before it runs
 *
 * The user allocates it, as the first member of its own context, in ->before()
 * and frees it in ->after(), ->waited() or ->abandon(), one of which comes.  In
 * between it belongs to sct_hijack.
 */
struct sct_frame {
	struct hlist_node node;
	struct task_struct *task;
	struct sct_call_id call;
	enum sct_frame_stage stage;
};

/**
 * struct sct_hijack_ops - the visitor
 * @owner: pinned while a hook is armed or a task is inside
 * @skip: asked first of the call, as sct_call_index(): RESUME if it is of no interest;
 *	FULL if it needs a visit; DENY; AFTER, when sct_hijack_await() has been called
 *	for its frame.  Must not sleep; outside of the read section, so that what it
 *	looks at must be freed after a grace period of RCU, too
 * @before: runs in the caller's context, just before the call; interrupts and
 *	preemption are on
 * @pass_after: asked first when the call has returned, with preemption disabled: true
 *	if nothing more is to be done, and @frame has been freed.  Otherwise like @skip.
 *	Never asked where spinlocks sleep.
 * @after: runs then; same context as @before.  RESUME with what the
 *	caller gets as sct_visit.ret, then @frame has been freed; or WAIT.
 * @wait: when one of them said SCT_VISIT_WAIT: sleeps for as long as it likes
 * @waited: then says what ->before() or ->after() could have said, also
 *	SCT_VISIT_WAIT again.  Frees the frame, or gives it back with WAIT or AFTER.
 *
 * @abandon: instead of ->after(): the call has ended its task, or the task has ended
 *	inside of it otherwise.  In another task, which may sleep.  Frees @frame.
 *
 * All but @skip, @pass_after, @wait and @abandon run inside a read section of
 * sct_hijack_srcu, which others wait for: they must not sleep on anything that a user
 * can withhold.  Neither @wait nor the call itself does, so a visitor may be replaced,
 * though not unloaded, meanwhile.
 */
struct sct_hijack_ops {
	struct module *owner;
	struct sct_visit (*skip)(struct pt_regs *regs, u32 call);
	struct sct_visit (*before)(struct pt_regs *regs, unsigned int abi,
				   unsigned int nr);
	bool (*pass_after)(struct sct_frame *frame, long ret);
	struct sct_visit (*after)(struct pt_regs *regs, struct sct_frame *frame,
				  long ret);
	void (*wait)(struct sct_frame *frame);
	struct sct_visit (*waited)(struct sct_frame *frame);
	void (*abandon)(struct sct_frame *frame);
};

#define SCT_FUNCTION_ARGS	6

/**
 * struct sct_function_hook - a visitor of a kernel function
 * @name: of the function, as in /proc/kallsyms; at most SCT_FUNCTION_ARGS
 *	arguments, all of them in registers
 * @before: runs in the caller's context, just before the function; @args are its
 *	arguments, of which a narrow one has undefined upper bits.  0: the function
 *	runs; anything else: it does not, and its caller gets that.
 *
 * As for a system call it runs inside a read section of sct_hijack_srcu, with
 * preemption and interrupts as the caller has them.  Whether it may sleep, and
 * what locks are held, is the function's business: security_path_unlink() is
 * called with the directory locked.
 */
struct sct_function_hook {
	const char *name;
	long (*before)(const struct sct_function_hook *hook,
		       const unsigned long *args);
};

/* Covers every visit; what a visitor publishes is freed after a grace period. */
extern struct srcu_struct sct_hijack_srcu;

int sct_hijack_register(const struct sct_hijack_ops *ops);
void sct_hijack_unregister(void);

int sct_hijack_arm(const struct sct_call_set *want, struct sct_call_id *bad);
void sct_hijack_disarm_except(const struct sct_call_set *keep);
void sct_hijack_await(struct sct_frame *frame, unsigned int abi, unsigned int nr);
int sct_hijack_drain(unsigned int timeout_ms, struct sct_holder *holders,
		     u32 space, u32 *count);

int sct_hijack_hook_functions(const struct sct_function_hook *const *hooks,
			      unsigned int count, unsigned int *bad);
void sct_hijack_unhook_functions(const struct sct_function_hook *const *hooks,
				 unsigned int count);

int sct_hijack_find_calls(const struct sct_call_set *calls,
			  struct sct_call_id *bad);
bool sct_hijack_offers_call(unsigned int abi, unsigned int nr);
int sct_hijack_has_call(unsigned int abi, unsigned int nr);
bool sct_hijack_can_deny(unsigned int abi, unsigned int nr);
bool sct_hijack_returns(unsigned int abi, unsigned int nr);
unsigned int sct_hijack_hook_count(void);
bool sct_hijack_intact(void);
unsigned int sct_hijack_after_count(void);

static inline void sct_call_set_zero(struct sct_call_set *set)
{
	memset(set, 0, sizeof(*set));
}

static inline void sct_call_set_add(struct sct_call_set *set, unsigned int abi,
				    unsigned int nr)
{
	__set_bit(nr, set->nr[abi]);
}

#endif /* SCT_HIJACK_H */
