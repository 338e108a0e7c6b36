/* SPDX-License-Identifier: GPL-2.0-only */
/* The rule table in force: how it is used, and how it is replaced. */
#ifndef SCT_TABLE_H
#define SCT_TABLE_H

#include <linux/rcupdate.h>
#include <linux/srcu.h>

#include "table/live.h"
#include "verify/verify.h"

extern struct sct_live __rcu *sct_table_in_force;

/* For a visit, inside its read section. */
static inline const struct sct_live *sct_live_table(void)
{
	return srcu_dereference(sct_table_in_force, &sct_hijack_srcu);
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
int sct_table_lock(u64 *generation);
bool sct_table_locked(void);
void sct_table_info(struct sct_info *info);
bool sct_table_has_rules(void);
void sct_table_status(struct sct_status *status);
void sct_table_stop_trial(void);
void sct_table_exit(void);

#endif /* SCT_TABLE_H */
