// SPDX-License-Identifier: GPL-2.0-only
/*
 * upload FILE | upload -d: hands a compiled rule table (sct_config dump --raw) to
 * the kernel, or removes all rules.  The tools' own cost is measured elsewhere;
 * this keeps a Java start out of each figure about the kernel.
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include "abi/sct_abi.h"

int main(int argc, char **argv)
{
	struct sct_upload up = { .size = sizeof(up) };
	struct sct_delete del = { .size = sizeof(del) };
	int ctl = open("/dev/" SCT_CTRL_DEVICE, O_RDWR);
	struct stat st;
	void *table;
	int fd;

	if (ctl < 0 || argc != 2) {
		perror("upload: the control device");
		return 3;
	}
	if (!strcmp(argv[1], "-d")) {
		if (!ioctl(ctl, SCT_IOC_DELETE, &del))
			return 0;
		perror("upload: delete");
		return 3;
	}
	fd = open(argv[1], O_RDONLY);
	if (fd < 0 || fstat(fd, &st)) {
		perror(argv[1]);
		return 2;
	}
	table = mmap(NULL, st.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
	if (table == MAP_FAILED) {
		perror(argv[1]);
		return 2;
	}
	up.table = (__u64)(unsigned long)table;
	up.table_size = st.st_size;
	if (ioctl(ctl, SCT_IOC_UPLOAD, &up)) {
		perror("upload");
		fprintf(stderr, "upload: error %u, rule %d, index %d, call %u\n", up.error,
			(int)up.rule, (int)up.index, up.nr);
		return 1;
	}
	return 0;
}
