/* SPDX-License-Identifier: GPL-2.0-only */
/* Rule tables for the control device. */
#ifndef UPLOAD_H
#define UPLOAD_H

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sct_abi.h"

/* An upload of these bytes, which stay where they are. */
static inline struct sct_upload upload_of(const void *table, uint64_t size)
{
	return (struct sct_upload){
		.size = sizeof(struct sct_upload),
		.table = (uintptr_t)table,
		.table_size = size,
	};
}

/* Of what a file has, as `sct_config dump --raw` writes it. */
static inline struct sct_upload upload_of_file(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	void *bytes = MAP_FAILED;
	struct stat st;

	if (fd >= 0 && !fstat(fd, &st) && st.st_size)
		bytes = mmap(NULL, st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (bytes == MAP_FAILED) {
		perror(path);
		exit(2);
	}
	close(fd);
	return upload_of(bytes, st.st_size);
}

/* As ioctl(): -1 and errno if it is refused. */
static inline int upload_table(int ctrl, struct sct_upload *up)
{
	return ioctl(ctrl, SCT_IOC_UPLOAD, up);
}

#endif /* UPLOAD_H */
