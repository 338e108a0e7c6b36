/* SPDX-License-Identifier: GPL-2.0-only */
/* Strings of a list by their number or by what they begin with. */
#ifndef SCT_LIST_FIND_H
#define SCT_LIST_FIND_H

#include "call/call_record.h"

u8 sct_list_item(const struct sct_text *list, u8 state, u64 number, u32 *steps,
		 struct sct_text *item);
u8 sct_list_env(const struct sct_text *list, u8 state, const char *name, u32 name_len,
		u32 *steps, struct sct_text *value);

#endif /* SCT_LIST_FIND_H */
