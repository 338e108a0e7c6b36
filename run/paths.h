/* SPDX-License-Identifier: GPL-2.0-only */
/* Paths as the caller sees them; paths.c. */
#ifndef RUN_PATHS_H
#define RUN_PATHS_H

#include "call/call_record.h"

u8 run_link_text(const char *link, char *buf, struct sct_text *text);

#endif /* RUN_PATHS_H */
