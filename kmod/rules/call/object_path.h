/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SCT_OBJECT_PATH_H
#define SCT_OBJECT_PATH_H

#include "call/call_record.h"

u8 sct_object_path(const struct sct_call *call, const struct sct_param *param,
		   char *buf, struct sct_text *text);

u64 sct_object_number(const struct sct_call *call, const struct sct_param *param);

#endif /* SCT_OBJECT_PATH_H */
