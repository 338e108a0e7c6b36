/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The record of a call in flight: its registers, and what rules have found out of
 * it so far.
 *
 * User memory is read once per argument and call, at the first rule that asks,
 * and kept here for all others: two rules never see two values.  Each value has a
 * key of its own (param.h), which says what it is and knows no table: the table may
 * be replaced while the call is in flight.
 *
 * Rules are evaluated in a read section that replacing a table waits for.  So
 * nothing sleeps there: no page is waited for, no path is looked up, no memory is
 * reclaimed.  What cannot be had so is *wanted*: the evaluation stops before any
 * rule has acted, the caller leaves the section, sct_call_fetch() finds the value
 * out, and the rules that are in force then are evaluated anew.  Where there will be no
 * such second time (at an object, hook/object.c) what is wanted is unreadable.
 *
 * Layers of this folder, each calls only those before it: call_record.h, store.c (values
 * with memory of their own), user_mem.c; path.c, var_texts.c, buffers.c (they make
 * values); fetch.c (finds a value out by its key); call.h (what others use).
 */
#ifndef SCT_CALL_RECORD_H
#define SCT_CALL_RECORD_H

#include "lib/rules_internal.h"
#include "object/hash.h"
#include "verify/param.h"

struct sct_question;
struct sct_value;
struct sct_wait;

enum sct_text_state {
	SCT_TEXT_UNREAD,	/* nobody has asked yet */
	SCT_TEXT_OK,
	SCT_TEXT_CUT,		/* longer than SCT_MAX_STRING, that much is here */
	SCT_TEXT_NULL,		/* a NULL pointer */
	SCT_TEXT_FAULT,		/* cannot be read */
	SCT_TEXT_WANTED,	/* not at hand; only an answer, never kept */
};

struct sct_text {
	const char *data;
	u32 len;
};

#define SCT_NO_RULE		U32_MAX
#define SCT_COMM_LEN		16
#define SCT_COMM_UNREAD		0xff
/* Most paths fit; together with the rest it stays well off the stack's limit. */
#define SCT_SMALL_TEXT		160

enum sct_want {
	SCT_WANT_NOTHING,
	SCT_WANT_TEXT,		/* string of argument register want_id */
	SCT_WANT_DEREF,		/* number of sct_deref_key() want_id */
	SCT_WANT_VALUE,		/* kept value of want_param */
	SCT_WANT_ROOM,		/* how much room the call has for want_param */
	SCT_WANT_VAR,		/* string variable want_id */
};

/* An operation that is judged: its objects. */
struct sct_judged {
	const struct sct_object_hash *hash;	/* of the table */
	u8 count;				/* of them that are files */
	const struct sct_text *address;		/* of a socket; or NULL */
	struct dentry *dentry[SCT_MAX_OPERATION_OBJECTS];
	struct sct_seen seen[SCT_MAX_OPERATION_OBJECTS];
	u64 number[SCT_MAX_OPERATION_NUMBERS];
};

struct sct_call {
	const struct pt_regs *regs;
	const struct sct_view *view;	/* of the rule under evaluation */
	const char *pool;		/* strings of its table */
	const struct sct_object_hash *hash;	/* objects of its table; NULL: none */
	struct sct_wait *wait;		/* events that wait for room (deliver.c), or NULL */
	struct sct_question *question;	/* that waits for an answer (question.c), or NULL */
	struct sct_question *answered;	/* likewise, with its reply: judged again */
	s64 retval;
	u16 deref_faults;		/* bit per slot: memory cannot be read */
	u16 nr;
	u8 abi;
	u8 phase;
	u8 small_used;			/* bytes of small[] that hold strings, whole words */
	u8 big;				/* arguments whose text has its own buffer,
					 * and SCT_HAS_VALUES, SCT_NO_VALUES
					 */
	u8 deref_count;
	u8 comm_len;			/* or SCT_COMM_UNREAD */
	u8 literal_known;		/* bit per argument: see literal_of */
	u8 literal;			/* of these: its PATH is what it says */
	bool late;			/* user memory is not the caller's any more */
	bool sleeps;			/* in sct_call_fetch() */
	bool may_ask;			/* and wait for an answer */
	u8 text_state[SCT_MAX_PARAMS];	/* enum sct_text_state by argument */
	u8 wants;			/* enum sct_want */
	bool lacks;			/* there was no memory for a value */
	u32 long_steps;			/* left for texts beyond free_text; 0: there were too few */
	u16 free_text;			/* bytes of a text that the rule may search in any case */
	u32 undecided;			/* rule that matches as unreadable, by its index
					 * among all bound ones; or SCT_NO_RULE
					 */

	/* Not initialized; the fields above tell what is valid. */
	struct sct_value *values;
	struct sct_text text[SCT_MAX_PARAMS];
	/* Into the table, so only until the round ends (sct_call_begin_round()). */
	const struct sct_param *literal_of[SCT_MAX_PARAMS];
	u32 deref_key[SCT_MAX_DEREFS];
	u64 deref_value[SCT_MAX_DEREFS];
	const struct sct_judged *objects;	/* where an operation is judged */
	u32 want_id;
	struct sct_param want_param;
	char comm[SCT_COMM_LEN];
	char small[SCT_SMALL_TEXT];
};

/* In sct_call.big: call->values is valid. */
#define SCT_HAS_VALUES		0x80u
/*
 * Likewise: there was no memory for a value.  From then on all that are not
 * there are unreadable: an event has its size from a first look at them, and the
 * second one finds the same.
 */
#define SCT_NO_VALUES		0x40u

static inline void sct_call_init(struct sct_call *call,
				 const struct pt_regs *regs, unsigned int abi,
				 unsigned int nr)
{
	call->regs = regs;
	call->wait = NULL;
	call->question = NULL;
	call->answered = NULL;
	call->retval = 0;
	call->nr = nr;
	call->abi = abi;
	call->phase = SCT_PHASE_BEFORE;
	call->small_used = 0;
	call->big = 0;
	call->deref_count = 0;
	call->deref_faults = 0;
	call->literal_known = 0;
	call->literal = 0;
	call->comm_len = SCT_COMM_UNREAD;
	call->late = false;
	call->sleeps = false;
	call->may_ask = false;
	memset(call->text_state, SCT_TEXT_UNREAD, sizeof(call->text_state));
	call->wants = SCT_WANT_NOTHING;
	call->lacks = false;
	call->long_steps = SCT_MAX_LONG_COST;
	call->free_text = SCT_MAX_STRING;
	call->undecided = SCT_NO_RULE;
}

/*
 * A value is not at hand.
 *
 * Return: true: it is wanted now; false: then it is unreadable.
 */
static inline bool sct_call_want(struct sct_call *call, u8 want, u32 id)
{
	if (call->sleeps)
		return false;
	call->wants = want;
	call->want_id = id;
	return true;
}

/* The same of a parameter that is kept; its contents, for the table may go. */
static inline bool sct_call_want_param(struct sct_call *call, u8 want,
				       const struct sct_param *param)
{
	if (!sct_call_want(call, want, 0))
		return false;
	call->want_param = *param;
	return true;
}

#endif /* SCT_CALL_RECORD_H */
