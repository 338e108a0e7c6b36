/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SCT_VERIFY_H
#define SCT_VERIFY_H

#include "verify/fault.h"
#include "verify/sections.h"

bool sct_verify(const void *image, size_t size, struct sct_fault *fault);

#endif /* SCT_VERIFY_H */
