/* SPDX-License-Identifier: GPL-2.0-only */
/* The parts of test_ring. */
#ifndef TEST_RING_H
#define TEST_RING_H

void lanes(void);
void must(void);
void resize(void);

#endif /* TEST_RING_H */
