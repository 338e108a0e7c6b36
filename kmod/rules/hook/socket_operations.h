/* SPDX-License-Identifier: GPL-2.0-only */
/* Operations on sockets. */
#ifndef SCT_HOOK_SOCKET_OPERATIONS_H
#define SCT_HOOK_SOCKET_OPERATIONS_H

void sct_socket_operations_init(void);

#endif /* SCT_HOOK_SOCKET_OPERATIONS_H */
