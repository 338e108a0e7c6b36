// SPDX-License-Identifier: GPL-2.0-only
/*
 * reader: takes the records of /dev/sct_log as they come and throws them away,
 * as a recorder would that writes them on unchanged.  On SIGTERM it takes what is
 * left and says "N events, N lost".
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>
#include "abi/sct_abi.h"

static volatile sig_atomic_t stop;
static unsigned long long events, lost;
static int log_fd;

/* A read that waits now is interrupted; one that comes does not wait any more. */
static void on_term(int sig)
{
	(void)sig;
	stop = 1;
	fcntl(log_fd, F_SETFL, O_NONBLOCK);
}

static void count(const char *p, const char *end)
{
	while (p < end) {
		const struct sct_record *r = (const void *)p;

		if (r->type == SCT_RECORD_LOST)
			lost += ((const struct sct_lost *)r)->count;
		else if (r->type == SCT_RECORD_EVENT)
			events++;
		p += r->len;
	}
}

int main(void)
{
	static char buf[1 << 18];
	struct sigaction sa = { .sa_handler = on_term };

	log_fd = open("/dev/" SCT_LOG_DEVICE, O_RDONLY);
	if (log_fd < 0) {
		perror("reader: the log device");
		return 3;
	}
	/* What was logged before is another figure's. */
	if (lseek(log_fd, 0, SEEK_END) < 0) {
		perror("reader: lseek");
		return 3;
	}
	sigaction(SIGTERM, &sa, NULL);
	for (;;) {
		ssize_t n = read(log_fd, buf, sizeof(buf));

		if (n > 0) {
			count(buf, buf + n);
		} else if (errno == EAGAIN && stop) {
			break;
		} else if (errno != EINTR) {
			perror("reader");
			return 3;
		}
	}
	fprintf(stderr, "%llu events, %llu lost\n", events, lost);
	return 0;
}
