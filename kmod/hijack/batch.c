// SPDX-License-Identifier: GPL-2.0-only
/*
 * Registers and unregisters the ftrace_ops of a batch.
 *
 * Each ops is used once: ftrace_free_filter() leaves pointers to what it has freed in
 * the ops, and a second use would follow them.  Each is marked DYNAMIC by ftrace, as
 * it lives in memory of a module, so unregistering it returns when no task is in
 * ftrace's code because of it any more, and it can be freed.
 */
#include <linux/minmax.h>
#include <linux/module.h>
#include <linux/slab.h>

#include "batch.h"
#include "compat/ftrace_direct.h"

bool sct_batch_stuck;

/* How many functions have a direct call of ours; under sct_patch_mutex. */
static unsigned int all_listed;

struct sct_patch_batch *sct_batch_alloc(unsigned long stub)
{
	struct sct_patch_batch *batch = kzalloc(sizeof(*batch), GFP_KERNEL);

	if (!batch)
		return NULL;
	INIT_LIST_HEAD(&batch->node);
	INIT_LIST_HEAD(&batch->patches);
	batch->stub = stub;
	return batch;
}

/* The next ops of the batch. */
static int register_direct_ops(struct sct_patch_batch *batch,
			       const struct sct_address_set *set)
{
	struct ftrace_ops *ops = &batch->ops[batch->registered];
	int err = ftrace_set_filter_ips(ops, set->ips, set->count, 0, 0);

	if (!err)
		err = sct_register_direct(ops, batch->stub);
	if (err) {
		ftrace_free_filter(ops);
		return err;
	}
	batch->registered++;
	batch->listed += set->count;
	all_listed += set->count;
	return 0;
}

static int register_bridge_ops(struct sct_patch_batch *batch,
			       const struct sct_address_set *set)
{
	struct ftrace_ops *ops = &batch->ops[batch->registered];
	int err;

	ops->func = sct_redirect;
	ops->private = (void *)batch->stub;
	ops->flags = SCT_REDIRECT_FLAGS;
	err = ftrace_set_filter_ips(ops, set->ips, set->count, 0, 0);
	if (!err)
		err = register_ftrace_function(ops);
	if (err)
		ftrace_free_filter(ops);
	else
		batch->registered++;
	return err;
}

/*
 * ftrace has shut itself off and left the text as it is: calls still come to our
 * stub, so that must stay, and the ops too.
 */
static bool is_off(int err)
{
	if (!WARN_ON_ONCE(err))
		return false;
	__module_get(THIS_MODULE);
	WRITE_ONCE(sct_batch_stuck, true);
	return true;
}

static int unregister_ops(struct sct_patch_batch *batch, struct ftrace_ops *ops)
{
	return batch->bridge ? unregister_ftrace_function(ops) :
			       sct_unregister_direct(ops, batch->stub);
}

/**
 * sct_batch_unregister - take the functions of a batch back
 * @batch: registered, perhaps in part; not to be used afterwards
 *
 * Waits for an RCU-tasks grace period.  Who is inside of the stub then is the business
 * of drain.c and functions.c.
 */
void sct_batch_unregister(struct sct_patch_batch *batch)
{
	for (unsigned int i = 0; i < batch->registered; i++)
		if (is_off(unregister_ops(batch, &batch->ops[i])))
			return;
	for (unsigned int i = 0; i < batch->registered; i++)
		ftrace_free_filter(&batch->ops[i]);
	all_listed -= batch->listed;
	kfree(batch);
}

/**
 * sct_batch_register - let the functions of a batch call its stub
 * @batch: from sct_batch_alloc(); freed on an error
 * @set: the functions' entries
 *
 * Return: 0, or what ftrace says: -EBUSY another direct call or an ops that changes
 * the way is at one of them; -EINVAL one of them cannot be patched; -ENOMEM.
 */
int sct_batch_register(struct sct_patch_batch *batch,
		       const struct sct_address_set *set)
{
	unsigned int done = 0;
	int err = 0;

	while (!err && done < set->count) {
		struct sct_address_set part = { .ips = set->ips + done };

		part.count = min(set->count - done, sct_direct_room(all_listed));
		err = batch->registered < SCT_BATCH_MAX_OPS ?
			      register_direct_ops(batch, &part) : -ENOSPC;
		done += part.count;
	}
	if (err)
		sct_batch_unregister(batch);
	return err;
}

/**
 * sct_batch_bridge - likewise, at functions that may have that direct call already
 * @batch: from sct_batch_alloc(); freed on an error
 * @set: the functions' entries
 *
 * While ordinary ops are at a function besides a direct call, ftrace sends its calls
 * through a common trampoline, where each of them may name a direct call to make.
 * These name the same one, so it is made once, whether the first batch is still there
 * or not: it can be unregistered without a call passing by unseen.
 *
 * There are two of them so that none is ever alone at a function.  For an ops that is,
 * ftrace makes a trampoline of its own, and that knows no direct calls.
 */
int sct_batch_bridge(struct sct_patch_batch *batch,
		     const struct sct_address_set *set)
{
	int err;

	batch->bridge = true;
	err = register_bridge_ops(batch, set);
	if (!err)
		err = register_bridge_ops(batch, set);
	if (err)
		sct_batch_unregister(batch);
	return err;
}

/**
 * sct_batch_shrink - take functions out of a batch while it stays registered
 * @batch: registered
 * @set: some of its functions' entries
 *
 * Only where SCT_DIRECT_SHRINKS.
 */
int sct_batch_shrink(struct sct_patch_batch *batch,
		     const struct sct_address_set *set)
{
	return ftrace_set_filter_ips(&batch->ops[0], set->ips, set->count, 1,
				     0);
}

static bool can_be_had(unsigned long *ips, unsigned int count,
		       unsigned long stub)
{
	const struct sct_address_set set = { .ips = ips, .count = count };
	struct sct_patch_batch *batch = sct_batch_alloc(stub);

	if (!batch)
		return false;
	if (sct_batch_register(batch, &set))
		return false;
	sct_batch_unregister(batch);
	return true;
}

/**
 * sct_batch_culprit - because of which function can a batch not be registered?
 * @set: the functions' entries
 * @stub: of the batch
 *
 * ftrace does not say which.  Halves of what is left are tried, so some ten tries find
 * it among a thousand; meanwhile some functions call the stub, as when it works.
 *
 * Return: its index.
 */
unsigned int sct_batch_culprit(const struct sct_address_set *set,
			       unsigned long stub)
{
	unsigned int good = 0, bad = set->count;

	/* All before @good can be had; not all from there to @bad. */
	while (bad - good > 1) {
		unsigned int half = (bad - good) / 2;

		if (can_be_had(set->ips + good, half, stub))
			good += half;
		else
			bad = good + half;
	}
	return good;
}
