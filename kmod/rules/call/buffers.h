/* SPDX-License-Identifier: GPL-2.0-only */
/* Buffers, socket addresses and argument vectors in user memory; buffers.c. */
#ifndef SCT_BUFFERS_H
#define SCT_BUFFERS_H

#include "call/store.h"

struct sct_value *sct_buffer_read(struct sct_call *call,
				  const struct sct_param *param,
				  struct sct_value *v);
void sct_buffer_prepare(struct sct_call *call, const struct sct_param *param);
struct sct_value *sct_argv_read(struct sct_call *call,
				const struct sct_param *param);

#endif /* SCT_BUFFERS_H */
