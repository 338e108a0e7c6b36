/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SCT_PATH_BUF_H
#define SCT_PATH_BUF_H

#include <linux/gfp.h>

int sct_path_bufs_create(void);
void sct_path_bufs_destroy(void);
char *sct_path_buf_get(gfp_t gfp);
void sct_path_buf_put(char *name);

#endif /* SCT_PATH_BUF_H */
