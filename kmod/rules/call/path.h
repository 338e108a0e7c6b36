/* SPDX-License-Identifier: GPL-2.0-only */
/* Paths as text; path.c says what is shown and why. */
#ifndef SCT_PATH_H
#define SCT_PATH_H

#include <linux/path.h>

#include "call/call_record.h"

u8 sct_path_text(const struct path *path, char *buf, struct sct_text *text);
u8 sct_path_param(struct sct_call *call, const struct sct_param *param,
		  char *buf, struct sct_text *text);
u8 sct_fd_param(struct sct_call *call, const struct sct_param *param,
		char *buf, struct sct_text *text);

/* var_texts.c */
u8 sct_var_text(u8 var, char *buf, struct sct_text *text);

#endif /* SCT_PATH_H */
