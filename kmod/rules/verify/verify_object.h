/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SCT_VERIFY_OBJECT_H
#define SCT_VERIFY_OBJECT_H

#include "verify/fault.h"
#include "verify/verify_view.h"

bool sct_verify_objects(const struct sct_table *table,
			const struct sct_uses *rule_uses,
			const struct sct_view_gives *view_gives,
			struct sct_fault *fault);

#endif /* SCT_VERIFY_OBJECT_H */
