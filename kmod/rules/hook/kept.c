// SPDX-License-Identifier: GPL-2.0-only
/*
 * Memory for calls that are kept.
 *
 * Each CPU has a spare one.  A call that does not sleep takes it and gives it back, which
 * costs some instructions instead of a hundred or two.
 */
#include <linux/mempool.h>
#include <linux/percpu.h>
#include <linux/slab.h>

#include "event/question.h"
#include "hook/kept.h"
#include "lib/cache.h"

/* As many can be kept when there is no memory. */
#define KEPT_RESERVE	32

static struct kmem_cache *kept_cache;
static mempool_t *kept_pool;
static DEFINE_PER_CPU(struct sct_kept *, spare);

int sct_kept_cache_create(void)
{
	kept_cache = sct_cache_create("sct_kept_call", sizeof(struct sct_kept),
				      offsetof(struct sct_kept, call.small),
				      sizeof_field(struct sct_kept,
						   call.small));
	if (!kept_cache)
		return -ENOMEM;
	kept_pool = mempool_create_slab_pool(KEPT_RESERVE, kept_cache);
	if (!kept_pool) {
		kmem_cache_destroy(kept_cache);
		return -ENOMEM;
	}
	return 0;
}

/* No call is kept any more. */
void sct_kept_cache_destroy(void)
{
	unsigned int cpu;

	for_each_possible_cpu(cpu) {
		struct sct_kept *kept = per_cpu(spare, cpu);

		if (kept)
			mempool_free(kept, kept_pool);
	}
	mempool_destroy(kept_pool);
	kmem_cache_destroy(kept_cache);
}

/* Return: the call, for sct_kept_free(); NULL without memory. */
struct sct_kept *sct_kept_create(const struct pt_regs *regs, unsigned int abi,
				 unsigned int nr)
{
	struct sct_kept *kept = this_cpu_xchg(spare, NULL);

	if (unlikely(!kept))
		kept = mempool_alloc(kept_pool, GFP_NOWAIT | __GFP_NOWARN);
	if (unlikely(!kept))
		return NULL;
	kept->frame.delivers = false;
	kept->regs = *regs;
	kept->mm = current->mm;
	kept->rounds = 0;
	kept->spent = 0;
	kept->texts = 0;
	sct_call_init(&kept->call, &kept->regs, abi, nr);
	kept->call.may_ask = true;
	return kept;
}

/* The spare one is replaced: the older of the two is as good as the other. */
void sct_kept_free(struct sct_kept *kept)
{
	sct_call_end(&kept->call);
	if (unlikely(kept->call.question))
		sct_question_free(kept->call.question);
	if (unlikely(kept->call.answered))
		sct_question_free(kept->call.answered);
	kept = this_cpu_xchg(spare, kept);
	if (unlikely(kept))
		mempool_free(kept, kept_pool);
}
