/* SPDX-License-Identifier: GPL-2.0-only */
/* The program that runs sct_run and reads its records; peer.c. */
#ifndef RUN_PEER_H
#define RUN_PEER_H

int run_peer_connect(const char *path);

#endif /* RUN_PEER_H */
