/* SPDX-License-Identifier: GPL-2.0-only */
/* Strings of a list, compared one by one; each.c. */
#ifndef SCT_EACH_H
#define SCT_EACH_H

#include "call/call.h"

int sct_each_jump(struct sct_call *call, const struct sct_param *param,
		  const struct sct_insn *insn, const char *str, u32 len);

#endif /* SCT_EACH_H */
