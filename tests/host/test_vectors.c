// SPDX-License-Identifier: GPL-2.0-only
/*
 * The compiler's programs in this evaluator: random filters and events, and what
 * a naive reading of the rule language says of each pair (WriteVectors.java in
 * grammar/).
 *
 *	test_vectors TABLE EVENTS
 */
#include "lib/rules_internal.h"
#include "fake_call.h"
#include "tables.h"
#include "tap.h"
#include "verify/verify.h"

#define MAX_LINE	4096

/* "text" -> text, NULL -> NULL. */
static const char *unquote(char *word)
{
	size_t len = strlen(word);

	if (word[0] != '"')
		return NULL;
	word[len - 1] = '\0';
	return word + 1;
}

/* The next words of the line as numbers; false if there are not so many. */
static bool numbers(char *line, s64 *to, u32 count)
{
	char *word = strtok(line, " ");

	for (u32 i = 0; i < count; i++, word = strtok(NULL, " ")) {
		if (!word)
			return false;
		to[i] = strtoll(word, NULL, 10);
		if (i + 1 == count)
			return true;
	}
	return false;
}

/* Takes an event's line apart; its verdicts, or NULL if it is malformed. */
static const char *set_event(char *line, s64 *retval)
{
	char *comm, *path, *exe;
	s64 number[6];

	fake_reset();
	if (!numbers(line, number, 6))
		return NULL;
	fake.var[SCT_VAR_PID] = number[0];
	fake.var[SCT_VAR_UID] = number[1];
	fake.var[SCT_VAR_GID] = number[2];
	fake.var[SCT_VAR_LOGINUID] = number[3];
	fake.regs.arg[1] = number[4];
	*retval = number[5];
	comm = strtok(NULL, " ");
	path = strtok(NULL, " ");
	exe = strtok(NULL, " ");
	if (!comm || !path || !exe)
		return NULL;
	fake.comm = unquote(comm);
	fake.string[0] = unquote(path);
	fake.state[0] = fake.string[0] ? SCT_TEXT_OK : SCT_TEXT_NULL;
	fake.text_var[SCT_VAR_EXE] = unquote(exe);
	if (!fake.comm || !fake.text_var[SCT_VAR_EXE])
		return NULL;
	return strtok(NULL, " \n");
}

/* What a kernel makes of a rule when the table is built. */
struct prepared {
	struct sct_bound_rule bound;
	struct sct_required needs;
	struct sct_prefilter prefilter;
};

static struct prepared *prepare(const struct sct_table *t)
{
	struct prepared *all = calloc(t->rules.count, sizeof(*all));

	for (u32 i = 0; all && i < t->rules.count; i++) {
		const struct sct_rule *r = &sct_rules_of(t)[i];

		all[i].bound.free_text = SCT_MAX_STRING;
		all[i].bound.code = r->insn_count ? sct_insns_of(t) + r->insn : NULL;
		all[i].bound.view = sct_views_of(t);
		all[i].needs = sct_required_of(all[i].bound.code, all[i].bound.view,
					    false, r->phase == SCT_PHASE_AFTER);
		all[i].prefilter = sct_prefilter_make(&all[i].needs, SCT_ABI_X86_64,
					    sct_pool_of(t));
	}
	return all;
}

/* How often a prefilter spared the evaluation, and how often prefilters are all there is. */
static u32 closed_prefilters, exact_filters;

static bool same_text(const struct sct_insn *insn, const char *pool,
		      const char *text)
{
	u32 len = insn->imm >> 32;

	return text && strlen(text) == len &&
	       !memcmp(text, pool + (u32)insn->imm, len);
}

/* What exact.h makes of an open prefilter. */
static bool decides(const struct sct_required *needs, const char *pool)
{
	u8 arg = needs->texts ? needs->view->params[needs->texts->b - 1].arg : 0;

	return (!needs->texts || same_text(needs->texts, pool, fake.string[arg])) &&
	       (!needs->names || same_text(needs->names, pool, fake.comm));
}

static bool matches(const struct sct_table *t, const struct prepared *p,
		    u32 rule, s64 retval)
{
	struct sct_call call;
	bool open = sct_prefilter_passes(&p->prefilter, &fake.regs) &&
		    fake_name_open(&p->needs, sct_pool_of(t));
	bool match;

	closed_prefilters += !open;
	exact_filters += p->needs.exact;
	fake_call(&call, SCT_ABI_X86_64, p->bound.view, sct_pool_of(t));
	call.retval = retval;
	match = sct_bound_rule_matches(&p->bound, &call);
	if (match && !open)
		printf("# rule %u matches behind a closed prefilter\n", rule);
	if (p->needs.exact &&
	    match != (open && decides(&p->needs, sct_pool_of(t)))) {
		printf("# rule %u is not as its prefilter decides\n", rule);
		return !match;
	}
	return match && open;
}

int main(int argc, char **argv)
{
	struct sct_fault fault;
	struct prepared *rules;
	const struct sct_table *t;
	char line[MAX_LINE], shown[MAX_LINE];
	const char *verdicts;
	s64 retval;
	FILE *events;
	size_t size;
	u32 rule, wrong, count = 0;

	if (argc != 3)
		return 2;
	t = table_of_file(argv[1], &size);
	events = fopen(argv[2], "r");
	if (!ok(t && events, "the filters and events are there"))
		return done();
	if (!ok(sct_verify(t, size, &fault), "the compiler's table is accepted"))
		return done();
	rules = prepare(t);
	while (rules && fgets(line, sizeof(line), events)) {
		if (line[0] == '#')
			continue;
		snprintf(shown, sizeof(shown), "%.60s", line);
		verdicts = set_event(line, &retval);
		if (!verdicts || strlen(verdicts) != t->rules.count) {
			ok(false, "malformed event: %s", shown);
			break;
		}
		fake_texts(rules->bound.view);
		if (!fake.string[0])
			fake.regs.arg[0] = 0;
		wrong = 0;
		for (rule = 0; rule < t->rules.count; rule++)
			if (matches(t, &rules[rule], rule, retval) != (verdicts[rule] == '1') &&
			    !wrong++)
				printf("# rule %u is wrong for %s\n", rule, shown);
		if (wrong)
			ok(false, "%u rules are wrong for one event", wrong);
		count++;
	}
	ok(count >= 10000 && t->rules.count >= 500, "%u events, %u filters each, decided as they read", count,
	   t->rules.count);
	ok(closed_prefilters > count, "closed prefilters spared %u evaluations",
	   closed_prefilters);
	ok(exact_filters > count, "prefilters alone decided %u as their filters",
	   exact_filters);
	free(rules);
	fclose(events);
	free((void *)t);
	return done();
}
