// SPDX-License-Identifier: GPL-2.0-only
/*
 * try_as root|user SECONDS SCRIPT: a shell runs the script in /, and gets SIGALRM when its
 * time is over.  The user is nobody outside and root in namespaces of his own, of users
 * and mounts: timeout(1), setpriv(1) and unshare(1) in one program, as the start of a
 * program is what costs in an emulated machine.
 */
#define _GNU_SOURCE
#include <err.h>
#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <unistd.h>

#define NOBODY		65534
#define NOBODY_IS_ROOT	"0 65534 1"

static void put(const char *file, const char *text)
{
	int fd = open(file, O_WRONLY);

	if (fd < 0 || write(fd, text, strlen(text)) < 0)
		err(1, "%s", file);
	close(fd);
}

static void become_user(void)
{
	if (setgroups(0, NULL) || setresgid(NOBODY, NOBODY, NOBODY) ||
	    setresuid(NOBODY, NOBODY, NOBODY))
		err(1, "setresuid");
	/* Who has changed his ids may not write to his own files in /proc. */
	prctl(PR_SET_DUMPABLE, 1);
	if (unshare(CLONE_NEWUSER | CLONE_NEWNS))
		err(1, "unshare");
	put("/proc/self/setgroups", "deny");
	put("/proc/self/uid_map", NOBODY_IS_ROOT);
	put("/proc/self/gid_map", NOBODY_IS_ROOT);
	if (mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL))
		err(1, "mount");
}

int main(int argc, char **argv)
{
	if (argc != 4)
		errx(2, "usage: %s root|user SECONDS SCRIPT", argv[0]);
	if (!strcmp(argv[1], "user"))
		become_user();
	if (chdir("/"))
		err(1, "/");
	alarm(atoi(argv[2]));
	execl("/bin/sh", "sh", argv[3], NULL);
	err(1, "/bin/sh");
}
