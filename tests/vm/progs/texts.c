// SPDX-License-Identifier: GPL-2.0-only
/*
 * texts: strings of all lengths in filters and events, one or two in a call, also
 * where readable memory ends just behind their NUL, or before it.  Prints TAP.
 */
#include "edge.h"

#define CUT	SCT_MAX_STRING

static struct sct_param text_param(uint8_t arg)
{
	return (struct sct_param){ .source = SCT_SOURCE_ARG, .arg = arg,
				   .type = SCT_TYPE_STR };
}

static bool logged(uint8_t index, const char *text, uint32_t len)
{
	return has_text(SCT_VAR_PARAMS, index, len > CUT ? SCT_FIELD_CUT : 0,
			text, len > CUT ? CUT : len);
}

/* A rule on the end of the first string, and an event with both. */
static bool both(uint32_t len, uint32_t second, uint32_t before_edge)
{
	uint32_t tail = len < 20 ? len : 20;

	rule(SCT_PHASE_BEFORE);
	slot(0, text_param(1));
	slot(1, text_param(3));
	where_text(len > CUT ? SCT_OP_JSCONTAINS : SCT_OP_JSSUFFIX,
		   SCT_VAR_PARAMS, 1,
		   source + (len > CUT ? CUT : len) - tail, tail);
	put_text(1, source + 3, second, 5000);
	put_text(0, source, len, before_edge);
	return call(__NR_renameat, do_renameat) == -REFUSED &&
	       logged(1, source, len) && logged(2, source + 3, second);
}

/* Around the sizes of words, of what a call keeps itself, and of what it may have. */
static const uint32_t lengths[] = {
	0, 1, 6, 7, 8, 9, 15, 16, 17, 31, 63, 64, 150, 151, 152, 153, 154, 155,
	156, 157, 158, 159, 160, 161, 167, 168, 169, 255, 256, 1000, 4088, 4094,
	4095, 4096, 4100,
};
#define LENGTHS	(sizeof(lengths) / sizeof(lengths[0]))

static void whole(void)
{
	for (size_t i = 0; i < LENGTHS; i++) {
		bool good = both(lengths[i], 5, 0) && both(lengths[i], 5, 1) &&
			    both(lengths[i], 5, 7) && both(lengths[i], 5, 100);

		result(good, "%u bytes, up to 100 bytes before the edge",
		       lengths[i]);
	}
}

static void two(void)
{
	for (uint32_t len = 0; len < 170; len += 13) {
		bool good = true;

		for (uint32_t sum = 150; sum < 170; sum++)
			good = good && (sum < len || both(len, sum - len, 0));
		result(good, "%u bytes and another string", len);
	}
}

/* Without a NUL before the edge. */
static void cut_off(void)
{
	static const uint32_t some[] = { 0, 1, 7, 8, 9, 100, 152, 159, 160, 161, 300 };
	bool good = true;

	for (size_t i = 0; i < sizeof(some) / sizeof(some[0]); i++) {
		rule(SCT_PHASE_BEFORE);
		slot(0, text_param(1));
		where_text(SCT_OP_JSPREFIX, SCT_VAR_PARAMS, 1, "", 0);
		memcpy(edge - some[i], source, some[i]);
		shared->number[0] = (long)(edge - some[i]);
		shared->number[1] = (long)(edge - some[i]);
		good = good && call(__NR_renameat, do_renameat) != -REFUSED &&
		       !field(SCT_VAR_PARAMS, 1);
		t.rule.flags |= SCT_RULE_UNREADABLE_MATCHES;
		good = good && call(__NR_renameat, do_renameat) == -REFUSED &&
		       has_text(SCT_VAR_PARAMS, 1, SCT_FIELD_FAULT, "", 0);
	}
	result(good, "a string that runs into the edge is unreadable");
}

int main(void)
{
	fill_memory();
	start();
	whole();
	two();
	cut_off();
	return finish();
}
