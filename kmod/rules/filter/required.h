/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SCT_REQUIRED_H
#define SCT_REQUIRED_H

#include "call/call.h"

/*
 * What must hold for a program to say yes.  Pointers go into the program; NULL
 * if there is no such thing.
 */
struct sct_required {
	const struct sct_view *view;
	/* A number that is compared with a constant, as `number_op` says. */
	const struct sct_insn *number;	/* its LDV */
	u8 number_op;			/* SCT_OP_JEQI .. SCT_OP_JSETI */
	u64 number_imm;
	/* After the call: likewise of RETVAL; result_op is 0 if there is no such thing. */
	u8 result_op;
	u64 result_imm;
	/* A number that equals one of some constants: `equals_count` JEQI. */
	const struct sct_insn *equals;	/* its LDV; the JEQI follow it */
	u32 equals_count;
	/* A string that equals or begins with one of some: JSEQ, JSPREFIX. */
	const struct sct_insn *texts;	/* the first of them */
	u32 text_count;
	/* The same for the caller's name, COMM. */
	const struct sct_insn *names;
	u32 name_count;
	/* A PATH that compares in one of some ways: JSEQ .. JSGLOBC. */
	const struct sct_insn *paths;
	u32 path_count;
	/* That is all: the number and one string and one name, to their ends. */
	bool exact;
};

struct sct_required sct_required_of(const struct sct_insn *code,
				    const struct sct_view *view,
			      bool unreadable_matches, bool after);

#endif /* SCT_REQUIRED_H */
