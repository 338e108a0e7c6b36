/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef RUN_FILTER_H
#define RUN_FILTER_H

#include <linux/filter.h>

#include "table.h"

struct sock_fprog run_filter_make(const struct run_table *table);
int run_filter_install(const struct sock_fprog *prog, int *listener);

#endif /* RUN_FILTER_H */
