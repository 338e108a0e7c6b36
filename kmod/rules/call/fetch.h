/* SPDX-License-Identifier: GPL-2.0-only */
/* Finds out values of a call by what they are; fetch.c. */
#ifndef SCT_FETCH_H
#define SCT_FETCH_H

#include "call/store.h"

/* in the host tests a fake */
u8 sct_call_read_value(struct sct_call *call, const struct sct_param *param,
		       struct sct_text *text);
bool sct_call_has_value(const struct sct_call *call,
			const struct sct_param *param);
u8 sct_call_read_var(struct sct_call *call, u8 var, struct sct_text *text);
void sct_values_prepare(struct sct_call *call, const struct sct_param *param);
void sct_call_fetch(struct sct_call *call);

#endif /* SCT_FETCH_H */
