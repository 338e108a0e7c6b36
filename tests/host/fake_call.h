/* SPDX-License-Identifier: GPL-2.0-only */
/* A call whose user memory and variables are scripted. */
#ifndef FAKE_CALL_H
#define FAKE_CALL_H

#include "filter/eval.h"
#include "filter/prefilter.h"

#define FAKE_LIST_ROOM	8192

/* What the fake task has; reads[] count how often each thing was asked for. */
struct fake {
	struct pt_regs regs;
	const char *string[SCT_MAX_PARAMS];	/* behind the argument */
	u8 state[SCT_MAX_PARAMS];		/* enum sct_text_state to report */
	u64 memory[513];			/* DEREF: from the offset on */
	bool memory_faults;
	s64 var[SCT_NR_VARS];
	const char *text_var[SCT_NR_VARS];	/* NULL: unreadable */
	const char *comm;
	enum sct_object_answer exe[2];		/* of the program, by set */
	/* Kept values: string[] and state[], or these bytes if there are any. */
	const void *bytes[SCT_MAX_PARAMS];
	u32 bytes_len[SCT_MAX_PARAMS];
	char saddr[SCT_MAX_PARAMS][SCT_SADDR_ROOM];
	/* Lists: string[] or bytes[], with a NUL between two strings, joined here. */
	char list[SCT_MAX_PARAMS][FAKE_LIST_ROOM];
	u32 strings[SCT_MAX_PARAMS];		/* 0: as many as there are NULs, and one */
	bool plain;				/* paths are what they say */
	unsigned int plain_questions;
	unsigned int text_reads[SCT_MAX_PARAMS];
	unsigned int peeks;
	unsigned int deref_reads;
	unsigned int comm_reads;
	unsigned int comm_peeks;
	unsigned int value_reads[SCT_MAX_PARAMS];
	unsigned int var_reads[SCT_NR_VARS];
};

extern struct fake fake;

/* The address of the string of an argument, for its register. */
#define FAKE_TEXT(arg)	(((arg) + 1ull) << 16)

void fake_reset(void);
bool fake_name_open(const struct sct_required *needs, const char *pool);
void fake_texts(const struct sct_view *view);
void fake_call(struct sct_call *call, u8 abi, const struct sct_view *view,
	       const char *pool);

#endif /* FAKE_CALL_H */
