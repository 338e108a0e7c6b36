// SPDX-License-Identifier: GPL-2.0-only
/* Parameters that are kept values (store.h), and parts of them. */
#include "lib/rules_internal.h"
#include "call/call.h"
#include "call/list.h"
#include "call/list_part.h"

static bool is_value(u8 state)
{
	return state == SCT_TEXT_OK || state == SCT_TEXT_CUT;
}

static u8 address_part(u8 type, struct sct_text *text)
{
	const struct sct_text saddr = *text;
	bool there;

	if (type == SCT_TYPE_IP) {
		/* Behind the address there is room for it. */
		text->data = saddr.data + SCT_SADDR_MAX;
		text->len = SCT_IP_LEN;
		there = sct_saddr_ip(&saddr, (u8 *)text->data);
	} else {
		there = sct_saddr_sunpath(&saddr, text);
	}
	return there ? SCT_TEXT_OK : SCT_TEXT_NULL;
}

/**
 * sct_call_kept - a byte-valued parameter that is no STR
 * @call: the call
 * @param: the parameter
 * @text: set if there is one
 *
 * Return: enum sct_text_state, never UNREAD.
 */
u8 sct_call_kept(struct sct_call *call, const struct sct_param *param,
		 struct sct_text *text)
{
	u8 state = sct_call_read_value(call, param, text);

	if (!is_value(state))
		return state;
	if (param->type == SCT_TYPE_IP || param->type == SCT_TYPE_SUNPATH)
		return address_part(param->type, text);
	if (sct_type_is_part(param->type)) {
		const struct sct_text list = *text;

		return sct_list_part(call, param, &list, state, text);
	}
	return state;
}

/* How many strings a list has that was read to its end; a NULL one has none. */
static bool count_of(u8 state, const struct sct_text *list, s64 *value)
{
	if (state == SCT_TEXT_OK)
		*value = sct_list_strings(sct_list_ends(list->data, list->len));
	return state == SCT_TEXT_OK || state == SCT_TEXT_NULL;
}

/**
 * sct_call_kept_number - FAMILY or PORT of a socket address, COUNT of a list
 * @call: the call
 * @param: the parameter
 * @value: set; 0 if there is no address, no port in it, or no list
 *
 * Return: false if it cannot be read, or is wanted.
 */
bool sct_call_kept_number(struct sct_call *call, const struct sct_param *param,
			  s64 *value)
{
	struct sct_text saddr;
	u8 state = sct_call_read_value(call, param, &saddr);

	*value = 0;
	if (param->type == SCT_TYPE_COUNT)
		return count_of(state, &saddr, value);
	if (state == SCT_TEXT_FAULT || state == SCT_TEXT_WANTED)
		return false;
	if (is_value(state))
		*value = param->type == SCT_TYPE_PORT ?
				 sct_saddr_port(&saddr) :
				 sct_saddr_family(&saddr);
	return true;
}
