// SPDX-License-Identifier: GPL-2.0-only
/*
 * Images of the tables of the past, for log readers.
 *
 * An event says which generation of the table it belongs to; who formats it
 * asks for that table's bytes.  So an image outlives its table: the last
 * KEEP_ALWAYS generations are kept in any case (an event may have left the ring
 * and still await its formatting), older ones while the ring has an event of
 * theirs, and no more than KEEP_COUNT or KEEP_BYTES in all besides the newest.
 */
#include <linux/audit.h>
#include <linux/cred.h>
#include <linux/ktime.h>
#include <linux/mutex.h>
#include <linux/slab.h>

#include "event/deliver.h"
#include "event/question.h"
#include "table/images.h"

#define KEEP_ALWAYS	64
#define KEEP_COUNT	1024
#define KEEP_BYTES	(128ul << 20)

static DEFINE_MUTEX(images_mutex);
static LIST_HEAD(images);	/* newest first */
static unsigned int image_count;
static size_t image_bytes;

static struct sct_image *image_new(void)
{
	struct sct_image *image = kzalloc(sizeof(*image), GFP_KERNEL);

	if (image) {
		refcount_set(&image->refs, 1);
		image->signature.loaded_ns = ktime_get_real_ns();
	}
	return image;
}

/**
 * sct_image_create - wrap the bytes of a table, signed by the caller
 * @bytes: from sct_alloc(); NULL for the empty table; taken over if this succeeds
 * @size: how many
 *
 * Return: the image with one reference, or NULL.
 */
struct sct_image *sct_image_create(const void *bytes, size_t size)
{
	struct sct_image *image = image_new();

	if (!image)
		return NULL;
	image->table = bytes;
	image->size = size;
	image->signature.uid = from_kuid(&init_user_ns, current_uid());
	image->signature.loginuid = from_kuid(&init_user_ns,
					      audit_get_loginuid(current));
	image->signature.pid = task_tgid_nr(current);
	get_task_comm(image->signature.comm, current);
	return image;
}

/**
 * sct_image_again - the same table for one more generation, signed by the kernel
 * @base: whose table and origin it shares; NULL: the empty table
 *
 * Return: the image with one reference, or NULL.
 */
struct sct_image *sct_image_again(struct sct_image *base)
{
	struct sct_image *image = image_new();

	if (!image)
		return NULL;
	image->signature.loginuid = -1;
	strscpy(image->signature.comm, "kernel", sizeof(image->signature.comm));
	if (!base)
		return image;
	while (base->base)
		base = base->base;
	refcount_inc(&base->refs);
	image->base = base;
	image->table = base->table;
	image->size = base->size;
	image->origin = base->origin;
	image->origin_size = base->origin_size;
	image->cost = base->cost;
	image->cost_nr = base->cost_nr;
	image->cost_abi = base->cost_abi;
	return image;
}

void sct_image_put(struct sct_image *image)
{
	struct sct_image *base;

	/* A base has no base: this ends. */
	for (; image && refcount_dec_and_test(&image->refs); image = base) {
		base = image->base;
		if (!base) {
			sct_free(image->table);
			sct_free(image->origin);
		}
		kfree(image);
	}
}

static void forget_image(struct sct_image *image)
{
	list_del(&image->node);
	image_count--;
	image_bytes -= image->size;
	sct_image_put(image);
}

/**
 * sct_image_publish - let readers find an image, and forget old ones
 * @image: of a generation that is newer than all before; a reference is taken
 */
void sct_image_publish(struct sct_image *image)
{
	u64 needed = min(sct_deliver_oldest_generation(),
			 sct_questions_oldest_generation());

	mutex_lock(&images_mutex);
	refcount_inc(&image->refs);
	list_add(&image->node, &images);
	image_count++;
	image_bytes += image->size;

	while (image_count > 1) {
		struct sct_image *oldest = list_last_entry(&images,
							   struct sct_image,
							   node);

		if (image_bytes - image->size <= KEEP_BYTES &&
		    (image_count <= KEEP_ALWAYS ||
		     (oldest->generation >= needed &&
		      image_count <= KEEP_COUNT)))
			break;
		forget_image(oldest);
	}
	mutex_unlock(&images_mutex);
}

/**
 * sct_image_get - the image of a generation
 * @generation: which; 0 = the newest
 *
 * Return: the image, to be put; NULL if there is none any more.
 */
struct sct_image *sct_image_get(u64 generation)
{
	struct sct_image *image, *found = NULL;

	mutex_lock(&images_mutex);
	list_for_each_entry(image, &images, node) {
		if (!generation || image->generation == generation) {
			refcount_inc(&image->refs);
			found = image;
			break;
		}
	}
	mutex_unlock(&images_mutex);
	return found;
}

void sct_images_exit(void)
{
	while (!list_empty(&images))
		forget_image(list_first_entry(&images, struct sct_image, node));
}
