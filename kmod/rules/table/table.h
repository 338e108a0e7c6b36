/* SPDX-License-Identifier: GPL-2.0-only */
/* The rule table in force, and the images of older ones. */
#ifndef SCT_TABLE_H
#define SCT_TABLE_H

#include <linux/list.h>
#include <linux/rcupdate.h>
#include <linux/refcount.h>
#include <linux/srcu.h>

#include "table/counters.h"
#include "filter/eval.h"
#include "table/exact.h"
#include "call/snapshot.h"
#include "filter/index.h"
#include "event/layout.h"
#include "verify/verify.h"

/* Who put a table in force, and when. */
struct sct_signature {
	u64 loaded_ns;			/* CLOCK_REALTIME */
	u32 uid;
	u32 loginuid;
	s32 pid;			/* 0: the kernel itself, confirm.c */
	char comm[16];
};

struct sct_rule_stats;

/*
 * The bytes of a table, as uploaded.  Kept for as long as events of its
 * generation may be in the log; see images.c.
 */
struct sct_image {
	refcount_t refs;
	struct list_head node;
	u64 generation;
	size_t size;			/* 0: the empty table */
	const struct sct_table *table;
	struct sct_image *base;		/* whose table and origin it shares, or NULL */
	const void *origin;		/* provenance, as uploaded */
	u32 origin_size;
	struct sct_signature signature;
	u32 cost;			/* steps, of the costliest call */
	u16 cost_nr;
	u8 cost_abi;
};

enum sct_rules_kind {
	SCT_RULES_PLAIN,	/* the prefilters say all, and call nothing */
	SCT_RULES_EXACT,	/* so they do, and decide it (exact.h) */
	SCT_RULES_NAMED,	/* as PLAIN, with prefilters for the caller's name */
	SCT_RULES_TEXTS,	/* all are found by the string in the index */
	SCT_RULES_MIXED,
};

/* The rules on one call: those of a phase in file order, before-rules first. */
struct sct_call_rules {
	u64 __percpu *visits;
	const struct sct_prefilter *prefilters;	/* of the rules that the index does not find */
	u32 prefilter_count;
	u8 kind;			/* enum sct_rules_kind */
	/* See fast_log.c: */
	bool fast_log;
	bool fast_log_comm;		/* it needs COMM */
	u8 fast_log_texts;		/* bit per argument register: its string */
	const struct sct_index *index;	/* NULL where there are few rules */
	const struct sct_bound_rule *bound_rules[SCT_NR_PHASES];
	u32 count[SCT_NR_PHASES];
	const struct sct_snapshot *snapshot;	/* NULL without after-rules */
	const struct sct_comm_prefilter *names;	/* by prefilter; NULL: no rule has one */
	const struct sct_exact *exacts;	/* by prefilter; NULL: prefilters do not decide */
	const struct sct_path_prefilters *paths;	/* NULL: a rule needs no PATH */
} __aligned(128);			/* an index into these is a shift */

/* What a visit uses.  Immutable once published. */
struct sct_live {
	struct rcu_head rcu;
	struct sct_image *image;
	u64 generation;
	size_t memory;			/* bytes, besides the image */
	const struct sct_rule *rules;
	const struct sct_view *views;
	const char *pool;
	struct sct_rule_stats *stats;
	struct sct_counts counts;
	struct sct_bound_rule *bound_rules;
	struct sct_prefilter *prefilters;
	struct sct_layout *layouts;
	struct sct_call_rules *calls;	/* [0]: of calls without rules */
	u16 slot[SCT_CALLS];		/* of sct_call_index(): index into calls */
};

extern struct sct_live __rcu *sct_table_in_force;

/* For a visit, inside its read section. */
static inline const struct sct_live *sct_live_table(void)
{
	return srcu_dereference(sct_table_in_force, &sct_hijack_srcu);
}

/* @call: sct_call_index() */
static __always_inline const struct sct_call_rules *
sct_live_rules(const struct sct_live *live, u32 call)
{
	return &live->calls[live->slot[call]];
}

/* What an upload asks for besides the table. */
struct sct_terms {
	const void *origin;		/* from sct_alloc(), or NULL */
	u32 origin_size;
	u32 flags;			/* SCT_UPLOAD_* */
	u64 expect;
	u32 confirm_s;
};

int sct_table_upload(const void *bytes, size_t size,
		     const struct sct_terms *terms, struct sct_fault *fault,
		     u64 *generation);
int sct_table_delete(u64 *generation);
int sct_table_confirm(u64 *generation);
int sct_table_put_back(void);
int sct_table_lock(u64 *generation);
bool sct_table_locked(void);
void sct_table_info(struct sct_info *info);
bool sct_table_has_rules(void);
size_t sct_table_memory(void);
void sct_table_exit(void);

/* confirm.c; the first five under the table's lock */
void sct_confirm_accept(struct sct_image *image);
void sct_confirm_await(struct sct_image *image, u32 seconds);
u64 sct_confirm_awaited(void);
bool sct_confirm_due(void);
struct sct_image *sct_confirm_fallback(void);
void sct_confirm_status(struct sct_status *status);
void sct_confirm_exit(void);

/* images.c */
struct sct_image *sct_image_create(const void *bytes, size_t size);
struct sct_image *sct_image_again(struct sct_image *base);
void sct_image_put(struct sct_image *image);
struct sct_image *sct_image_get(u64 generation);
void sct_image_publish(struct sct_image *image);
void sct_images_exit(void);

/* build.c */
struct sct_live *sct_live_build(struct sct_image *image,
				struct sct_call_set *calls,
				struct sct_fault *fault);
void sct_live_free(struct sct_live *live);

#endif /* SCT_TABLE_H */
