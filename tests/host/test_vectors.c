// SPDX-License-Identifier: GPL-2.0-only
/*
 * The compiler's programs in this evaluator: tests/vectors has random filters
 * and events, and what a naive reading of the rule language says of each pair.
 *
 *	test_vectors TABLE EVENTS
 */
#include "rules_internal.h"
#include "fake_call.h"
#include "tap.h"
#include "verify.h"

#define MAX_LINE	4096

static void *read_table(const char *name, size_t *size)
{
	FILE *f = fopen(name, "rb");
	void *bytes = NULL;

	*size = 0;
	if (!f)
		return NULL;
	if (!fseek(f, 0, SEEK_END) && ftell(f) > 0) {
		*size = ftell(f);
		rewind(f);
		bytes = malloc(*size);
		if (bytes && fread(bytes, 1, *size, f) != *size) {
			free(bytes);
			bytes = NULL;
		}
	}
	fclose(f);
	return bytes;
}

/* "text" -> text, NULL -> NULL. */
static const char *unquote(char *word)
{
	size_t len = strlen(word);

	if (word[0] != '"')
		return NULL;
	word[len - 1] = '\0';
	return word + 1;
}

/* Takes an event's line apart; its verdicts, or NULL if it is malformed. */
static const char *set_event(char *line, s64 *retval)
{
	static const u8 vars[] = { SCT_VAR_PID, SCT_VAR_UID, SCT_VAR_GID };
	char *word = strtok(line, " ");
	int i;

	fake_reset();
	for (i = 0; i < 3 && word; i++, word = strtok(NULL, " "))
		fake.var[vars[i]] = strtoll(word, NULL, 10);
	if (!word)
		return NULL;
	fake.regs.arg[1] = strtoll(word, NULL, 10);
	word = strtok(NULL, " ");
	if (!word)
		return NULL;
	*retval = strtoll(word, NULL, 10);
	word = strtok(NULL, " ");
	if (!word)
		return NULL;
	fake.comm = unquote(word);
	word = strtok(NULL, " ");
	if (!word || !fake.comm)
		return NULL;
	fake.string[0] = unquote(word);
	fake.state[0] = fake.string[0] ? SCT_TEXT_OK : SCT_TEXT_NULL;
	return strtok(NULL, " \n");
}

/* How often a gate spared the evaluation. */
static u32 closed_gates;

static bool matches(const struct sct_table *t, u32 rule, s64 retval)
{
	const struct sct_rule *r = &sct_rules_of(t)[rule];
	struct sct_item item = {
		.code = r->insn_count ? sct_insns_of(t) + r->insn : NULL,
		.view = sct_views_of(t),
	};
	struct sct_needs needs = sct_needs_of(item.code, item.view, false,
					      r->phase == SCT_PHASE_AFTER);
	struct sct_gate gate = sct_gate_make(&needs, SCT_ABI_X86_64,
					     sct_pool_of(t));
	struct sct_call call;
	bool open;

	fake_texts(item.view);
	if (!fake.string[0])
		fake.regs.arg[0] = 0;
	open = sct_gate_open(&gate, &fake.regs);
	closed_gates += !open;
	fake_call(&call, SCT_ABI_X86_64, item.view, sct_pool_of(t));
	call.retval = retval;
	if (!sct_item_matches(&item, &call))
		return false;
	if (!open)
		printf("# rule %u matches behind a closed gate\n", rule);
	return open;
}

int main(int argc, char **argv)
{
	struct sct_fault fault;
	const struct sct_table *t;
	char line[MAX_LINE], shown[MAX_LINE];
	const char *verdicts;
	s64 retval;
	FILE *events;
	size_t size;
	u32 rule, wrong, count = 0;

	if (argc != 3)
		return 2;
	t = read_table(argv[1], &size);
	events = fopen(argv[2], "r");
	if (!ok(t && events, "the filters and events of tests/vectors are there"))
		return done();
	if (!ok(sct_verify(t, size, &fault), "the compiler's table is accepted"))
		return done();
	while (fgets(line, sizeof(line), events)) {
		if (line[0] == '#')
			continue;
		snprintf(shown, sizeof(shown), "%.60s", line);
		verdicts = set_event(line, &retval);
		if (!verdicts || strlen(verdicts) != t->rules.count) {
			ok(false, "malformed event: %s", shown);
			break;
		}
		wrong = 0;
		for (rule = 0; rule < t->rules.count; rule++)
			if (matches(t, rule, retval) != (verdicts[rule] == '1') &&
			    !wrong++)
				printf("# rule %u is wrong for %s\n", rule, shown);
		if (wrong)
			ok(false, "%u rules are wrong for one event", wrong);
		count++;
	}
	ok(count >= 400, "%u events, %u filters each, decided as they read", count,
	   t->rules.count);
	ok(closed_gates > count, "closed gates spared %u evaluations",
	   closed_gates);
	fclose(events);
	free((void *)t);
	return done();
}
