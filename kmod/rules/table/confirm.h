/* SPDX-License-Identifier: GPL-2.0-only */
/* A table on trial; confirm.c says what that is. */
#ifndef SCT_CONFIRM_H
#define SCT_CONFIRM_H

#include "object/objects.h"
#include "table/images.h"

/* The first six under the table's lock. */
void sct_confirm_accept(struct sct_image *image, struct sct_objects *objects);
void sct_confirm_await(struct sct_image *image, unsigned long delay);
u64 sct_confirm_awaited(void);
bool sct_confirm_due(void);
struct sct_image *sct_confirm_fallback(void);
struct sct_objects *sct_confirm_objects(void);
void sct_confirm_status(struct sct_status *status);
void sct_confirm_exit(void);

#endif /* SCT_CONFIRM_H */
