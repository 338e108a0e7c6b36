/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef LOOKUP_RETURN_H
#define LOOKUP_RETURN_H

/* lookup_return.S: goes back to the caller of the function that it is jumped to from. */
void test_lookup_return(void);

#endif /* LOOKUP_RETURN_H */
