/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SCT_EXE_OBJECT_H
#define SCT_EXE_OBJECT_H

#include "call/call_record.h"

enum sct_object_answer sct_call_exe_in_set(const struct sct_call *call, u32 set);

#endif /* SCT_EXE_OBJECT_H */
