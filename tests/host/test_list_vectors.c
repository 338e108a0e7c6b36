// SPDX-License-Identifier: GPL-2.0-only
/*
 * The compiler's programs on lists in this evaluator, as test_vectors.c does it with
 * other values: filters on argv and envp, and what a naive reading says of each.
 *
 *	test_list_vectors TABLE EVENTS
 */
#include "lib/rules_internal.h"
#include "fake_call.h"
#include "tables.h"
#include "tap.h"
#include "verify/verify.h"

#define MAX_LINE	8192

struct list {
	char bytes[2048];
	u32 len;
	u32 strings;
	bool null;
};

/* Strings in hexadecimal, a dot behind each; "none"; "NULL". */
static struct list list_of(const char *word)
{
	struct list list = { .null = !strcmp(word, "NULL") };
	unsigned int byte;

	if (list.null || !strcmp(word, "none"))
		return list;
	while (*word) {
		if (*word == '.') {
			list.strings++;
			word++;
			if (*word)
				list.bytes[list.len++] = 0;
			continue;
		}
		if (sscanf(word, "%2x", &byte) != 1 || list.len == sizeof(list.bytes))
			abort();
		list.bytes[list.len++] = byte;
		word += 2;
	}
	return list;
}

static void set_list(u8 arg, const struct list *list)
{
	fake.bytes[arg] = list->bytes;
	fake.bytes_len[arg] = list->len;
	fake.strings[arg] = list->strings;
	fake.state[arg] = list->null ? SCT_TEXT_NULL : SCT_TEXT_OK;
}

/* The register of its list: execve and execveat have it at two places. */
static u8 register_of(const struct sct_view *view, bool environment)
{
	return (view->params[0].type == SCT_TYPE_STR ? 1 : 2) + environment;
}

static bool matches(const struct sct_table *t, const struct sct_binding *b,
		    const struct list *argv, const struct list *envp)
{
	const struct sct_rule *rule = &sct_rules_of(t)[b->rule];
	struct sct_bound_rule bound = {
		.code = rule->insn_count ? sct_insns_of(t) + rule->insn : NULL,
		.view = &sct_views_of(t)[b->view],
	};
	struct sct_call call;

	set_list(register_of(bound.view, false), argv);
	set_list(register_of(bound.view, true), envp);
	fake_call(&call, b->abi, bound.view, sct_pool_of(t));
	return sct_bound_rule_matches(&bound, &call);
}

int main(int argc, char **argv)
{
	u32 events = 0, wrong = 0, yes = 0, tried = 0;
	struct sct_fault fault;
	static char line[MAX_LINE];
	const struct sct_table *t;
	FILE *file;
	size_t size;

	if (argc != 3)
		return 2;
	t = table_of_file(argv[1], &size);
	file = fopen(argv[2], "r");
	if (!ok(t && file, "the filters on lists and the events are there"))
		return done();
	if (!ok(sct_verify(t, size, &fault), "the compiler's table is accepted"))
		return done();
	for (; fgets(line, sizeof(line), file); events++) {
		struct list args = list_of(strtok(line, " ")), env = list_of(strtok(NULL, " "));
		const char *verdicts = strtok(NULL, " \n");

		fake_reset();
		for (u32 i = 0; i < t->bindings.count; i++) {
			const struct sct_binding *b = &sct_bindings_of(t)[i];
			bool match = matches(t, b, &args, &env);

			tried++;
			yes += match;
			if (match != (verdicts[b->rule] == '1') && !wrong++)
				printf("# rule %u by %u is wrong in event %u\n", b->rule,
				       b->nr, events);
		}
	}
	ok(events >= 1000 && t->rules.count >= 300 && !wrong,
	   "%u events, %u filters on lists each, decided as they read", events,
	   t->rules.count);
	ok(yes > tried / 10 && yes < tried / 10 * 9, "some match, some do not");
	fclose(file);
	free((void *)t);
	return done();
}
