/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SCT_EXPRESS_H
#define SCT_EXPRESS_H

#include "table.h"

/* express.c */
bool sct_express_prepare(struct sct_live *live, struct sct_call_rules *rules,
			 const struct sct_needs *needs, struct sct_call_id id);
bool sct_express(const struct sct_live *live,
		 const struct sct_call_rules *rules, struct pt_regs *regs,
		 unsigned int abi, unsigned int nr);

/* express_exact.c */
bool sct_exact_prepare(struct sct_live *live, struct sct_call_rules *rules,
		       const struct sct_needs *needs,
		       const struct sct_call *call);
bool sct_express_exact(const struct sct_live *live,
		       const struct sct_exact *exact,
		       const struct pt_regs *regs);
bool sct_express_exact_named(const struct sct_live *live,
			     const struct sct_exact *exact,
			     const struct pt_regs *regs, struct sct_name name);
bool sct_express_reading(const struct sct_live *live,
			 const struct sct_exact *exact,
			 const struct pt_regs *regs, struct sct_name name);

#endif /* SCT_EXPRESS_H */
