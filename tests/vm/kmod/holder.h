/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TEST_HOLDER_H
#define TEST_HOLDER_H

void test_holder_stub(void);	/* holder_stub.S */

#endif /* TEST_HOLDER_H */
