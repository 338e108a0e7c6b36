/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SCT_EXPRESS_H
#define SCT_EXPRESS_H

#include "table.h"

bool sct_express_prepare(struct sct_live *live, struct sct_call_rules *rules,
			 const struct sct_needs *needs, unsigned int abi);
bool sct_express(const struct sct_live *live,
		 const struct sct_call_rules *rules, struct pt_regs *regs,
		 unsigned int abi, unsigned int nr);
bool sct_express_exact(const struct sct_live *live,
		       const struct sct_call_rules *rules, u32 gate,
		       struct pt_regs *regs, unsigned int abi,
		       unsigned int nr);

#endif /* SCT_EXPRESS_H */
