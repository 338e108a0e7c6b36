// SPDX-License-Identifier: GPL-2.0-only
/*
 * The way from a hook on a kernel function (sct_hijack_hook_functions()) to the
 * rules.
 *
 * Such a function has the object of a call in hand, and perhaps a directory locked:
 * nothing may sleep there, or touch user memory that is not mapped.  So the rules are
 * evaluated once, by what is in the call's record and what is at hand.
 */
#include <linux/export.h>
#include <linux/uaccess.h>

#include "event/deliver.h"
#include "hook/object.h"
#include "hook/rounds.h"
#include "table/table.h"

/**
 * sct_call_from_object - judge a call, never sleeping
 * @call: its record: made from what the function was given, or left by who visited
 *	the call at its entry; call->abi and call->nr say which rules it is asked about
 * @visit: set to SCT_VISIT_RESUME or SCT_VISIT_DENY
 *
 * In a visit of a hooked function, which is a read section of sct_hijack_srcu.  The
 * rules act: they count, log, deny and signal.  An event that would have to wait for
 * room in the log is lost if there is none, and counted.
 *
 * Return: true; false if a value that a rule asked for was not at hand.  Then it
 * counted as unreadable, and its rule says what that means.  The record does not keep
 * that: who can sleep may find the value out later.
 */
bool sct_call_from_object(struct sct_call *call, struct sct_visit *visit)
{
	const struct sct_live *live = sct_live_table();
	const struct sct_call_rules *rules;
	bool all;

	visit->action = SCT_VISIT_RESUME;
	if (!live)
		return true;
	rules = sct_live_rules(live, sct_call_index(call->abi, call->nr));
	pagefault_disable();
	all = sct_round_at_hand(live, rules, call, visit);
	pagefault_enable();
	if (unlikely(call->wait)) {
		sct_deliver_at_once(call->wait);
		call->wait = NULL;
	}
	return all;
}
EXPORT_SYMBOL_GPL(sct_call_from_object);
