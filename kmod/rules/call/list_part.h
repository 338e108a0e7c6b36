/* SPDX-License-Identifier: GPL-2.0-only */
/* Parts of a list that a call keeps: ITEM and ENV; list_part.c, in the host tests a fake. */
#ifndef SCT_LIST_PART_H
#define SCT_LIST_PART_H

#include "call/call_record.h"

u8 sct_list_part(struct sct_call *call, const struct sct_param *param,
		 const struct sct_text *list, u8 state, struct sct_text *text);

#endif /* SCT_LIST_PART_H */
