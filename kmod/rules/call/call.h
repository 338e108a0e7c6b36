/* SPDX-License-Identifier: GPL-2.0-only */
/* The call in flight, as the rules see it: its parameters and variables. */
#ifndef SCT_CALL_H
#define SCT_CALL_H

#include "call/exe_object.h"
#include "call/fetch.h"
#include "call/object_path.h"
#include "call/path_look.h"
#include "call/call_record.h"
#include "call/user_mem.h"

/* call.c; in the host tests a fake with scripted memory */
void sct_call_free_texts(struct sct_call *call);

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

/*
 * The rules of a table are to be evaluated, with what is known already.  Nothing
 * that was found out by way of an older table's parameters counts any more.
 */
static inline void sct_call_begin_round(struct sct_call *call, const char *pool,
					const struct sct_object_hash *hash)
{
	call->pool = pool;
	call->hash = hash;
	call->wants = SCT_WANT_NOTHING;
	call->literal_known = 0;
	call->long_steps = SCT_MAX_LONG_COST;
	call->undecided = SCT_NO_RULE;
}

/* What one record wants, another one of the same call wants. */
static inline void sct_call_pass_want(const struct sct_call *from,
				      struct sct_call *to)
{
	to->wants = from->wants;
	to->want_id = from->want_id;
	to->want_param = from->want_param;
}

/* The call has run: variables are those of now, user memory may be gone. */
static inline void sct_call_begin_after(struct sct_call *call, s64 retval,
					bool late)
{
	call->phase = SCT_PHASE_AFTER;
	call->retval = sct_result_seen(call->abi, retval);
	call->late = late;
	call->wait = NULL;
	call->literal_known = 0;
	call->comm_len = SCT_COMM_UNREAD;
	if (call->big & SCT_HAS_VALUES)
		sct_values_begin_after(call);
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

/* sockaddr.c */
s64 sct_saddr_family(const struct sct_text *saddr);
s64 sct_saddr_port(const struct sct_text *saddr);
bool sct_saddr_ip(const struct sct_text *saddr, u8 *ip);
bool sct_saddr_sunpath(const struct sct_text *saddr, struct sct_text *path);

/* param.c */
u8 sct_call_kept(struct sct_call *call, const struct sct_param *param,
		 struct sct_text *text);
bool sct_call_kept_number(struct sct_call *call, const struct sct_param *param,
			  s64 *value);

/*
 * A number among the parameters, or a guard.
 *
 * Return: false if the user memory that holds it cannot be read, or is wanted.
 */
static inline bool sct_call_param(struct sct_call *call,
				  const struct sct_param *param, s64 *value)
{
	u64 raw;

	if (unlikely(param->type > SCT_TYPE_U64))
		return sct_call_kept_number(call, param, value);
	if (likely(param->source == SCT_SOURCE_ARG))
		raw = sct_call_arg(call->regs, call->abi, param->arg);
	else if (param->source == SCT_SOURCE_CONST)
		raw = param->value;
	else if (param->source == SCT_SOURCE_KERNEL)
		raw = call->objects->number[param->arg - 1];
	else if (unlikely(param->source == SCT_SOURCE_OBJECT))
		raw = sct_object_number(call, param);
	else if (param->source == SCT_SOURCE_PAIR)
		raw = (u32)sct_call_arg(call->regs, call->abi, param->arg) |
		      (u64)sct_call_arg(call->regs, call->abi, param->arg2) << 32;
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
