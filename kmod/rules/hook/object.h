/* SPDX-License-Identifier: GPL-2.0-only */
/* A call is judged where its object is known: by hooks on kernel functions. */
#ifndef SCT_OBJECT_H
#define SCT_OBJECT_H

#include "call/call.h"

bool sct_call_from_object(struct sct_call *call, struct sct_visit *visit);

#endif /* SCT_OBJECT_H */
