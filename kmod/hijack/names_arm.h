/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SCT_NAMES_ARM_H
#define SCT_NAMES_ARM_H

#include "sct_abi.h"

/* By number; NULL where there is none. */
extern const char *const sct_arm_functions[SCT_MAX_NR];

#endif /* SCT_NAMES_ARM_H */
