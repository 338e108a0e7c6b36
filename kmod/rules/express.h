/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SCT_EXPRESS_H
#define SCT_EXPRESS_H

#include "table.h"

void sct_express_prepare(const struct sct_live *live,
			 struct sct_call_rules *rules);
bool sct_express(const struct sct_live *live,
		 const struct sct_call_rules *rules, struct pt_regs *regs,
		 unsigned int abi, unsigned int nr);

#endif /* SCT_EXPRESS_H */
