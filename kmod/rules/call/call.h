/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The call in flight, as the rules see it.
 *
 * User memory is read once per argument and call, at the first rule that asks,
 * and kept here for all others: two rules never see two values.
 */
#ifndef SCT_CALL_H
#define SCT_CALL_H

#include "lib/rules_internal.h"
#include "verify/param.h"
#include "call/values.h"

struct sct_wait;

enum sct_text_state {
	SCT_TEXT_UNREAD,	/* nobody has asked yet */
	SCT_TEXT_OK,
	SCT_TEXT_CUT,		/* longer than SCT_MAX_STRING, that much is here */
	SCT_TEXT_NULL,		/* a NULL pointer */
	SCT_TEXT_FAULT,		/* cannot be read */
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

struct sct_call {
	const struct pt_regs *regs;
	const struct sct_view *view;	/* of the rule under evaluation */
	const char *pool;		/* strings of its table */
	struct sct_wait *wait;		/* events that wait for room (deliver.c), or NULL */
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
	u8 literal_known;			/* bit per argument: see literal_of */
	u8 literal;			/* of these: its PATH is what it says */
	bool late;			/* user memory is not the caller's any more */
	u8 text_state[8];		/* enum sct_text_state by argument */
	u32 long_steps;			/* left for texts beyond SCT_MAX_STRING */
	u32 undecided;			/* rule that matched as unreadable, by its index
					 * among all bound ones; or SCT_NO_RULE
					 */

	/* Not initialized; the fields above tell what is valid. */
	struct sct_value *values;
	struct sct_text text[SCT_MAX_PARAMS];
	const struct sct_param *literal_of[SCT_MAX_PARAMS];
	u32 deref_key[SCT_MAX_DEREFS];
	u64 deref_value[SCT_MAX_DEREFS];
	char comm[SCT_COMM_LEN];
	char small[SCT_SMALL_TEXT];
};

static inline void sct_call_init(struct sct_call *call,
				 const struct pt_regs *regs, unsigned int abi,
				 unsigned int nr)
{
	call->regs = regs;
	call->wait = NULL;
	call->retval = 0;
	call->nr = nr;
	call->abi = abi;
	call->phase = SCT_PHASE_BEFORE;
	call->small_used = 0;
	call->big = 0;
	call->deref_count = 0;
	call->deref_faults = 0;
	call->literal_known = 0;
	call->comm_len = SCT_COMM_UNREAD;
	call->late = false;
	call->long_steps = SCT_MAX_LONG_COST;
	call->undecided = SCT_NO_RULE;
	memset(call->text_state, SCT_TEXT_UNREAD, sizeof(call->text_state));
}

/* call.c; in the host tests a fake with scripted memory */
u8 sct_call_read_text(struct sct_call *call, u8 arg);
bool sct_call_read_deref(struct sct_call *call, u32 key, u64 *value);
void sct_call_free_texts(struct sct_call *call);

/* path.c; likewise */
bool sct_path_look(struct sct_call *call, const struct sct_param *param);
bool sct_path_is_literal(struct sct_call *call, const struct sct_param *param);

/* vars.c; likewise */
s64 sct_task_int(u8 var);
u16 sct_cred_offset(u8 var);
void sct_call_read_comm(struct sct_call *call);

/* Frees what the call's strings needed; cheap where they needed nothing. */
static inline void sct_call_end(struct sct_call *call)
{
	if (unlikely(call->big))
		sct_call_free_texts(call);
}

/*
 * An error as the caller sees it: 32-bit programs see half of the register, and a
 * call may set no more than that (modify_ldt).  Other results are left as they are.
 */
static inline s64 sct_result_seen(unsigned int abi, s64 retval)
{
	s32 low = retval;

	if (sct_abi_is_narrow(abi) && low < 0 && low >= -SCT_MAX_ERRNO)
		return low;
	return retval;
}

/* The call has run: variables are those of now, user memory may be gone. */
static inline void sct_call_begin_after(struct sct_call *call, s64 retval,
					bool late)
{
	call->phase = SCT_PHASE_AFTER;
	call->retval = sct_result_seen(call->abi, retval);
	call->late = late;
	call->wait = NULL;
	call->long_steps = SCT_MAX_LONG_COST;
	call->undecided = SCT_NO_RULE;
	call->comm_len = SCT_COMM_UNREAD;
	if (call->big & SCT_HAS_VALUES)
		sct_values_begin_after(call);
}

/*
 * The string of argument register @arg; *@text is set for OK and CUT.
 *
 * Return: enum sct_text_state, never UNREAD.
 */
static inline u8 sct_call_text(struct sct_call *call, u8 arg,
			       struct sct_text *text)
{
	u8 state = call->text_state[arg];

	if (state == SCT_TEXT_UNREAD)
		state = sct_call_read_text(call, arg);
	*text = call->text[arg];
	return state;
}

static inline void sct_call_comm(struct sct_call *call, struct sct_text *text)
{
	if (call->comm_len == SCT_COMM_UNREAD)
		sct_call_read_comm(call);
	text->data = call->comm;
	text->len = call->comm_len;
}

static inline s64 sct_int_of_type(u8 type, u64 raw)
{
	if (type == SCT_TYPE_S32)
		return (s32)raw;
	if (type >= SCT_TYPE_S64)
		return raw;
	if (type == SCT_TYPE_U32)
		return (u32)raw;
	return type == SCT_TYPE_U16 ? (s64)(u16)raw : (s64)(s16)raw;
}

/* param.c */
u8 sct_call_kept(struct sct_call *call, const struct sct_param *param,
		 struct sct_text *text);
bool sct_call_address_number(struct sct_call *call,
			     const struct sct_param *param, s64 *value);

/*
 * A number among the parameters, or a guard.
 *
 * Return: false if the user memory that holds it cannot be read.
 */
static inline bool sct_call_param(struct sct_call *call,
				  const struct sct_param *param, s64 *value)
{
	u64 raw;

	if (unlikely(param->type > SCT_TYPE_U64))
		return sct_call_address_number(call, param, value);
	if (likely(param->source == SCT_SOURCE_ARG))
		raw = sct_call_arg(call->regs, call->abi, param->arg);
	else if (param->source == SCT_SOURCE_CONST)
		raw = param->value;
	else if (!sct_call_read_deref(call, sct_deref_key(param), &raw))
		return false;
	*value = sct_int_of_type(param->type, raw);
	return true;
}

/*
 * A byte-valued parameter; *@text is set for OK and CUT.
 *
 * Return: enum sct_text_state, never UNREAD.
 */
static inline u8 sct_call_bytes(struct sct_call *call,
				const struct sct_param *param,
				struct sct_text *text)
{
	if (likely(param->type == SCT_TYPE_STR))
		return sct_call_text(call, param->arg, text);
	return sct_call_kept(call, param, text);
}

/* An integer variable. */
static inline s64 sct_call_var_int(const struct sct_call *call, u8 var)
{
	if (var == SCT_VAR_RETVAL)
		return call->retval;
	if (var == SCT_VAR_ABI)
		return call->abi;
	if (var == SCT_VAR_SYSCALL)
		return (u32)call->abi << 16 | call->nr;
	return sct_task_int(var);
}

/* A string variable; likewise. */
static inline u8 sct_call_var_text(struct sct_call *call, u8 var,
				   struct sct_text *text)
{
	if (unlikely(var != SCT_VAR_COMM))
		return sct_call_read_var(call, var, text);
	sct_call_comm(call, text);
	return SCT_TEXT_OK;
}

#endif /* SCT_CALL_H */
