/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What plain_paths tries in each situation: all comparisons with a path, by
 * themselves and in lists, before it has been resolved and after.
 */
#ifndef PATH_TESTS_H
#define PATH_TESTS_H

#include "values.h"

#include <ctype.h>

#define PATH_SLOT	7	/* PARAMS index of the first derived one */
#define HERE		AT_FDCWD
#define MAX_TESTS	400

/* Descriptors of the child, in shared->number[] from here on. */
enum { DIR_R = 10, DIR_A, DIR_GONE, DIR_FILE, DIR_PIPE, DIR_LAST };

static char top[256];		/* DIR */
/* Names are shown as whoever came first has written them. */
static bool folds;

/* "@/a": below DIR. */
static const char *at(const char *path)
{
	static char name[16][8192];
	static unsigned int next;
	char *to = name[next++ % 16];

	snprintf(to, sizeof(name[0]), "%s%s", *path == '@' ? top : "",
		 *path == '@' ? path + 1 : path);
	return to;
}

/* ---- comparisons ---- */

struct test {
	uint8_t op;
	uint16_t len;
	char str[SCT_MAX_STRING + 1];
};

static struct test test[MAX_TESTS];
static int test_count;

static const uint8_t ops[] = {
	SCT_OP_JSEQ, SCT_OP_JSSUFFIX, SCT_OP_JSPREFIX, SCT_OP_JSEQC,
	SCT_OP_JSSUFFIXC, SCT_OP_JSPREFIXC, SCT_OP_JSCONTAINS, SCT_OP_JSGLOB,
};

static bool is_folded(uint8_t op)
{
	return op == SCT_OP_JSEQC || op == SCT_OP_JSSUFFIXC ||
	       op == SCT_OP_JSPREFIXC;
}

static bool same_bytes(const char *a, const char *b, size_t len, bool folded)
{
	return folded ? !strncasecmp(a, b, len) : !memcmp(a, b, len);
}

/* The strings have nothing that is special in a pattern. */
static bool holds(const struct test *c, const char *text)
{
	size_t len = strlen(text);
	bool folded = is_folded(c->op);

	switch (c->op) {
	case SCT_OP_JSEQ:
	case SCT_OP_JSEQC:
	case SCT_OP_JSGLOB:
		return len == c->len && same_bytes(text, c->str, len, folded);
	case SCT_OP_JSPREFIX:
	case SCT_OP_JSPREFIXC:
		return len >= c->len && same_bytes(text, c->str, c->len, folded);
	case SCT_OP_JSSUFFIX:
	case SCT_OP_JSSUFFIXC:
		return len >= c->len &&
		       same_bytes(text + len - c->len, c->str, c->len, folded);
	default:
		return strstr(text, c->str);
	}
}

static void add_test(const char *str)
{
	size_t len = strlen(str);

	for (size_t i = 0; i < sizeof(ops); i++) {
		struct test *c = &test[test_count];

		if (!len || len > SCT_MAX_STRING || test_count == MAX_TESTS ||
		    (ops[i] == SCT_OP_JSGLOB &&
		     (len > SCT_MAX_PATTERN || strpbrk(str, "*?[\\"))))
			continue;
		c->op = ops[i];
		c->len = len;
		strcpy(c->str, str);
		if (is_folded(c->op))
			c->str[len - 1] = toupper(c->str[len - 1]);
		test_count++;
	}
}

/* Everything near what is written, and near what that is. */
static void make_tests(const char *written, const char *text)
{
	static const char * const fixed[] = {
		"/", "@", "@/", "@/a/b/file", "@/link", "@/a/b", "b/file", "file",
		"e", "xfile", "/tmp", "/zzz",
	};
	char s[8192];

	test_count = 0;
	add_test(text);
	snprintf(s, sizeof(s), "%sx", text);
	add_test(s);
	snprintf(s, sizeof(s), "%.*s", (int)strlen(text) - 1, text);
	add_test(s);
	add_test(written);
	snprintf(s, sizeof(s), "/%s", written);
	add_test(s);
	if (strrchr(text, '/'))
		add_test(strrchr(text, '/'));
	if (strrchr(written, '/'))
		add_test(strrchr(written, '/'));
	for (size_t i = 0; i < sizeof(fixed) / sizeof(fixed[0]); i++)
		add_test(at(fixed[i]));
}

/* ---- programs ---- */

static void emit(struct sct_insn insn)
{
	t.insn[t.rule.insn_count++] = insn;
}

static void emit_test(const struct test *c, uint32_t target)
{
	struct sct_str str = pool(c->str, c->len);

	emit((struct sct_insn){ .op = c->op, .a = SCT_VAR_PARAMS,
				.b = PATH_SLOT, .target = target,
				.imm = str.off | (uint64_t)str.len << 32 });
}

/*
 * Any of those that fail makes the rule match; the last first, if asked for, and
 * behind an instruction that hides from the gates what is needed.
 */
static int none_holds(const char *text, bool backwards)
{
	int n = 0, target;

	for (int i = 0; i < test_count; i++)
		n += !holds(&test[i], text);
	if (backwards)
		emit((struct sct_insn){ .op = SCT_OP_LDI });
	target = t.rule.insn_count + n + 1;
	for (int i = 0; i < test_count; i++) {
		const struct test *c = &test[backwards ? test_count - 1 - i : i];

		if (!holds(c, text))
			emit_test(c, target);
	}
	emit((struct sct_insn){ .op = SCT_OP_RET });
	emit((struct sct_insn){ .op = SCT_OP_RET, .imm = 1 });
	return n;
}

static int all_hold(const char *text)
{
	int n = 0;

	for (int i = 0; i < test_count; i++) {
		if (!holds(&test[i], text))
			continue;
		emit_test(&test[i], t.rule.insn_count + 2);
		emit((struct sct_insn){ .op = SCT_OP_RET });
		n++;
	}
	emit((struct sct_insn){ .op = SCT_OP_RET, .imm = 1 });
	return n;
}

static void one(const struct test *c)
{
	emit_test(c, 2);
	emit((struct sct_insn){ .op = SCT_OP_RET });
	emit((struct sct_insn){ .op = SCT_OP_RET, .imm = 1 });
}

/* ---- the call ---- */

static long do_openat(void)
{
	long fd = syscall(__NR_openat, shared->number[0], shared->number[1],
			  O_PATH | O_NOFOLLOW, 0);

	if (fd < 0)
		return -errno;
	close(fd);
	return 0;
}

static struct situation {
	int dir;
	const char *path;
	bool follow;
} now;

static void new_rule(void)
{
	rule(SCT_PHASE_BEFORE);
	slot(0, (struct sct_param){ .source = SCT_SOURCE_ARG,
				    .type = SCT_TYPE_S32 });
	slot(1, (struct sct_param){ .source = SCT_SOURCE_ARG, .arg = 1,
				    .type = SCT_TYPE_STR });
	slot(6, (struct sct_param){
			.source = SCT_SOURCE_ARG, .arg = 1,
			.type = SCT_TYPE_PATH,
			.mode = now.follow ? SCT_FOLLOW_YES : SCT_FOLLOW_NO });
}

static bool is_refused(void)
{
	return call(__NR_openat, do_openat) == -REFUSED;
}

/* What the path is if it is resolved; false: it names nothing. */
static bool resolve(char *text, size_t size)
{
	const struct sct_field *f;

	new_rule();
	if (!is_refused())
		die("a rule without a filter");
	f = field(SCT_VAR_PARAMS, PATH_SLOT);
	if (!f)
		die("the event");
	if (f->flags || f->len >= size)
		return false;
	memcpy(text, f + 1, f->len);
	text[f->len] = 0;
	return true;
}

/* Which one was it? */
static void show_wrong(const char *text, bool named)
{
	for (int i = 0; i < test_count; i++) {
		bool want = named && holds(&test[i], text);

		new_rule();
		one(&test[i]);
		if (is_refused() != want)
			printf("# op %u with '%.200s' %s\n", test[i].op,
			       test[i].str, want ? "does not hold" : "holds");
	}
}

static void forget_names(void)
{
	int fd = open("/proc/sys/vm/drop_caches", O_WRONLY);

	if (fd < 0 || write(fd, "2", 1) != 1)
		die("drop_caches");
	close(fd);
}

static void same_as_resolved(const char *where, int dir, const char *path,
			     bool follow)
{
	char text[SCT_MAX_STRING + 1] = "\x01";	/* like nothing */
	bool named, good;
	int failing, holding = 0;

	now = (struct situation){ dir, path, follow };
	shared->number[0] = dir == HERE || dir >= DIR_LAST ? dir :
							     shared->number[dir];
	shared->number[1] = (long)shared->text[0];
	snprintf(shared->text[0], sizeof(shared->text[0]), "%s", path);
	named = resolve(text, sizeof(text));
	make_tests(path, text);
	new_rule();
	failing = none_holds(text, false);
	good = !is_refused();
	if (named) {
		new_rule();
		holding = all_hold(text);
		good &= is_refused();
	}
	/* Again, with nothing in memory that need not be. */
	if (!folds)
		forget_names();
	new_rule();
	none_holds(text, true);
	good &= !is_refused();
	result(good, "%s: %d '%.60s' %s is %.80s: %d fail, %d hold", where, dir,
	       path, follow ? "followed" : "as it is", named ? text : "nothing",
	       failing, holding);
	if (!good)
		show_wrong(text, named);
}

static void both(const char *where, int dir, const char *path)
{
	same_as_resolved(where, dir, at(path), true);
	same_as_resolved(where, dir, at(path), false);
}

#endif /* PATH_TESTS_H */
