// SPDX-License-Identifier: GPL-2.0-only
/*
 * What somebody is asked: the event that says so, with the parameters of the call as the rule
 * sees them, and what else it looks at; and who asks.
 *
 * Answers are remembered for a program, which is the file that the kernel executed, and
 * not one that its task has put there (compat/exe_file.h).
 */
#include <linux/cred.h>
#include <linux/file.h>
#include <linux/jiffies.h>
#include <linux/once.h>
#include <linux/random.h>
#include <linux/sched.h>
#include <linux/siphash.h>
#include <linux/slab.h>

#include "compat/exe_file.h"
#include "compat/init_root.h"
#include "event/question.h"
#include "log/log.h"

static const u8 *fields_of(const struct sct_question *q)
{
	return q->record + sizeof(struct sct_event) + sizeof(struct sct_asked);
}

static u32 field_bytes(const struct sct_question *q)
{
	return ((const struct sct_event *)q->record)->rec.len -
	       sizeof(struct sct_event) - sizeof(struct sct_asked);
}

/* The file that was executed; not one that its own task has put there. */
static void find_program(struct sct_question_key *key)
{
	struct file *file = current->mm ? sct_exe_file(current->mm) : NULL;
	const struct inode *inode;

	if (!file)
		return;
	if (sct_was_executed(file)) {
		inode = file_inode(file);
		key->dev = inode->i_sb->s_dev;
		key->ino = inode->i_ino;
		key->generation = inode->i_generation;
	}
	fput(file);
}

/* 64-bit numbers may be addresses, which differ each time. */
static bool is_digested(const struct sct_field *field)
{
	return field->var == SCT_VAR_PARAMS && field->type != SCT_TYPE_S64 &&
	       field->type != SCT_TYPE_U64;
}

/* What was cut or could not be read may be anything the next time. */
static bool is_whole(const struct sct_field *field)
{
	return !(field->flags & (SCT_FIELD_CUT | SCT_FIELD_FAULT));
}

/*
 * With a secret, so that nobody makes another call of the same digest.
 *
 * Return: false if two calls that differ may have the same one.
 */
static bool digest(struct sct_question *q)
{
	static siphash_key_t secret[2];
	const struct sct_event *event = sct_question_event(q);
	const u8 *at = fields_of(q), *end = at + field_bytes(q);
	u64 head[2] = { (u64)event->rule << 32 | event->uid,
			(u64)event->abi << 16 | event->nr };
	bool whole = true;

	get_random_once(secret, sizeof(secret));
	for (u32 i = 0; i < ARRAY_SIZE(secret); i++)
		q->key.digest[i] = siphash(head, sizeof(head), &secret[i]);
	while (at < end) {
		const struct sct_field *field = (const struct sct_field *)at;
		u32 bytes = sizeof(*field) + ALIGN(field->len, 8);

		at += bytes;
		if (!is_digested(field))
			continue;
		whole &= is_whole(field);
		for (u32 i = 0; i < ARRAY_SIZE(secret); i++)
			q->key.digest[i] = siphash_1u64(q->key.digest[i] ^
							siphash(field, bytes, &secret[i]),
							&secret[i]);
	}
	return whole;
}

/*
 * An answer can be remembered if it is known for certain who asks for what: paths say
 * it where they mean what they mean to the system.
 */
static void make_key(struct sct_question *q)
{
	if (digest(q) && sct_sees_paths_of_init())
		find_program(&q->key);
}

/**
 * sct_question_create - what is to be asked of a call
 * @args: the event that says so, with an asked
 *
 * All that it says has been found out.
 *
 * Return: the question, which is not put yet; NULL without memory.
 */
struct sct_question *sct_question_create(struct sct_event_args *args)
{
	u32 size = sct_event_size(args);
	struct sct_question *q;

	if (size > sct_log_max_record()) {
		args->max_text = sct_event_text_share(sct_log_max_record());
		size = sct_event_size(args);
	}
	q = kzalloc(struct_size(q, record, size),
		    GFP_NOWAIT | __GFP_NOWARN | __GFP_ACCOUNT);
	if (!q)
		return NULL;
	INIT_LIST_HEAD(&q->node);
	sct_rule_stats_get(args->stats);
	q->stats = args->stats;
	q->rule = *args->rule;
	q->since_ns = ktime_get_ns();
	q->end = jiffies + msecs_to_jiffies(args->rule->deadline_ms);
	q->task = current;
	memcpy(q->comm, current->comm, sizeof(q->comm));
	sct_event_write(sct_question_event(q), args);
	sct_question_event(q)->rec.len = size;
	sct_question_event(q)->rec.type = SCT_RECORD_EVENT;
	sct_question_event(q)->rec.time_ns = q->since_ns;
	/* Where nobody can wait, a task may be locked, and nothing is asked. */
	if (args->call->may_ask)
		make_key(q);
	return q;
}

/* Do both ask for the same?  They are of the same task. */
bool sct_question_same(const struct sct_question *a, const struct sct_question *b)
{
	const struct sct_event *x = (const struct sct_event *)a->record;
	const struct sct_event *y = (const struct sct_event *)b->record;

	return x->generation == y->generation && x->rule == y->rule &&
	       x->view == y->view && x->uid == y->uid &&
	       field_bytes(a) == field_bytes(b) &&
	       !memcmp(fields_of(a), fields_of(b), field_bytes(a));
}
