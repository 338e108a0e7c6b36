/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SCT_VERIFY_LOOKS_H
#define SCT_VERIFY_LOOKS_H

#include "verify/sections.h"

u32 sct_verify_looks(const struct sct_table *t, u32 *index);

#endif /* SCT_VERIFY_LOOKS_H */
