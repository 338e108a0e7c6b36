/* SPDX-License-Identifier: GPL-2.0-only */
/* What a task stands at, when a call of it begins or ends; stop.c. */
#ifndef RUN_STOP_H
#define RUN_STOP_H

#include "task.h"

#define X32_BIT			0x40000000u

/* glibc's name for the structure differs from the kernel's by version; this does not. */
struct run_stop {
	u8 op;
	u8 pad[3];
	u32 arch;
	u64 ip;
	u64 sp;
	union {
		struct {
			u64 nr;
			u64 args[6];
			u32 ret_data;
		} seccomp;
		struct {
			s64 rval;
			u8 is_error;
		} exit;
	};
};

#define RUN_STOP_ENTRY		1
#define RUN_STOP_EXIT		2
#define RUN_STOP_SECCOMP	3

bool run_stop_read(const struct run_task *task, struct run_stop *info, u8 op);
u32 run_stop_abi(const struct run_stop *info);

#endif /* RUN_STOP_H */
