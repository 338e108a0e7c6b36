/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SCT_SYSCALL_H
#define SCT_SYSCALL_H

extern const struct sct_hijack_ops sct_visitor;

#endif /* SCT_SYSCALL_H */
