/* SPDX-License-Identifier: GPL-2.0-only */
/* The log: events go through the modules' ring to whoever reads the output. */
#ifndef RUN_LOG_H
#define RUN_LOG_H

#include "lib/rules_internal.h"
#include "log/ring.h"

extern struct sct_ring *run_ring;

/* Nothing is lost: whoever has something to say waits for the reader (sctrace). */
extern bool run_log_waits;

bool run_log_open(int fd);
struct sct_record *run_log_reserve(u64 who, u32 size, u64 generation, u32 timeout_ms);
void run_log_close(void);
bool run_log_drain(int timeout_ms);
bool run_log_pending(void);

#endif /* RUN_LOG_H */
