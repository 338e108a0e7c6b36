/* SPDX-License-Identifier: GPL-2.0-only */
/* Is a path what its string says?  path.c answers without resolving it. */
#ifndef SCT_PATH_LOOK_H
#define SCT_PATH_LOOK_H

#include "call/call_record.h"

/* in the host tests a fake */
bool sct_path_look(struct sct_call *call, const struct sct_param *param);
bool sct_path_is_literal(struct sct_call *call, const struct sct_param *param);

#endif /* SCT_PATH_LOOK_H */
