// SPDX-License-Identifier: GPL-2.0-only
/*
 * buffers: checks buffers, argument vectors, structures and socket addresses, in
 * filters and events, against what the program has passed.  Prints TAP.
 */
#include "values.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>

static char *edge;	/* the last byte of readable memory, plus 1 */
static char large[10000];
static char *many[3000];	/* arguments */
static char *longest[SCT_MAX_ARGV / 2 + 10002];	/* more than SCT_MAX_ARGV bytes of them */
static char padding[120001];

/* Before the child is forked, which has its own copy. */
static void fill_memory(void)
{
	size_t page = sysconf(_SC_PAGESIZE);

	memset(large, 'x', sizeof(large));
	memcpy(large + SCT_MAX_STRING - 3, "end", 3);
	for (int i = 0; i < 2999; i++)
		many[i] = "a";
	for (unsigned int i = 0; i < SCT_MAX_ARGV / 2 + 10000; i++)
		longest[i] = "w";
	memset(padding, 'z', sizeof(padding) - 1);
	edge = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE,
		    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (edge == MAP_FAILED || mprotect(edge + page, page, PROT_NONE))
		die("mmap");
	edge += page;
}

static long do_pwrite(void)
{
	return answer(syscall(__NR_pwrite64, -1, shared->number[0],
			      shared->number[1], 0, 0));
}

static struct sct_param buffer_param(uint8_t len, uint8_t arg, uint8_t arg2)
{
	return (struct sct_param){ .source = SCT_SOURCE_ARG, .arg = arg,
				   .type = SCT_TYPE_BYTES, .mode = len,
				   .arg2 = arg2 };
}

/* Where a rule asks for it, what cannot be read matches, and the event says so. */
static void unreadable_matches(unsigned int nr, long (*run)(void),
			       struct sct_param param, const char *what)
{
	rule(SCT_PHASE_BEFORE);
	t.rule.flags |= SCT_RULE_UNREADABLE_MATCHES;
	slot(0, param);
	where_text(SCT_OP_JSEQ, SCT_VAR_PARAMS, 1, "no", 2);
	shared->number[0] = (long)edge;
	result(call(nr, run) == -REFUSED &&
	       has_text(SCT_VAR_PARAMS, 1, SCT_FIELD_FAULT, "", 0) &&
	       has_flags(SCT_EVENT_UNREADABLE), "%s", what);
}

/* pwrite64(-1, data, len): a rule asks for the end of what it can see. */
static void write_is(const char *name, const char *data, long len,
		     const char *end, uint32_t end_len, uint8_t op,
		     uint8_t flags, uint32_t seen, long want)
{
	long ret;

	rule(SCT_PHASE_BEFORE);
	slot(0, buffer_param(SCT_LEN_ARG, 1, 2));
	where_text(op, SCT_VAR_PARAMS, 1, end, end_len);
	shared->number[0] = (long)data;
	shared->number[1] = len;
	ret = call(__NR_pwrite64, do_pwrite);
	if (want == -REFUSED)
		result(ret == want && has_text(SCT_VAR_PARAMS, 1, flags, data, seen),
		       "%s", name);
	else
		result(ret == want && !field(SCT_VAR_PARAMS, 1), "%s", name);
}

static void written(void)
{
	memcpy(edge - 4, "at\0e", 4);
	write_is("a buffer with a NUL", "GET\0\xff", 5, "GET\0\xff", 5, SCT_OP_JSEQ,
		 0, 5, -REFUSED);
	write_is("an empty buffer", "", 0, "", 0, SCT_OP_JSEQ, 0, 0, -REFUSED);
	write_is("max_data bytes of it are logged", large, 300, "xxx", 3,
		 SCT_OP_JSSUFFIX, SCT_FIELD_CUT, SCT_MAX_DATA, -REFUSED);
	write_is("4095 bytes of it are looked at", large, sizeof(large), "end", 3,
		 SCT_OP_JSCONTAINS, SCT_FIELD_CUT, SCT_MAX_DATA, -REFUSED);
	write_is("a buffer at the end of memory", edge - 4, 4, "at\0e", 4,
		 SCT_OP_JSEQ, 0, 4, -REFUSED);
	write_is("a buffer that goes beyond it is cut", edge - 4, 100, "t\0e", 3,
		 SCT_OP_JSCONTAINS, SCT_FIELD_CUT, 4, -REFUSED);
	write_is("an unreadable buffer does not match", edge, 100, "", 0,
		 SCT_OP_JSCONTAINS, 0, 0, -EBADF);
	write_is("a NULL buffer contains nothing", NULL, 100, "", 0,
		 SCT_OP_JSCONTAINS, 0, 0, -EBADF);

	unreadable_matches(__NR_pwrite64, do_pwrite,
			   buffer_param(SCT_LEN_ARG, 1, 2),
			   "... unless the rule says so");
}

static long do_pread(void)
{
	int fd = open("/tmp/values-file", O_RDONLY);
	long ret;

	memset(shared->text[0], '?', 64);
	ret = answer(syscall(__NR_pread64, shared->number[0] ? -1 : fd,
			     shared->text[0], 32, 0, 0));
	close(fd);
	return ret;
}

static void read_back(void)
{
	int fd = open("/tmp/values-file", O_CREAT | O_TRUNC | O_WRONLY, 0644);

	if (fd < 0 || write(fd, "what it has", 11) != 11 || close(fd))
		die("/tmp/values-file");
	for (long fails = 0; fails < 2; fails++) {
		rule(SCT_PHASE_AFTER);
		slot(0, buffer_param(SCT_LEN_RETVAL, 1, 0));
		where_text(SCT_OP_JSEQ, SCT_VAR_PARAMS, 1, "what it has",
			   fails ? 0 : 11);
		shared->number[0] = fails;
		result(call(__NR_pread64, do_pread) == (fails ? -EBADF : 11) &&
		       has_text(SCT_VAR_PARAMS, 1, 0, "what it has",
				fails ? 0 : 11),
		       fails ? "... nothing, if the call failed" :
			       "what a call has read is seen after it");
	}
	unlink("/tmp/values-file");
}

static long do_execve(void)
{
	return answer(syscall(__NR_execve, "/nowhere", shared->number[0], NULL));
}

static void arguments(void)
{
	static char *words[] = { "ls", "-l", "", "two words", NULL };
	static char expected[SCT_MAX_STRING + 1];

	rule(SCT_PHASE_BEFORE);
	slot(0, argv_param());
	where_text(SCT_OP_JSEQ, SCT_VAR_PARAMS, 1, "ls -l  two words", 16);
	shared->number[0] = (long)words;
	result(call(__NR_execve, do_execve) == -REFUSED &&
	       has_list(SCT_VAR_PARAMS, 1, 0, 4, 16, "ls\0-l\0\0two words", 16),
	       "arguments are joined");
	rule(SCT_PHASE_BEFORE);
	slot(0, argv_param());
	where_text(SCT_OP_JSNUL, SCT_VAR_PARAMS, 1, NULL, 0);
	shared->number[0] = 0;
	result(call(__NR_execve, do_execve) == -REFUSED &&
	       has_text(SCT_VAR_PARAMS, 1, SCT_FIELD_NULL, "", 0),
	       "no arguments are NULL");
	for (unsigned int i = 0; i < SCT_MAX_STRING; i++)
		expected[i] = i % 2 ? 0 : 'a';
	rule(SCT_PHASE_BEFORE);
	slot(0, argv_param());
	where_text(SCT_OP_JSPREFIX, SCT_VAR_PARAMS, 1, "a a ", 4);
	shared->number[0] = (long)many;
	result(call(__NR_execve, do_execve) == -REFUSED &&
	       has_list(SCT_VAR_PARAMS, 1, SCT_FIELD_CUT, 2999, 2 * 2999 - 1,
			expected, SCT_MAX_STRING),
	       "many arguments are cut, and how many they were is told");
	unreadable_matches(__NR_execve, do_execve, argv_param(),
			   "unreadable arguments are unreadable");
}

/* A rule asks whether the arguments contain the word; what cannot be read matches. */
static bool contain(char **words, const char *word, bool unreadable_too)
{
	rule(SCT_PHASE_BEFORE);
	if (unreadable_too)
		t.rule.flags |= SCT_RULE_UNREADABLE_MATCHES;
	slot(0, argv_param());
	where_text(SCT_OP_JSCONTAINS, SCT_VAR_PARAMS, 1, word, strlen(word));
	shared->number[0] = (long)words;
	return call(__NR_execve, do_execve) == -REFUSED;
}

/* What fills a string of an event many times over is searched to its end. */
static void long_arguments(void)
{
	static char *one[] = { "ls", padding, "--needle", NULL };
	static char expected[SCT_MAX_STRING];

	/* The child has its own copy. */
	result(contain(one, "--needle", false) && has_flags(0),
	       "a word behind a long one is found");
	result(contain(one, "z --needle", false),
	       "... and what begins in the long one");
	result(!contain(one, "--absent", true),
	       "a word that is not there is not there, for certain");
	result(contain(many, "a a", false) && has_flags(0) &&
	       !contain(many, "--absent", true), "the same of many short ones");
	result(!contain(longest, "--absent", false),
	       "where there is more than is read, a word is not found");
	result(contain(longest, "--absent", true) &&
	       has_flags(SCT_EVENT_UNREADABLE), "... or that is unreadable");
	result(contain(longest, "w w w", true) && has_flags(0),
	       "... unless it is there before that");
	for (unsigned int i = 0; i < SCT_MAX_STRING; i++)
		expected[i] = i % 2 ? 0 : 'w';
	result(has_list(SCT_VAR_PARAMS, 1, SCT_FIELD_CUT | SCT_FIELD_MORE,
			SCT_MAX_ARGV / 2 + 1, SCT_MAX_ARGV, expected, SCT_MAX_STRING),
	       "... and the event says that there is more than was read");
}

/* ---- structures ---- */

static long do_nanosleep(void)
{
	return answer(syscall(__NR_nanosleep, shared->number[0], NULL));
}

/* A timespec at the very end of memory: no byte more is read than it has. */
static void fields(void)
{
	struct { long sec, nsec; } *ts = (void *)(edge - 2 * sizeof(long));
	long ret;

	ts->sec = 0;
	ts->nsec = 4242;
	shared->number[0] = (long)ts;
	rule(SCT_PHASE_BEFORE);
	slot(0, (struct sct_param){ .source = SCT_SOURCE_ARG,
				    .type = SCT_TYPE_U64 });
	for (int i = 0; i < 2; i++)
		slot(6 + i, (struct sct_param){
			.source = SCT_SOURCE_DEREF, .type = LONG,
			.value = i * sizeof(long) });
	where_number(SCT_VAR_PARAMS, 8, 4242);
	result(call(__NR_nanosleep, do_nanosleep) == -REFUSED &&
	       has_number(SCT_VAR_PARAMS, 7, 0) &&
	       has_number(SCT_VAR_PARAMS, 8, 4242), "fields of a structure");
	shared->number[0] = (long)edge;
	ret = call(__NR_nanosleep, do_nanosleep);
	/* EFAULT; ENOSYS without 32-bit time. */
	if (!result(ret < 0 && ret != -REFUSED,
		    "... that is not there: the filter does not match"))
		printf("# the call gave %ld\n", ret);
}

/* ---- addresses ---- */

static long do_connect(void)
{
	return answer(syscall(__NR_connect, -1, shared->number[0],
			      shared->number[1]));
}

enum { SADDR = 1, FAMILY = 7, PORT, IP, SUNPATH };

static void address_rule(uint8_t phase, uint8_t mode)
{
	static const uint8_t types[] = { SCT_TYPE_FAMILY, SCT_TYPE_PORT,
					 SCT_TYPE_IP, SCT_TYPE_SUNPATH };
	struct sct_param p = { .source = SCT_SOURCE_ARG, .arg = 1, .arg2 = 2,
			       .type = SCT_TYPE_SADDR, .mode = mode };

	rule(phase);
	slot(0, p);
	for (int i = 0; i < 4; i++) {
		p.type = types[i];
		slot(6 + i, p);
	}
}

static void inet(const char *name, const void *saddr, uint32_t len,
		 int family, const char *ip, const char *net, uint8_t prefix)
{
	unsigned char address[17], network[17];

	address_rule(SCT_PHASE_BEFORE, SCT_LEN_ARG);
	inet_pton(AF_INET6, ip, address);
	inet_pton(AF_INET6, net, network);
	network[16] = prefix;
	where_text(SCT_OP_JSIP, SCT_VAR_PARAMS, IP, network, 17);
	shared->number[0] = (long)saddr;
	shared->number[1] = len;
	result(call(__NR_connect, do_connect) == -REFUSED &&
	       has_text(SCT_VAR_PARAMS, SADDR, 0, saddr, len) &&
	       has_number(SCT_VAR_PARAMS, FAMILY, family) &&
	       has_number(SCT_VAR_PARAMS, PORT, 8080) &&
	       has_text(SCT_VAR_PARAMS, IP, 0, address, 16) &&
	       has_text(SCT_VAR_PARAMS, SUNPATH, SCT_FIELD_NULL, "", 0),
	       "%s", name);
}

static void sun(const char *name, const char *path, uint32_t len,
		uint32_t path_len)
{
	struct sockaddr_un un = { .sun_family = AF_UNIX };

	memcpy(un.sun_path, path, len);
	address_rule(SCT_PHASE_BEFORE, SCT_LEN_ARG);
	where_text(SCT_OP_JSEQ, SCT_VAR_PARAMS, SUNPATH, path, path_len);
	memcpy(shared->text[0], &un, sizeof(un));
	shared->number[0] = (long)shared->text[0];
	shared->number[1] = 2 + len;
	result(call(__NR_connect, do_connect) == -REFUSED &&
	       has_number(SCT_VAR_PARAMS, FAMILY, AF_UNIX) &&
	       has_number(SCT_VAR_PARAMS, PORT, 0) &&
	       has_text(SCT_VAR_PARAMS, IP, SCT_FIELD_NULL, "", 0) &&
	       has_text(SCT_VAR_PARAMS, SUNPATH, 0, path, path_len), "%s", name);
}

static void addresses(void)
{
	struct sockaddr_in in = { .sin_family = AF_INET, .sin_port = htons(8080) };
	struct sockaddr_in6 in6 = { .sin6_family = AF_INET6,
				    .sin6_port = htons(8080) };

	inet_pton(AF_INET, "10.1.2.3", &in.sin_addr);
	inet_pton(AF_INET6, "2001:db8::7", &in6.sin6_addr);
	inet("an IPv4 address", memcpy(shared->text[0], &in, sizeof(in)),
	     sizeof(in), AF_INET, "::ffff:10.1.2.3", "::ffff:10.0.0.0", 104);
	inet("an IPv6 address", memcpy(shared->text[0], &in6, sizeof(in6)),
	     sizeof(in6), AF_INET6, "2001:db8::7", "2001:db8::", 32);
	inet("an address at the end of memory",
	     memcpy(edge - sizeof(in), &in, sizeof(in)), sizeof(in), AF_INET,
	     "::ffff:10.1.2.3", "::", 0);
	sun("an AF_UNIX path", "/run/x.sock\0", 12, 11);
	sun("an abstract one", "\0abstract\0name", 14, 14);

	address_rule(SCT_PHASE_BEFORE, SCT_LEN_ARG);
	where_number(SCT_VAR_PARAMS, FAMILY, 0);
	shared->number[0] = 0;
	result(call(__NR_connect, do_connect) == -REFUSED &&
	       has_text(SCT_VAR_PARAMS, SADDR, SCT_FIELD_NULL, "", 0) &&
	       has_text(SCT_VAR_PARAMS, IP, SCT_FIELD_NULL, "", 0),
	       "no address has family 0");
	address_rule(SCT_PHASE_BEFORE, SCT_LEN_ARG);
	where_number(SCT_VAR_PARAMS, FAMILY, 0);
	shared->number[0] = (long)(edge - 1);
	result(call(__NR_connect, do_connect) == -EBADF,
	       "an unreadable address has none");
}

/* getsockname() of a socket with the name "values-name" (abstract). */
static long do_getsockname(void)
{
	struct sockaddr_un un = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);
	socklen_t *len = (socklen_t *)shared->text[1];
	long ret;

	memcpy(un.sun_path, "\0values-name", 12);
	if (fd < 0 || bind(fd, (void *)&un, 14))
		return -errno;
	memset(shared->text[0], 0, 128);
	*len = shared->number[0];
	ret = answer(syscall(__NR_getsockname, fd, shared->text[0], len));
	close(fd);
	return ret;
}

static void results(void)
{
	address_rule(SCT_PHASE_AFTER, SCT_LEN_AT);
	where_text(SCT_OP_JSEQ, SCT_VAR_PARAMS, SUNPATH, "\0values-name", 12);
	shared->number[0] = 110;
	result(call(__NR_getsockname, do_getsockname) == 0 &&
	       has_number(SCT_VAR_PARAMS, FAMILY, AF_UNIX) &&
	       has_text(SCT_VAR_PARAMS, SUNPATH, 0, "\0values-name", 12),
	       "an address that the call gives is seen after it");
	address_rule(SCT_PHASE_AFTER, SCT_LEN_AT);
	where_text(SCT_OP_JSPREFIX, SCT_VAR_PARAMS, SUNPATH, "\0val", 4);
	shared->number[0] = 6;
	result(call(__NR_getsockname, do_getsockname) == 0 &&
	       has_text(SCT_VAR_PARAMS, SADDR, SCT_FIELD_CUT, "\1\0\0val", 6),
	       "... as far as the caller has room for it");
}

int main(void)
{
	fill_memory();
	start();
	written();
	read_back();
	arguments();
	long_arguments();
	fields();
	addresses();
	results();
	return finish();
}
