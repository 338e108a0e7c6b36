// SPDX-License-Identifier: GPL-2.0-only
#include "lib/rules_internal.h"
#include "call/list.h"
#include "call/list_find.h"
#include "call/list_part.h"
#include "fake_call.h"

struct fake fake;

void fake_reset(void)
{
	memset(&fake, 0, sizeof(fake));
	fake.comm = "fake";
}

/* Lets the registers of the view's strings point to them. */
void fake_texts(const struct sct_view *view)
{
	for (u32 i = 0; i < view->param_count; i++) {
		const struct sct_param *param = &view->params[i];

		if (param->type == SCT_TYPE_STR)
			fake.regs.arg[param->arg] = FAKE_TEXT(param->arg);
	}
}

void fake_call(struct sct_call *call, u8 abi, const struct sct_view *view,
	       const char *pool)
{
	/* What is not initialized shall not be zero by luck. */
	memset(call, 0xa5, sizeof(*call));
	sct_call_init(call, &fake.regs, abi, 1);
	call->view = view;
	call->pool = pool;
}

u8 sct_call_read_text(struct sct_call *call, u8 arg)
{
	const char *s = fake.string[arg] ? fake.string[arg] : "";
	u32 len = strlen(s);

	fake.text_reads[arg]++;
	if (fake.state[arg] == SCT_TEXT_WANTED) {
		sct_call_want(call, SCT_WANT_TEXT, arg);
		return SCT_TEXT_WANTED;
	}
	call->text[arg] = (struct sct_text){ .data = s, .len = len };
	call->text_state[arg] = fake.state[arg] ? fake.state[arg] : SCT_TEXT_OK;
	return call->text_state[arg];
}

/* As in memory where much follows the string. */
bool fake_peek(u64 address, u64 *word)
{
	u64 arg = address / FAKE_TEXT(0) - 1, off = address % FAKE_TEXT(0);
	const char *s;
	char *bytes = (char *)word;
	size_t len;

	fake.peeks++;
	if (arg >= SCT_MAX_PARAMS || fake.state[arg] > SCT_TEXT_CUT)
		return false;
	s = fake.string[arg] ? fake.string[arg] : "";
	len = strlen(s);
	for (u32 i = 0; i < sizeof(*word); i++, off++)
		bytes[i] = off <= len ? s[off] : '#';
	return true;
}

void fake_peek_comm(u64 *begin, u64 *end)
{
	char comm[SCT_COMM_LEN];

	/* What follows the name's end is anything. */
	memset(comm, '#', sizeof(comm));
	comm[SCT_COMM_LEN - 1] = 0;
	for (u32 i = 0; i < SCT_COMM_LEN - 1; i++) {
		comm[i] = fake.comm[i];
		if (!comm[i])
			break;
	}
	fake.comm_peeks++;
	memcpy(begin, comm, sizeof(*begin));
	memcpy(end, comm + sizeof(*begin), sizeof(*end));
}

/* Does the prefilter that a rule has for the caller's name let the fake's through? */
bool fake_name_open(const struct sct_required *needs, const char *pool)
{
	struct sct_comm_prefilter prefilter = sct_comm_prefilter_make(needs, pool);
	struct sct_name name;

	sct_nofault_comm(&name.begin, &name.end);
	return sct_comm_prefilter_passes(&prefilter, &name);
}

u16 sct_cred_offset(u8 var)
{
	return 0;
}

bool sct_call_read_deref(struct sct_call *call, u32 key, u64 *value)
{
	fake.deref_reads++;
	*value = 0;
	memcpy(value, (const char *)fake.memory + sct_deref_offset(key),
	       sct_deref_width(key));
	return !fake.memory_faults;
}

/* The list of an argument, as the kernel keeps it; an empty one has no bytes and no strings. */
static const char *fake_list(u8 arg, const char *data, u32 len)
{
	u32 strings = fake.strings[arg];

	if (!strings && len) {
		strings = 1;
		for (u32 i = 0; i < len; i++)
			strings += !data[i];
	}
	if (len + sct_list_ends_size(len) > FAKE_LIST_ROOM)
		abort();
	if (len)
		memcpy(fake.list[arg], data, len);
	sct_list_join(fake.list[arg], len, strings);
	return fake.list[arg];
}

/* Not kept: sought each time. */
u8 sct_list_part(struct sct_call *call, const struct sct_param *param,
		 const struct sct_text *list, u8 state, struct sct_text *text)
{
	if (param->type == SCT_TYPE_ITEM)
		return sct_list_item(list, state, param->value, &call->long_steps, text);
	return sct_list_env(list, state, call->pool + param->name.off, param->name.len,
			    &call->long_steps, text);
}

/* Only what may be read of it is there, for the sanitizer to see the rest. */
u8 sct_call_read_value(struct sct_call *call, const struct sct_param *param,
		       struct sct_text *text)
{
	u8 arg = param->arg, state = fake.state[arg];
	const char *data = fake.bytes[arg] ? fake.bytes[arg] : fake.string[arg];
	u32 len = fake.bytes[arg] ? fake.bytes_len[arg] :
		  data ? strlen(data) : 0;

	fake.value_reads[arg]++;
	if (state == SCT_TEXT_NULL || state == SCT_TEXT_FAULT)
		return state;
	if (sct_type_is_address(param->type)) {
		len = len < SCT_SADDR_MAX ? len : SCT_SADDR_MAX;
		memset(fake.saddr[arg], 0xa5, sizeof(fake.saddr[arg]));
		if (len)
			memcpy(fake.saddr[arg], data, len);
		data = fake.saddr[arg];
	}
	if (sct_type_is_list(param->type))
		data = fake_list(arg, data, len);
	*text = (struct sct_text){ .data = data ? data : "", .len = len };
	return state ? state : SCT_TEXT_OK;
}

bool sct_call_has_value(const struct sct_call *call,
			const struct sct_param *param)
{
	return fake.value_reads[param->arg];
}

bool sct_path_look(struct sct_call *call, const struct sct_param *param)
{
	fake.plain_questions++;
	return fake.plain;
}

bool sct_path_is_literal(struct sct_call *call, const struct sct_param *param)
{
	fake.plain_questions++;
	return fake.plain;
}

u8 sct_call_read_var(struct sct_call *call, u8 var, struct sct_text *text)
{
	const char *s = fake.text_var[var];

	fake.var_reads[var]++;
	if (!s)
		return SCT_TEXT_FAULT;
	*text = (struct sct_text){ .data = s, .len = strlen(s) };
	return SCT_TEXT_OK;
}

void sct_values_begin_after(struct sct_call *call)
{
}

void sct_call_free_texts(struct sct_call *call)
{
	call->big = 0;
}

s64 sct_task_int(u8 var)
{
	fake.var_reads[var]++;
	return fake.var[var];
}

void sct_call_read_comm(struct sct_call *call)
{
	fake.comm_reads++;
	strncpy(call->comm, fake.comm, SCT_COMM_LEN - 1);
	call->comm[SCT_COMM_LEN - 1] = 0;
	call->comm_len = strlen(call->comm);
}

/* No host has an inode. */
u64 sct_object_number(const struct sct_call *call, const struct sct_param *param)
{
	return 0;
}

enum sct_object_answer sct_call_exe_in_set(const struct sct_call *call, u32 set)
{
	return set < 2 ? fake.exe[set] : SCT_OBJECT_UNKNOWN;
}
