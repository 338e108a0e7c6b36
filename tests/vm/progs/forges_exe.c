// SPDX-License-Identifier: GPL-2.0-only
/*
 * forges_exe FILE VICTIM: in a user namespace of its own, without privilege, makes
 * /proc/self/exe be FILE, which it does not run, and then removes VICTIM.  Prints the errno
 * of that, and exits with 0; with 1 if the exe is not FILE then.
 *
 * As binfmt_misc's interpreter of FILE it takes the descriptor that execve() opened.
 *
 * The kernel changes it only when nothing of the old file is mapped any more; so
 * that is done by a copy of a function in memory that belongs to no file.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/prctl.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifdef __x86_64__
#define MAX_RANGES	32

struct plan {
	struct prctl_mm_map map;
	unsigned long ranges;
	unsigned long start[MAX_RANGES], size[MAX_RANGES];
	char link[4096], wanted[4096], victim[4096], self[32];
	long unmapped, forged, removed;
};

#define CALL6(nr, a, b, c, d, e) ({						\
	long ret_;								\
	register long d_ __asm__("r10") = (long)(d);				\
	register long e_ __asm__("r8") = (long)(e);				\
	__asm__ volatile("syscall" : "=a"(ret_)					\
			 : "a"((long)(nr)), "D"((long)(a)), "S"((long)(b)),	\
			   "d"((long)(c)), "r"(d_), "r"(e_)			\
			 : "rcx", "r11", "memory");				\
	ret_; })

/* Refers to nothing outside of itself and of what it is given. */
__attribute__((noinline, noclone, section(".copied"), optimize("no-tree-loop-distribute-patterns")))
static void act(struct plan *p)
{
	int same = 1;
	long n;

	for (unsigned long i = 0; i < p->ranges; i++)
		p->unmapped |= CALL6(SYS_munmap, p->start[i], p->size[i], 0, 0, 0);
	p->forged = CALL6(SYS_prctl, PR_SET_MM, PR_SET_MM_MAP, &p->map, sizeof(p->map), 0);
	n = CALL6(SYS_readlink, p->self, p->link, sizeof(p->link) - 1, 0, 0);
	for (long i = 0; i <= n; i++)
		same &= n > 0 && p->link[i] == p->wanted[i];
	p->removed = CALL6(SYS_unlink, p->victim, 0, 0, 0, 0);
	n = -p->removed;
	p->self[0] = '0' + n / 100;
	p->self[1] = '0' + n / 10 % 10;
	p->self[2] = '0' + n % 10;
	p->self[3] = '\n';
	CALL6(SYS_write, 1, p->self, 4, 0, 0);
	CALL6(SYS_exit_group, p->unmapped || p->forged || !same, 0, 0, 0, 0);
	__builtin_unreachable();
}

/* What is mapped of our own file. */
static void find_ranges(struct plan *p, const char *own)
{
	FILE *maps = fopen("/proc/self/maps", "r");
	char line[8192];

	while (maps && fgets(line, sizeof(line), maps)) {
		unsigned long start, end;

		line[strcspn(line, "\n")] = 0;
		if (!strchr(line, '/') || strcmp(strchr(line, '/'), own) ||
		    sscanf(line, "%lx-%lx", &start, &end) != 2 || p->ranges == MAX_RANGES)
			continue;
		p->start[p->ranges] = start;
		p->size[p->ranges++] = end - start;
	}
	if (maps)
		fclose(maps);
}

int main(int argc, char **argv)
{
	struct plan *p = mmap(NULL, 1 << 20, PROT_READ | PROT_WRITE | PROT_EXEC,
			      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	char *code = (char *)p + (512 << 10);
	unsigned long here = (unsigned long)__builtin_frame_address(0);
	char own[4096] = "";

	if (argc != 3 || p == MAP_FAILED || readlink("/proc/self/exe", own, sizeof(own) - 1) < 0)
		return 2;
	if (unshare(CLONE_NEWUSER)) {
		perror("unshare");
		return 2;
	}
	p->map = (struct prctl_mm_map){
		.start_code = here, .end_code = here + 1, .start_data = here, .end_data = here,
		.start_brk = here, .brk = here, .start_stack = here, .arg_start = here,
		.arg_end = here, .env_start = here, .env_end = here,
		.exe_fd = getauxval(AT_EXECFD) ? (int)getauxval(AT_EXECFD) :
						 open(argv[1], O_RDONLY),
	};
	strcpy(p->wanted, argv[1]);
	strcpy(p->victim, argv[2]);
	strcpy(p->self, "/proc/self/exe");
	find_ranges(p, own);
	memcpy(code, (const void *)(uintptr_t)act, 4096);
	((void (*)(struct plan *))(uintptr_t)code)(p);
	return 2;
}
#else	/* its build for 32 bits */
int main(void)
{
	return 2;
}
#endif
