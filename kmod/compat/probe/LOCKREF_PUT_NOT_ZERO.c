// SPDX-License-Identifier: GPL-2.0-only
/* lockref_put_not_zero(): until 6.13. */
#include <linux/lockref.h>

int probe(struct lockref *ref);
int probe(struct lockref *ref)
{
	return lockref_put_not_zero(ref);
}
