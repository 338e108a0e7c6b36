// SPDX-License-Identifier: GPL-2.0-only
/*
 * calls SECONDS: the callers of flood alone, for tools that read; prints how many
 * calls of each kind they have made.  Their process has no device open and calls
 * itself "caller" while it calls.
 */
#include "callers.h"
#include <time.h>

static struct callers callers = { .threads = THREADS };

static void *stop_after(void *arg)
{
	sleep(atoi(arg));
	__atomic_store_n(&callers.stop, true, __ATOMIC_RELEASE);
	return NULL;
}

int main(int argc, char **argv)
{
	uint64_t n[2];
	pthread_t clock;

	if (argc != 2)
		return 2;
	pthread_create(&clock, NULL, stop_after, argv[1]);
	prctl(PR_SET_NAME, "caller");
	make_calls(&callers);
	prctl(PR_SET_NAME, "calls");
	pthread_join(clock, NULL);
	for (int call = 0; call < 2; call++) {
		n[call] = callers.last[call];
		for (int i = 0; i < THREADS; i++)
			n[call] += callers.calls[i][call];
	}
	printf("getppid=%llu openat=%llu\n", (unsigned long long)n[0],
	       (unsigned long long)n[1]);
	return 0;
}
