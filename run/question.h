/* SPDX-License-Identifier: GPL-2.0-only */
/* Calls that wait for an answer of the program that runs us; question.c. */
#ifndef RUN_QUESTION_H
#define RUN_QUESTION_H

#include "judge.h"

/* What is to become of a call that has waited. */
typedef void (*run_settle)(void *context, struct run_task *task, struct run_ruling *ruling);

bool run_question_put(struct sct_event_args *args, struct run_task *task);
void run_question_drop(struct run_task *task);
bool run_questions_wait(void);
void run_questions_look(run_settle settle, void *context);
void run_questions_end(run_settle settle, void *context);

#endif /* RUN_QUESTION_H */
