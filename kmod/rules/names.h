/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SCT_NAMES_H
#define SCT_NAMES_H

int sct_names_create(void);
void sct_names_destroy(void);
char *sct_name_get(void);
void sct_name_put(char *name);

#endif /* SCT_NAMES_H */
