// SPDX-License-Identifier: GPL-2.0-only
/*
 * Puts a call of a stub into the entry of functions, and takes it back.
 *
 * Each patched function has an ftrace direct call in place of its entry NOP.
 * Direct, because the shared ftrace trampoline saves and restores some thirty
 * registers and calls a handler, just to change an address.  (Where a kernel has
 * no direct calls, compat/ftrace_direct.h does with that.)
 *
 * What is patched in one go is one batch, with one ftrace_ops.  A batch of which a
 * part is taken back is made anew of the rest, behind a bridge (batch.c), so that no
 * call of the rest passes by unseen.
 *
 * Direct calls lack one thing: root could switch them off with `sysctl
 * kernel.ftrace_enabled=0`.  A registered ftrace_ops with FTRACE_OPS_FL_PERMANENT
 * makes that write fail with EBUSY, and cannot itself be registered while it is
 * off; register_ftrace_direct*() overwrites the flags of its own ops, so a
 * second one, the guard, on a function of ours that nobody calls, holds the flag.
 */
#include <linux/err.h>
#include <linux/hashtable.h>
#include <linux/mm.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>

#include "batch.h"
#include "internal.h"
#include "patch.h"
#include "targets.h"
#include "compat/ftrace_direct.h"

/* Serializes all that patches, and protects all these. */
DEFINE_MUTEX(sct_patch_mutex);
static DEFINE_HASHTABLE(patches, 9);	/* struct sct_patch, by address */
static LIST_HEAD(fresh);		/* those that are not applied yet */
static LIST_HEAD(batches);
static bool guard_on;

/*
 * Each batch costs a pass of ftrace when it goes, so when there are more than these
 * they are made one, by some five passes.
 */
#define MAX_BATCHES	8

static noinline void guard_anchor(void)
{
	/* An entry to put the guard on; the barrier keeps it from being folded. */
	barrier();
}

static void notrace guard_handler(unsigned long ip, unsigned long parent_ip,
				  struct ftrace_ops *op,
				  struct ftrace_regs *fregs)
{
}

static struct ftrace_ops guard = {
	.func = guard_handler,
	.flags = FTRACE_OPS_FL_PERMANENT,
};

/* Return: 0; -EBUSY when kernel.ftrace_enabled is 0; other of ftrace. */
static int guard_start(void)
{
	int err = 0;

	if (!guard_on) {
		err = register_ftrace_function(&guard);
		guard_on = !err;
	}
	return err;
}

static void guard_stop_if_unused(void)
{
	if (!guard_on || !list_empty(&batches))
		return;
	WARN_ON_ONCE(unregister_ftrace_function(&guard));
	guard_on = false;
}

/*
 * The guard's filter lives as long as the module: ftrace_free_filter() leaves
 * dangling pointers behind, and the next use of the same ops follows them.
 */
int __init sct_patch_init(void)
{
	int err = sct_check_target("guard_handler", guard_handler);

	err = err ?: sct_check_target("sct_redirect", sct_redirect);
	if (err)
		return err;
	return ftrace_set_filter_ip(&guard, (unsigned long)guard_anchor, 0, 0);
}

void sct_patch_exit(void)
{
	ftrace_free_filter(&guard);
}

static struct sct_patch *find_patch(unsigned long addr)
{
	struct sct_patch *patch;

	hash_for_each_possible(patches, patch, by_addr, addr)
		if (patch->addr == addr)
			return patch;
	return NULL;
}

static void free_patch(struct sct_patch *patch)
{
	list_del(&patch->member);
	hash_del(&patch->by_addr);
	kfree(patch);
}

static unsigned int count_entries(const struct list_head *list)
{
	const struct list_head *entry;
	unsigned int count = 0;

	list_for_each(entry, list)
		count++;
	return count;
}

static unsigned int count_batches(unsigned long stub)
{
	const struct sct_patch_batch *batch;
	unsigned int count = 0;

	list_for_each_entry(batch, &batches, node)
		count += batch->stub == stub;
	return count;
}

static bool set_alloc(struct sct_address_set *set, unsigned int space)
{
	set->count = 0;
	set->ips = kvmalloc_array(space, sizeof(*set->ips), GFP_KERNEL);
	return set->ips;
}

static unsigned int count_patches(const struct sct_patch_batch *batch,
				  bool wanted)
{
	const struct sct_patch *patch;
	unsigned int count = 0;

	list_for_each_entry(patch, &batch->patches, member)
		count += patch->wanted == wanted;
	return count;
}

/* There must be room for them. */
static void set_add(struct sct_address_set *set, const struct list_head *list,
		    bool wanted)
{
	const struct sct_patch *patch;

	list_for_each_entry(patch, list, member)
		if (patch->wanted == wanted)
			set->ips[set->count++] = patch->addr;
}

/* From one list to that of a batch, or to the fresh ones. */
static void move_wanted(struct list_head *list, struct sct_patch_batch *batch)
{
	struct list_head *to = batch ? &batch->patches : &fresh;
	struct sct_patch *patch, *next;

	list_for_each_entry_safe(patch, next, list, member) {
		if (!patch->wanted)
			continue;
		list_move_tail(&patch->member, to);
		patch->batch = batch;
	}
}

static void free_unwanted(struct sct_patch_batch *batch)
{
	struct sct_patch *patch, *next;

	list_for_each_entry_safe(patch, next, &batch->patches, member)
		if (!patch->wanted)
			free_patch(patch);
}

/* With what it still has. */
static void remove_batch(struct sct_patch_batch *batch)
{
	struct sct_patch *patch, *next;

	list_for_each_entry_safe(patch, next, &batch->patches, member)
		free_patch(patch);
	list_del(&batch->node);
	sct_batch_unregister(batch);
}

/**
 * sct_patch_want - mark a function as to be patched
 * @addr: as sct_find_functions() found it
 * @stub: sct_stub or sct_function_stub
 *
 * Return: its patch, which may be there already; -EBUSY it is patched to call the
 * other stub; -ENOMEM.
 */
struct sct_patch *sct_patch_want(unsigned long addr, void (*stub)(void))
{
	struct sct_patch *patch = find_patch(addr);

	lockdep_assert_held(&sct_patch_mutex);
	if (patch) {
		if (patch->stub != (unsigned long)stub)
			return ERR_PTR(-EBUSY);
		patch->wanted = true;
		return patch;
	}
	patch = kzalloc(sizeof(*patch), GFP_KERNEL);
	if (!patch)
		return ERR_PTR(-ENOMEM);
	patch->addr = addr;
	patch->stub = (unsigned long)stub;
	patch->wanted = true;
	hash_add(patches, &patch->by_addr, addr);
	list_add_tail(&patch->member, &fresh);
	return patch;
}

/* Those that sct_patch_want() has marked and sct_patches_apply() has not patched. */
void sct_patches_forget(void)
{
	struct sct_patch *patch, *next;

	list_for_each_entry_safe(patch, next, &fresh, member)
		free_patch(patch);
}

/*
 * ftrace can fail quietly (ftrace_disabled after a bug, a record marked disabled); a
 * rule that is believed to be in force must be.
 */
static int find_resumes(struct sct_patch_batch *batch, unsigned long *bad)
{
	struct sct_patch *patch;

	list_for_each_entry(patch, &batch->patches, member) {
		patch->resume = sct_arch_patched(patch->addr);
		if (!patch->resume) {
			*bad = patch->addr;
			return -EIO;
		}
	}
	return 0;
}

static int apply_set(const struct sct_address_set *set, unsigned long stub,
		     unsigned long *bad)
{
	struct sct_patch_batch *batch = sct_batch_alloc(stub);
	int err;

	if (!batch)
		return -ENOMEM;
	err = sct_batch_register(batch, set);
	if (err) {
		if (err != -ENOMEM)
			*bad = set->ips[sct_batch_culprit(set, stub)];
		return err;
	}
	list_add(&batch->node, &batches);
	move_wanted(&fresh, batch);
	err = find_resumes(batch, bad);
	if (err) {
		move_wanted(&batch->patches, NULL);
		remove_batch(batch);
	}
	return err;
}

/**
 * sct_patches_apply - patch all that is wanted and not patched yet
 * @bad: set on an error to the address because of which
 *
 * All or none; on an error the caller forgets them.
 *
 * Return: 0; -EBUSY another direct-call or IP-modifying user holds the function, or
 * kernel.ftrace_enabled is 0; -EIO the function was not patched; -EINVAL ftrace
 * does not know it; -ENOMEM.
 */
int sct_patches_apply(unsigned long *bad)
{
	struct sct_address_set set;
	struct sct_patch *first;
	int err = -ENOMEM;

	lockdep_assert_held(&sct_patch_mutex);
	first = list_first_entry_or_null(&fresh, struct sct_patch, member);
	if (!first)
		return 0;
	*bad = first->addr;
	if (set_alloc(&set, count_entries(&fresh))) {
		set_add(&set, &fresh, true);
		err = guard_start();
		if (!err)
			err = apply_set(&set, first->stub, bad);
	}
	kvfree(set.ips);
	guard_stop_if_unused();
	return err;
}

/**
 * sct_patches_unwant - take the marks of all functions away
 * @stub: of those that call this
 */
void sct_patches_unwant(void (*stub)(void))
{
	struct sct_patch *patch;
	int bucket;

	lockdep_assert_held(&sct_patch_mutex);
	hash_for_each(patches, bucket, patch, by_addr)
		if (patch->stub == (unsigned long)stub)
			patch->wanted = false;
}

/* Marks one that is patched. */
void sct_patch_keep(unsigned long addr)
{
	struct sct_patch *patch = find_patch(addr);

	lockdep_assert_held(&sct_patch_mutex);
	if (patch)
		patch->wanted = true;
}

/* Where the filter of a registered ops may shrink. */
static void shrink_batches(struct list_head *partial)
{
	struct sct_patch_batch *batch;
	struct sct_address_set set;

	list_for_each_entry(batch, partial, node) {
		if (!set_alloc(&set, count_patches(batch, false)))
			continue;
		set_add(&set, &batch->patches, false);
		if (!sct_batch_shrink(batch, &set))
			free_unwanted(batch);
		kvfree(set.ips);
	}
	synchronize_rcu_tasks();
}

/*
 * Makes one batch of what is wanted of several.  If there is no memory for the bridge,
 * all stays as it is: a function that is patched without need costs its callers some
 * instructions, and the next sweep tries again.  The same if the new batch cannot be
 * had, for want of memory or because somebody else has put a direct call on one of the
 * functions in between: the bridge then stays and serves.
 */
static void replace_batches(struct list_head *partial, unsigned long stub,
			    const struct sct_address_set *set)
{
	struct sct_patch_batch *bridge = sct_batch_alloc(stub);
	struct sct_patch_batch *whole = sct_batch_alloc(stub);
	struct sct_patch_batch *batch, *next;

	if (!bridge || !whole) {
		kfree(bridge);
		kfree(whole);
		return;
	}
	if (sct_batch_bridge(bridge, set)) {
		kfree(whole);
		return;
	}
	list_for_each_entry_safe(batch, next, partial, node) {
		move_wanted(&batch->patches, bridge);
		remove_batch(batch);
	}
	if (sct_batch_register(whole, set)) {
		list_add(&bridge->node, &batches);
		return;
	}
	move_wanted(&bridge->patches, whole);
	list_add(&whole->node, &batches);
	sct_batch_unregister(bridge);
}

static void rebuild_batches(struct list_head *partial, unsigned long stub)
{
	struct sct_patch_batch *batch;
	struct sct_address_set set;
	unsigned int count = 0;

	if (SCT_DIRECT_SHRINKS) {
		shrink_batches(partial);
		return;
	}
	list_for_each_entry(batch, partial, node)
		count += count_patches(batch, true);
	if (!set_alloc(&set, count))
		return;
	list_for_each_entry(batch, partial, node)
		set_add(&set, &batch->patches, true);
	replace_batches(partial, stub, &set);
	kvfree(set.ips);
}

/**
 * sct_patches_sweep - take all patches back that are not wanted
 * @stub: of those that call this
 *
 * Sleeps, for some RCU grace periods.  A function that is wanted is patched all the
 * time.
 */
void sct_patches_sweep(void (*stub)(void))
{
	unsigned long addr = (unsigned long)stub;
	struct sct_patch_batch *batch, *next;
	bool crowded = !SCT_DIRECT_SHRINKS && count_batches(addr) > MAX_BATCHES;
	LIST_HEAD(partial);

	lockdep_assert_held(&sct_patch_mutex);
	list_for_each_entry_safe(batch, next, &batches, node) {
		if (batch->stub != addr)
			continue;
		if (!count_patches(batch, true))
			remove_batch(batch);
		else if (crowded || batch->bridge || count_patches(batch, false))
			list_move(&batch->node, &partial);
	}
	if (!list_empty(&partial))
		rebuild_batches(&partial, addr);
	list_splice(&partial, &batches);
	guard_stop_if_unused();
}

/**
 * sct_patch_count - how many functions are patched
 * @stub: of those that call this
 */
unsigned int sct_patch_count(void (*stub)(void))
{
	unsigned int count = 0;
	struct sct_patch *patch;
	int bucket;

	lockdep_assert_held(&sct_patch_mutex);
	hash_for_each(patches, bucket, patch, by_addr)
		count += patch->batch && patch->stub == (unsigned long)stub;
	return count;
}

/**
 * sct_patches_intact - whether all that is patched still calls something
 * @stub: of those that call this
 *
 * Not asked of ftrace, which may have shut itself off, but of the text.
 */
bool sct_patches_intact(void (*stub)(void))
{
	struct sct_patch *patch;
	bool intact = true;
	int bucket;

	lockdep_assert_held(&sct_patch_mutex);
	hash_for_each(patches, bucket, patch, by_addr)
		if (patch->batch && patch->stub == (unsigned long)stub)
			intact = intact && sct_arch_patched(patch->addr);
	return intact;
}

/* Was there ever a patch that ftrace did not take back? */
bool sct_patch_is_stuck(void)
{
	return READ_ONCE(sct_batch_stuck);
}
