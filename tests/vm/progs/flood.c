// SPDX-License-Identifier: GPL-2.0-only
/*
 * flood SCENARIO SECONDS TABLE [TABLE]: threads make calls as fast as they can,
 * readers read, and every event is accounted for.  Prints TAP.
 *
 * A table has, for COMM "caller", a LOG rule "getppid" and a LOG rule "openat",
 * before the call; the second one in the other order.
 *
 *	plain	received + lost = generated, by call and by rule
 *	must	nothing is lost
 *	quiet	one uid at 100 events a second beside a noisy one; the reader stops
 *		half of the time
 *	reload	the tables by turns, every 100 ms
 *	stop	three readers, one stopped half of the time
 *	kill	a stopped reader is killed: all callers go on
 *	delete	the rules go while callers wait: all go on
 *	timeout	a stopped reader, until the rules' time is over
 *	fail	the same, and the calls fail then
 *	short	the same, and their time is next to nothing
 *	exempt	a stopped reader, and callers that it has exempted
 */
#include "callers.h"
#include "upload.h"
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>

#define READERS	3

static struct shared {
	struct callers callers[2];
	struct reading reading[READERS];
} *shared;

static int tests, ctl;
static bool failed;
static pid_t reader_pid[READERS];
static struct sct_upload tables[2];

static void ok(bool good, const char *name)
{
	printf("%sok %d - %s\n", good ? "" : "not ", ++tests, name);
	fflush(stdout);
	failed |= !good;
}

static uint64_t now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * 1000ull + ts.tv_nsec / 1000000;
}

static void stop_callers(void)
{
	int status;

	for (int i = 0; i < 2; i++)
		__atomic_store_n(&shared->callers[i].stop, true, __ATOMIC_RELEASE);
	for (int i = 0; i < 2; i++) {
		if (!shared->callers[i].pid)
			continue;
		waitpid(shared->callers[i].pid, &status, 0);
		ok(status == 0, "the callers came to their end");
	}
}

static uint64_t generated_by(const struct callers *of, int call)
{
	uint64_t n = of->last[call];

	for (int i = 0; i < of->threads; i++)
		n += of->calls[i][call];
	return n;
}

static uint64_t generated(int call)
{
	return generated_by(&shared->callers[0], call) +
	       generated_by(&shared->callers[1], call);
}

/* ------------------------------------------------------------------ readers */

static void start_reader(int i)
{
	reader_pid[i] = fork();
	if (!reader_pid[i]) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		close(ctl);
		read_log(&shared->reading[i]);
		_exit(0);
	}
	while (!__atomic_load_n(&shared->reading[i].ready, __ATOMIC_ACQUIRE))
		usleep(1000);
}

static void stop_reader(int i)
{
	int status;

	__atomic_store_n(&shared->reading[i].stop, true, __ATOMIC_RELEASE);
	waitpid(reader_pid[i], &status, 0);
	ok(status == 0, "the reader came to its end");
}

/* What is true of every reader, whatever happened. */
static void judge(const struct reading *r, bool one_table)
{
	uint64_t all = generated(0) + generated(1), by_rule[2] = { 0 };

	printf("# generated %llu + %llu; received %llu, lost %llu in %llu places\n",
	       (unsigned long long)generated(0), (unsigned long long)generated(1),
	       (unsigned long long)r->received, (unsigned long long)r->lost,
	       (unsigned long long)r->losses);
	ok(r->received + r->lost == all, "received + lost = generated");
	ok(!r->gap, "no number is missing or comes twice");
	ok(!r->back_in_time, "times never go back");
	ok(!r->wrong_order, "each task's events are in order");
	ok(!r->wrong_table, "each event belongs to the rule of its own table");
	if (!one_table)
		return;
	for (int rule = 0; rule < MAX_RULES; rule++) {
		for (int cpu = 0; cpu < MAX_CPUS; cpu++)
			by_rule[rule] += r->next_rule_seq[rule][cpu];
		printf("# rule %d: received %llu of %llu\n", rule,
		       (unsigned long long)r->of_rule[rule],
		       (unsigned long long)by_rule[rule]);
	}
	ok(!r->rule_seq_back, "each rule's numbers go up");
	ok(by_rule[0] == generated(0) && by_rule[1] == generated(1),
	   "by rule: the last number is how many were generated");
	ok(r->of_call[0] <= generated(0) && r->of_call[1] <= generated(1) &&
	   by_rule[0] - r->of_rule[0] + by_rule[1] - r->of_rule[1] == r->lost,
	   "by rule: what is missing adds up to what is lost");
}

/* ------------------------------------------------------------------ control */

static bool upload(int i)
{
	return !upload_table(ctl, &tables[i]);
}

static struct sct_status status(void)
{
	struct sct_status st = { .size = sizeof(st) };

	if (ioctl(ctl, SCT_IOC_STATUS, &st))
		perror("# status");
	return st;
}

static void wait_ms(uint64_t ms)
{
	uint64_t end = now_ms() + ms;

	while (now_ms() < end)
		usleep(10000);
}

/*
 * More events have made way than there were when the reader stopped: so one has
 * that it had not read, however fast it was before.
 */
static void stop_reading_until_loss(int i, uint64_t at_least_ms)
{
	uint64_t before;
	int stopped;

	kill(reader_pid[i], SIGSTOP);
	waitpid(reader_pid[i], &stopped, WUNTRACED);
	before = status().events;
	wait_ms(at_least_ms);
	while (status().overwritten <= before)
		usleep(10000);
	kill(reader_pid[i], SIGCONT);
}

/* Until all callers wait for room; with a limit that only a bug comes to. */
static bool all_wait(uint32_t n)
{
	for (int i = 0; i < 6000; i++) {
		if (status().must_waiting == n)
			return true;
		usleep(10000);
	}
	printf("# %u wait\n", status().must_waiting);
	return false;
}

/* How long until each of the callers has made a call; at most 60 s. */
static uint64_t until_all_called(void)
{
	struct callers *of = &shared->callers[0];
	uint64_t start = now_ms(), before[THREADS];

	for (int i = 0; i < THREADS; i++)
		before[i] = of->calls[i][0] + of->calls[i][1];
	for (int i = 0; i < THREADS && now_ms() < start + 60000;) {
		if (of->calls[i][0] + of->calls[i][1] == before[i])
			usleep(1000);
		else
			i++;
	}
	printf("# all callers went on after %llu ms\n",
	       (unsigned long long)(now_ms() - start));
	return now_ms() - start;
}

/* ---------------------------------------------------------------- scenarios */

static void start_all(void)
{
	start_reader(0);
	for (int i = 0; i < 2; i++) {
		if (shared->callers[i].threads)
			start_callers(&shared->callers[i]);
	}
}

static void stop_all(void)
{
	stop_callers();
	stop_reader(0);
	judge(&shared->reading[0], true);
}

static void plain(unsigned int seconds)
{
	start_all();
	wait_ms(seconds * 1000);
	stop_all();
}

static void must(unsigned int seconds)
{
	uint64_t before = status().must_timeouts;

	plain(seconds);
	ok(!shared->reading[0].lost, "nothing is lost");
	ok(status().must_timeouts == before && !status().degraded, "status says the same");
}

static void quiet_beside_noisy(unsigned int seconds)
{
	uint64_t quiet_ones;

	shared->callers[0].uid = 1000;
	shared->callers[1] = (struct callers){ .uid = QUIET_UID, .threads = 1,
					       .pace_us = 20000, .steady = true };
	start_all();
	wait_ms(seconds * 500);
	stop_reading_until_loss(0, seconds * 500);
	stop_all();
	quiet_ones = generated_by(&shared->callers[1], 0) +
		     generated_by(&shared->callers[1], 1);
	printf("# quiet: generated %llu, received %llu\n",
	       (unsigned long long)quiet_ones,
	       (unsigned long long)shared->reading[0].quiet);
	ok(shared->reading[0].quiet == quiet_ones, "the quiet uid loses nothing");
	ok(shared->reading[0].lost, "while the noisy one does");
}

static void reload(unsigned int seconds)
{
	uint64_t end = now_ms() + seconds * 1000;
	unsigned int uploads = 0, refused = 0;

	start_reader(0);
	start_callers(&shared->callers[0]);
	while (now_ms() < end) {
		refused += !upload(++uploads % 2);
		usleep(100000);
	}
	stop_callers();
	stop_reader(0);
	printf("# %u uploads, events of %llu generations in a row\n", uploads,
	       (unsigned long long)shared->reading[0].generations);
	ok(uploads > 3 && !refused, "every upload was accepted");
	ok(shared->reading[0].generations > 3, "there were events of many generations");
	judge(&shared->reading[0], false);
}

static void stop(unsigned int seconds)
{
	shared->callers[0].pace_us = 3000;
	for (int i = 0; i < READERS; i++)
		start_reader(i);
	start_callers(&shared->callers[0]);
	wait_ms(seconds * 250);
	stop_reading_until_loss(2, seconds * 500);
	wait_ms(seconds * 250);
	stop_callers();
	for (int i = 0; i < READERS; i++) {
		stop_reader(i);
		judge(&shared->reading[i], true);
	}
	ok(!shared->reading[0].lost && !shared->reading[1].lost,
	   "the two that read lose nothing");
	ok(shared->reading[2].lost, "the one that was stopped has its loss");
}

static void kill_reader(unsigned int seconds)
{
	start_reader(0);
	start_callers(&shared->callers[0]);
	wait_ms(seconds * 1000);
	kill(reader_pid[0], SIGSTOP);
	ok(all_wait(THREADS), "the reader is stopped: all callers wait");
	kill(reader_pid[0], SIGKILL);
	ok(until_all_called() < 1000, "it is killed: all go on within a second");
	waitpid(reader_pid[0], NULL, 0);
	ok(!status().readers, "no reader is left");
	wait_ms(500);
	stop_callers();
}

static void delete_rules(unsigned int seconds)
{
	struct sct_delete del = { .size = sizeof(del) };
	struct sct_drain drain = { .size = sizeof(drain), .timeout_ms = 60000 };
	uint64_t start;

	start_reader(0);
	start_callers(&shared->callers[0]);
	wait_ms(seconds * 1000);
	start = now_ms();
	ok(!ioctl(ctl, SCT_IOC_DELETE, &del) && !ioctl(ctl, SCT_IOC_DRAIN, &drain),
	   "the rules are deleted while nobody waits");
	printf("# which took %llu ms\n", (unsigned long long)(now_ms() - start));
	ok(upload(0), "and are back");
	kill(reader_pid[0], SIGSTOP);
	ok(all_wait(THREADS), "the reader is stopped: all callers wait");
	ok(upload(0), "an upload does not wait for them");
	ok(upload(0), "nor the next");
	ok(status().must_waiting == THREADS, "and they wait on");
	start = now_ms();
	ok(!ioctl(ctl, SCT_IOC_DELETE, &del), "the rules are deleted");
	printf("# delete took %llu ms\n", (unsigned long long)(now_ms() - start));
	ok(!status().must_waiting, "nobody waits any more");
	ok(!ioctl(ctl, SCT_IOC_DRAIN, &drain), "and nobody is inside");
	printf("# all of it %llu ms\n", (unsigned long long)(now_ms() - start));
	ok(until_all_called() < 1000, "all callers go on");
	stop_callers();
	kill(reader_pid[0], SIGCONT);
	stop_reader(0);
	ok(shared->reading[0].lost_must >= THREADS, "what they could not say is counted");
	ok(!shared->reading[0].gap, "in its place");
}

/* What the time that ran out while the reader stood still has come to. */
static void judge_timeouts(uint64_t before, bool fails)
{
	struct callers *of = &shared->callers[0];
	struct sct_status st = status();
	uint64_t refused = 0, timeouts = st.must_timeouts - before;

	for (int i = 0; i < THREADS; i++)
		refused += of->failed[i];
	printf("# %llu timeouts, %llu calls refused\n",
	       (unsigned long long)timeouts, (unsigned long long)refused);
	judge(&shared->reading[0], true);
	ok(timeouts >= THREADS, "status counts the timeouts");
	ok(shared->reading[0].lost_must == timeouts,
	   "the stream tells of as many");
	ok(refused == (fails ? timeouts : 0), "that many calls were refused");
	ok(!(st.degraded & SCT_DEGRADED_MUST_LOST) == fails,
	   "status is degraded if calls ran unseen");
}

static void go_on_and_end(void)
{
	kill(reader_pid[0], SIGCONT);
	wait_ms(1000);
	stop_callers();
	stop_reader(0);
}

/* The rules have must_timeout of a second; in one table on_timeout = fail. */
static void time_out(unsigned int seconds, bool fails)
{
	uint64_t before = status().must_timeouts;

	start_reader(0);
	start_callers(&shared->callers[0]);
	wait_ms(seconds * 1000);
	kill(reader_pid[0], SIGSTOP);
	ok(all_wait(THREADS), "the reader is stopped: all callers wait");
	ok(until_all_called() < 5000, "but not for ever");
	wait_ms(3000);
	go_on_and_end();
	judge_timeouts(before, fails);
}

/* ... or of a millisecond, which is over as soon as it has begun. */
static void short_waits(unsigned int seconds)
{
	uint64_t before = status().must_timeouts;

	start_reader(0);
	kill(reader_pid[0], SIGSTOP);
	start_callers(&shared->callers[0]);
	wait_ms(seconds * 1000);
	ok(until_all_called() < 5000, "the reader stands still: all go on");
	go_on_and_end();
	judge_timeouts(before, false);
}

/* Two readers that do not read. */
static void exempt(unsigned int seconds)
{
	struct sct_exempt ex = { .size = sizeof(ex), .kind = SCT_EXEMPT_PID };
	struct callers *of = &shared->callers[0];
	int log = open("/dev/sct_log", O_RDONLY | O_CLOEXEC);
	int other = open("/dev/sct_log", O_RDONLY | O_CLOEXEC);

	lseek(log, 0, SEEK_END);
	start_callers(of);
	ok(all_wait(THREADS), "nobody reads: all callers wait");
	prctl(PR_SET_NAME, "caller");
	syscall(SYS_getppid);
	ok(true, "who has the control device open does not");
	prctl(PR_SET_NAME, "control");
	kill(of->pid, SIGKILL);
	waitpid(of->pid, NULL, 0);
	ok(!status().must_waiting, "a waiting caller can be killed");

	start_callers(of);
	ex.id = of->pid;
	ok(!ioctl(other, SCT_IOC_EXEMPT, &ex), "a reader exempts a process");
	wait_ms(seconds * 1000);
	ok(until_all_called() < 1000 && !status().must_waiting,
	   "which never waits");
	ok(status().degraded & SCT_DEGRADED_MUST_LOST, "status knows what that costs");
	stop_callers();

	ex.id = 0x7ffffff0;
	ok(ioctl(other, SCT_IOC_EXEMPT, &ex) && errno == ESRCH, "no such process");
	ex.kind = SCT_EXEMPT_CGROUP;
	ok(ioctl(other, SCT_IOC_EXEMPT, &ex) && errno == ENOENT, "no such cgroup");
	ex.kind = 2;
	ok(ioctl(other, SCT_IOC_EXEMPT, &ex) && errno == EINVAL, "no such kind");
	ex = (struct sct_exempt){ .size = sizeof(ex), .id = getpid() };
	for (unsigned int i = 1; i < SCT_MAX_EXEMPT; i++)
		failed |= ioctl(other, SCT_IOC_EXEMPT, &ex) != 0;
	ok(ioctl(other, SCT_IOC_EXEMPT, &ex) && errno == ENOSPC, "too many");
	close(log);
	close(other);
}

int main(int argc, char **argv)
{
	unsigned int seconds;

	if (argc < 4)
		return 2;
	seconds = atoi(argv[2]);
	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE,
		      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	shared->callers[0].threads = THREADS;
	ctl = open("/dev/sct_ctrl", O_RDWR | O_CLOEXEC);
	if (ctl == -1) {
		perror("flood: control device");
		return 2;
	}
	tables[0] = upload_of_file(argv[3]);
	tables[1] = upload_of_file(argv[argc - 1]);
	ok(upload(0), "upload");
	if (!strcmp(argv[1], "plain"))
		plain(seconds);
	else if (!strcmp(argv[1], "must"))
		must(seconds);
	else if (!strcmp(argv[1], "quiet"))
		quiet_beside_noisy(seconds);
	else if (!strcmp(argv[1], "reload"))
		reload(seconds);
	else if (!strcmp(argv[1], "stop"))
		stop(seconds);
	else if (!strcmp(argv[1], "kill"))
		kill_reader(seconds);
	else if (!strcmp(argv[1], "delete"))
		delete_rules(seconds);
	else if (!strcmp(argv[1], "timeout"))
		time_out(seconds, false);
	else if (!strcmp(argv[1], "fail"))
		time_out(seconds, true);
	else if (!strcmp(argv[1], "short"))
		short_waits(seconds);
	else if (!strcmp(argv[1], "exempt"))
		exempt(seconds);
	else
		return 2;
	printf("1..%d\n", tests);
	return failed;
}
