// SPDX-License-Identifier: GPL-2.0-only
/*
 * Objects: the hash in which they are found, the question whether one is in a set, and
 * what the verifier takes of them.
 */
#include "lib/rules_internal.h"
#include "fake_call.h"
#include "filter/eval.h"
#include "object/hash.h"
#include "tables.h"
#include "tap.h"
#include "verify_case.h"

/* Inodes: only their addresses count. */
static const char inodes[4096];

static const void *inode(u32 n)
{
	return &inodes[n];
}

static struct sct_keeper keeper[4096];

static void add(struct sct_object_hash *hash, u8 kind, u32 n, const char *name,
		u32 set)
{
	const struct sct_node_key key = {
		.kind = kind, .inode = inode(n), .name = name,
		.name_len = name ? strlen(name) : 0, .set = set,
	};

	keeper[n].inode = inode(n);
	if (sct_hash_add(hash, &key, &keeper[n]))
		abort();
}

static void member(struct sct_object_hash *hash, u8 kind, u32 n, const char *name,
		   u32 set)
{
	add(hash, kind, n, name, SCT_ANY_SET);
	add(hash, kind, n, name, set);
	if (kind == SCT_NODE_PLACE)
		add(hash, SCT_NODE_DIRECTORY, n, NULL, SCT_ANY_SET);
}

static struct sct_seen look(const struct sct_object_hash *hash, u32 n, u32 dir,
			    const char *name)
{
	struct sct_seen seen;

	memset(&seen, 0xa5, sizeof(seen));
	seen.inode = n ? inode(n) : NULL;
	seen.directory = dir ? inode(dir) : NULL;
	seen.name = name;
	seen.name_len = strlen(name);
	sct_seen_look(hash, &seen);
	return seen;
}

static bool in(const struct sct_object_hash *hash, const struct sct_seen *seen, u32 set)
{
	return sct_object_in_set(hash, seen, set) == SCT_OBJECT_IN;
}

static void finding(void)
{
	struct sct_object_hash hash = { };
	struct sct_seen seen;

	sct_hash_create(&hash, 10);
	member(&hash, SCT_NODE_THING, 1, NULL, 0);
	member(&hash, SCT_NODE_PLACE, 2, "passwd", 0);
	member(&hash, SCT_NODE_PLACE, 2, "shadow", 1);

	seen = look(&hash, 1, 3, "other");
	ok(seen.thing && !seen.place, "a thing by another name");
	ok(in(&hash, &seen, 0) && !in(&hash, &seen, 1), "is in its set alone");
	seen = look(&hash, 4, 2, "passwd");
	ok(!seen.thing && seen.place && in(&hash, &seen, 0), "another thing in a place");
	seen = look(&hash, 0, 2, "shadow");
	ok(seen.place && in(&hash, &seen, 1) && !in(&hash, &seen, 0),
	   "a place where there is nothing");
	seen = look(&hash, 4, 2, "group");
	ok(!sct_seen_is_object(&seen), "a file beside it is nobody's");
	seen = look(&hash, 4, 2, "passw");
	ok(!sct_seen_is_object(&seen), "nor one whose name begins like it");
	seen = look(&hash, 4, 3, "passwd");
	ok(!sct_seen_is_object(&seen), "nor one of that name elsewhere");
	seen = look(&hash, 4, 0, "passwd");
	ok(!sct_seen_is_object(&seen), "nor one that has no directory");

	keeper[1].inode = NULL;
	seen = look(&hash, 1, 3, "other");
	ok(!sct_seen_is_object(&seen), "an inode that has gone is no object, whoever has its address");
	add(&hash, SCT_NODE_THING, 1, NULL, SCT_ANY_SET);
	ok(hash.count, "nodes are counted");
	sct_hash_destroy(&hash);
}

static void trees(void)
{
	struct sct_object_hash hash = { };
	struct sct_seen seen;

	sct_hash_create(&hash, 10);
	ok(!hash.trees, "there are no trees at first");
	for (u32 i = 1; i <= SCT_MAX_TREES + 1; i++)
		member(&hash, SCT_NODE_TREE, i, NULL, i);
	ok(hash.trees, "then there are");
	seen = look(&hash, 100, 101, "file");
	ok(sct_seen_add_tree(&hash, &seen, inode(200)) && !sct_seen_is_object(&seen),
	   "a directory that is nobody's makes it no object");
	for (u32 i = 1; i <= SCT_MAX_TREES; i++)
		sct_seen_add_tree(&hash, &seen, inode(i));
	ok(in(&hash, &seen, 1) && in(&hash, &seen, SCT_MAX_TREES), "it is in each of many trees");
	ok(sct_object_in_set(&hash, &seen, 200) == SCT_OBJECT_OUT, "and in no other");
	ok(!sct_seen_add_tree(&hash, &seen, inode(SCT_MAX_TREES + 1)) && seen.unknown,
	   "in one more is too many");
	ok(sct_object_in_set(&hash, &seen, 200) == SCT_OBJECT_UNKNOWN,
	   "then it is not known whether it is in others");
	ok(in(&hash, &seen, 1), "but in those that are known it is");
	sct_hash_destroy(&hash);
}

static void many(void)
{
	struct sct_object_hash hash = { };
	u32 longest = 0, wrong = 0;
	char name[32];

	sct_hash_create(&hash, 40000);
	for (u32 i = 0; i < 10000; i++) {
		snprintf(name, sizeof(name), "file%u", i);
		member(&hash, SCT_NODE_PLACE, 1 + i % 100, name, i % 7);
	}
	for (u32 i = 0; i <= hash.mask; i++) {
		u32 length = 0;

		for (struct sct_hash_node *n = hash.buckets[i]; n; n = n->next)
			length++;
		longest = max(longest, length);
	}
	for (u32 i = 0; i < 10000; i++) {
		struct sct_seen seen;

		snprintf(name, sizeof(name), "file%u", i);
		seen = look(&hash, 0, 1 + i % 100, name);
		wrong += !in(&hash, &seen, i % 7) || in(&hash, &seen, (i + 1) % 7);
		seen = look(&hash, 0, 1 + (i + 1) % 100, name);
		wrong += seen.place;
	}
	ok(!wrong, "each of 10,000 places is found in its set, and nowhere else");
	ok(longest <= 12, "no bucket is long: %u", longest);
	ok(hash.count == 20100, "places in one directory share a node for it");
	sct_hash_destroy(&hash);
}

static void without_memory(void)
{
	struct sct_object_hash hash = { };
	const struct sct_node_key key = { .inode = inode(1), .set = 0 };

	shim_fail_alloc = 1;
	ok(sct_hash_create(&hash, 10) == -ENOMEM, "without memory there is no hash");
	sct_hash_destroy(&hash);
	sct_hash_create(&hash, 10);
	keeper[1].inode = inode(1);
	shim_fail_alloc = 1;
	ok(sct_hash_add(&hash, &key, &keeper[1]) == -ENOMEM, "nor a node");
	ok(!sct_hash_find(&hash, &key), "and none is found");
	sct_hash_destroy(&hash);
}

static void programs(void)
{
	struct parts *p = sample_objects();
	struct sct_object_hash hash = { };
	struct sct_judged judged = { .hash = &hash, .count = 1 };
	struct sct_call call;
	size_t size;
	void *bytes = image(p, &size);
	const struct sct_insn *code = p->insn;

	sct_hash_create(&hash, 10);
	member(&hash, SCT_NODE_THING, 1, NULL, 0);
	fake_reset();
	fake_call(&call, SCT_ABI_X86_64, &p->view[0], p->pool);
	call.objects = &judged;
	judged.number[0] = 1;
	judged.seen[0] = look(&hash, 1, 2, "x");
	ok(sct_eval(code, &call) == SCT_MATCH, "an object in the set, opened for writing");
	judged.number[0] = 0;
	ok(sct_eval(code, &call) == SCT_NOMATCH, "opened for reading");
	judged.number[0] = 2;
	judged.seen[0] = look(&hash, 3, 2, "x");
	ok(sct_eval(code, &call) == SCT_NOMATCH, "another one");
	judged.seen[0].unknown = true;
	ok(sct_eval(code, &call) == SCT_UNREADABLE, "one of which too little is known");
	judged.count = 0;
	ok(sct_eval(code, &call) == SCT_NOMATCH, "none, where it is about no file");
	sct_hash_destroy(&hash);
	free(bytes);
	free(p);
}

static int any_of_two(struct sct_object_hash *hash, u64 first, u64 second, u8 count)
{
	const struct sct_insn code[] = {
		JOB(0, 0, 2), RET(0), RET(1),
	};
	struct sct_judged judged = { .hash = hash, .count = count };
	struct sct_call call;

	fake_reset();
	fake_call(&call, SCT_ABI_X86_64, NULL, NULL);
	call.objects = &judged;
	judged.seen[0] = look(hash, first, 2, "x");
	judged.seen[1] = look(hash, second, 2, "y");
	judged.seen[1].unknown = second == 9;
	return sct_eval(code, &call);
}

static void any_object(void)
{
	struct sct_object_hash hash = { };

	sct_hash_create(&hash, 10);
	member(&hash, SCT_NODE_THING, 1, NULL, 0);
	ok(any_of_two(&hash, 1, 3, 2) == SCT_MATCH, "any object: the first");
	ok(any_of_two(&hash, 3, 1, 2) == SCT_MATCH, "the second");
	ok(any_of_two(&hash, 3, 4, 2) == SCT_NOMATCH, "none");
	ok(any_of_two(&hash, 3, 1, 1) == SCT_NOMATCH, "one that the operation has not");
	ok(any_of_two(&hash, 3, 9, 2) == SCT_UNREADABLE, "too little is known of one");
	ok(any_of_two(&hash, 1, 9, 2) == SCT_MATCH, "but the other one is it");
	sct_hash_destroy(&hash);
}

static int of_program(enum sct_object_answer first, enum sct_object_answer second)
{
	const struct sct_insn code[] = {
		JOB(SCT_OBJECT_EXE, 0, 3), JOB(SCT_OBJECT_EXE, 1, 3), RET(0), RET(1),
	};
	struct sct_call call;

	fake_reset();
	fake.exe[0] = first;
	fake.exe[1] = second;
	fake_call(&call, SCT_ABI_X86_64, NULL, NULL);
	return sct_eval(code, &call);
}

static void program(void)
{
	ok(of_program(SCT_OBJECT_IN, SCT_OBJECT_OUT) == SCT_MATCH, "the program is in a set");
	ok(of_program(SCT_OBJECT_OUT, SCT_OBJECT_IN) == SCT_MATCH, "in another one");
	ok(of_program(SCT_OBJECT_OUT, SCT_OBJECT_OUT) == SCT_NOMATCH, "in none");
	ok(of_program(SCT_OBJECT_UNKNOWN, SCT_OBJECT_IN) == SCT_UNREADABLE, "nobody knows");
}

/* `change` acts on p. */
#define OBJECTS(error, rule, index, change) do {			\
	struct parts *p = sample_objects();				\
	change;								\
	expect_parts(#change, p, SCT_E_##error, rule, index);		\
} while (0)

#define PATH(error, text) do {						\
	struct parts *p = sample_objects();				\
	p->object[0].path = add_string(p, text, strlen(text));		\
	expect_parts("path " text, p, SCT_E_##error, ANY,		\
		     SCT_E_##error ? 0 : ANY);				\
} while (0)

static void paths(void)
{
	PATH(OK, "/a");
	PATH(OK, "/a/...");
	PATH(OK, "/.a/..b/c.");
	PATH(OBJECT, "");
	PATH(OBJECT, "/");
	PATH(OBJECT, "etc/passwd");
	PATH(OBJECT, "/etc/");
	PATH(OBJECT, "//etc");
	PATH(OBJECT, "/etc//passwd");
	PATH(OBJECT, "/.");
	PATH(OBJECT, "/..");
	PATH(OBJECT, "/etc/./passwd");
	PATH(OBJECT, "/etc/../passwd");
	PATH(OBJECT, "/etc/..");
}

static void long_names(void)
{
	char text[300] = "/";

	for (u32 i = 0; i < 2; i++) {
		struct parts *p = sample_objects();

		memset(text + 1, 'x', 255 + i);
		p->object[0].path = add_string(p, text, strlen(text));
		expect_parts(i ? "a name of 256 bytes" : "a name of 255 bytes", p,
			     i ? SCT_E_OBJECT : SCT_E_OK, ANY, i ? 0 : ANY);
	}
}

static void tables(void)
{
	OBJECTS(OK, ANY, ANY, (void)0);
	OBJECTS(RESERVED, ANY, 1, p->object[1].reserved[1] = 1);
	OBJECTS(STRING, ANY, 0, p->object[0].path.off = p->pool_size);
	OBJECTS(STRING, ANY, 0, p->pool[p->object[0].path.off + 3] = 0);
	OBJECTS(OBJECT, ANY, 0, p->object[0].reach = 0);
	OBJECTS(OBJECT, ANY, 0, p->object[0].reach = SCT_REACH_UNDER + 1);
	OBJECTS(OBJECT, ANY, 0, p->object[0].hold = 0);
	OBJECTS(OBJECT, ANY, 0, p->object[0].hold = SCT_HOLD_BOTH + 1);
	OBJECTS(OBJECT, ANY, 2, p->object[2].hold = SCT_HOLD_THING);
	OBJECTS(OBJECT, ANY, 2, p->object[2].reach = SCT_REACH_EXACT);
	OBJECTS(OBJECT, ANY, 0, p->object[0].set = 1);
	OBJECTS(OBJECT, ANY, 2, p->object[2].set = 2);
	OBJECTS(OBJECT, ANY, 2, (p->object[1].set = 1, p->object[2].set = 0));
	OBJECTS(OK, ANY, ANY, p->insn[3].a = SCT_OBJECT_EXE);
	OBJECTS(OBJECT, 0, 3, p->insn[3].a = SCT_OBJECT_EXE - 1);
	OBJECTS(OBJECT, 1, 0, p->objects = 2);
	OBJECTS(OBJECT, 1, 0, p->objects = 0);
	OBJECTS(OBJECT, 0, ANY, (p->objects = 0, p->operations = 0));
	OBJECTS(OK, ANY, ANY, (p->objects = 0, p->rule[0].insn_count = 0,
			       p->rule[1].insn_count = 0));
	OBJECTS(VIEW, ANY, 1, p->view[1].params[0].mode = SCT_ASPECT_FSTYPE + 1);
	OBJECTS(OK, ANY, ANY, p->view[1].params[0].mode = SCT_ASPECT_FSTYPE);
	OBJECTS(VIEW, ANY, 1, p->view[1].params[0].mode = SCT_ASPECT_INO);
	OBJECTS(VIEW, ANY, 1, (p->view[1].params[0].mode = SCT_ASPECT_INO,
			       p->view[1].params[0].type = SCT_TYPE_U32));
	OBJECTS(OK, ANY, ANY, (p->view[1].params[0].mode = SCT_ASPECT_INO,
			       p->view[1].params[0].type = SCT_TYPE_U64));
	OBJECTS(RESERVED, 1, 0, p->operation[0].reserved = 1);
	OBJECTS(OPERATION, 1, 0, p->operation[0].operation = 0);
	OBJECTS(OPERATION, 1, 0, p->operation[0].operation = SCT_NR_OPERATIONS);
	OBJECTS(OPERATION, 0, 1, p->operation[1].operation = SCT_OPERATION_RENAME);
	OBJECTS(OPERATION, 0, 1, (p->operation[0] = p->operation[1]));
	OBJECTS(BINDING, ANY, 0, p->operation[0].rule = 2);
	OBJECTS(BINDING, 1, 0, p->operation[0].view = 2);
	OBJECTS(VIEW, 1, 0, p->view[1].params[0] = arg_param(1, SCT_TYPE_STR));
	OBJECTS(VIEW, ANY, 1, p->view[1].params[0].arg = 3);
	OBJECTS(OBJECT, 1, 0, p->operation[0].operation = SCT_OPERATION_RMDIR);
	OBJECTS(VIEW, 0, 1, p->operation[1].operation = SCT_OPERATION_MKDIR);
	OBJECTS(VARIABLE, 0, 1, p->operation[1].view = 1);
	OBJECTS(OPERATION, 1, 0, (p->rule[1].flags |= SCT_RULE_MUST,
				  p->rule[1].must_timeout_ms = 1));
	OBJECTS(OPERATION, 0, 1, (p->rule[0].action = SCT_ACTION_SUSPEND,
				  p->rule[0].error = 0));
	OBJECTS(OPERATION, 1, 0, p->rule[1].phase = SCT_PHASE_AFTER);
	OBJECTS(VIEW, 1, 0, add_binding(p, SCT_ABI_X86_64, 87, 1, 1));
	OBJECTS(VARIABLE, 1, 0, (add_view(p, 0, NULL),
				 add_binding(p, SCT_ABI_X86_64, 87, 1, 2)));
	OBJECTS(RESERVED, 1, 0, p->insn[7].b = 1);
	OBJECTS(RESERVED, 1, 0, p->insn[7].dst = 1);
	OBJECTS(OK, ANY, ANY, p->insn[7].a = 0);
	OBJECTS(OBJECT, 1, 0, p->insn[7].a = 3);
	OBJECTS(OBJECT, 1, 0, p->insn[7].imm = SCT_MAX_OBJECTS);
	OBJECTS(JUMP, 1, 0, p->insn[7].target = 0);
}

int main(void)
{
	finding();
	trees();
	many();
	without_memory();
	programs();
	any_object();
	program();
	paths();
	long_names();
	tables();
	return done();
}
