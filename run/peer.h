/* SPDX-License-Identifier: GPL-2.0-only */
/* The program that runs sct_run: reads its records, answers its questions; peer.c. */
#ifndef RUN_PEER_H
#define RUN_PEER_H

#include <stdbool.h>

struct sct_answer;
struct sct_asked;

int run_peer_connect(const char *path);

/* Is there somebody who answers? */
bool run_peer_answers(void);

/* The next answer that has come; false if there is none (yet). */
bool run_peer_answer(struct sct_answer *answer);

/* Who it is that has answered. */
void run_peer_sign(struct sct_asked *asked);

#endif /* RUN_PEER_H */
