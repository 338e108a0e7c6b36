/* SPDX-License-Identifier: GPL-2.0-only */
/* Calls that wait for somebody's answer; see question.c. */
#ifndef SCT_QUESTION_H
#define SCT_QUESTION_H

#include <linux/list.h>

#include "event/record.h"

/* What is to happen to a call, and why. */
struct sct_reply {
	u8 why;			/* SCT_ASK_* */
	u8 verdict;		/* ALLOWED, FAILED, KILLED; SUSPENDED: ask the rules anew */
	u8 signal;
	s32 error;
	s32 by_pid;
	u32 by_uid;
	char by_comm[16];
};

/* Who asks for what: answers are remembered by it.  Without an inode, nobody knows. */
struct sct_question_key {
	u64 dev;		/* of the program's file */
	u64 ino;
	u64 generation;
	u64 digest[2];		/* of rule, user, and the call's parameters */
};

struct sct_question {
	struct list_head node;
	struct task_struct *task;	/* waits; only while it is in the list */
	struct sct_rule_stats *stats;	/* of its table, a reference */
	struct sct_rule rule;		/* as it was */
	u64 id;
	u64 since_ns;
	unsigned long end;		/* jiffies */
	struct sct_question_key key;
	u32 again;			/* how often the call was asked about before */
	bool logs;			/* its answer makes an event, too */
	bool replied;			/* under the lock, as reply */
	char comm[16];
	struct sct_reply reply;
	u8 record[] __aligned(8);	/* the event that says so, with its sct_asked */
};

static inline struct sct_event *sct_question_event(struct sct_question *question)
{
	return (struct sct_event *)question->record;
}

/* Stands between the event and its fields. */
static inline struct sct_asked *sct_question_asked(struct sct_question *question)
{
	return (struct sct_asked *)(sct_question_event(question) + 1);
}

/* question_make.c */
struct sct_question *sct_question_create(struct sct_event_args *args);
bool sct_question_same(const struct sct_question *a, const struct sct_question *b);

/* question.c */
void sct_question_free(struct sct_question *question);
bool sct_question_put(struct sct_question *question);
void sct_question_wait(struct sct_question *question);
bool sct_question_remembered(const struct sct_question *question,
			     struct sct_reply *reply);
struct sct_reply sct_rule_default(const struct sct_rule *rule, u8 why);
void sct_question_say(struct sct_asked *asked, const struct sct_reply *reply);

void sct_questions_release(u64 generation, bool rules);
u64 sct_questions_oldest_generation(void);
int sct_questions_list(struct sct_pending *arg);
int sct_questions_answer(const struct sct_answer *arg);
void sct_questions_exit(void);

#endif /* SCT_QUESTION_H */
