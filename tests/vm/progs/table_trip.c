// SPDX-License-Identifier: GPL-2.0-only
/*
 * table_trip FOLDER: uploads each *.table of the folder, downloads it again and
 * compares the bytes.  A table with a call that this kernel does not have is
 * refused; these are counted, and must be few.  Prints TAP, at the end: while a
 * table is in force, this program opens, reads and writes nothing else.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sct_abi.h"
#include "upload.h"

#define MAX_TABLES	2000

struct table {
	char name[256];
	int answer;		/* errno of the upload, or of the download */
	bool downloaded;
	bool same;
	struct sct_upload upload;
};

static const void *bytes(const struct table *t)
{
	return (const void *)(uintptr_t)t->upload.table;
}

static struct table tables[MAX_TABLES];
static int count;

static void die(const char *what)
{
	perror(what);
	exit(1);
}

static void read_table(const char *folder, const char *name)
{
	struct table *t = &tables[count++];
	char path[4096];

	snprintf(t->name, sizeof(t->name), "%s", name);
	snprintf(path, sizeof(path), "%s/%s", folder, name);
	t->upload = upload_of_file(path);
}

static void read_folder(const char *folder)
{
	DIR *dir = opendir(folder);
	struct dirent *e;

	if (!dir)
		die(folder);
	while ((e = readdir(dir)) && count < MAX_TABLES) {
		size_t len = strlen(e->d_name);

		if (len > 6 && !strcmp(e->d_name + len - 6, ".table"))
			read_table(folder, e->d_name);
	}
	closedir(dir);
}

/*
 * By the calls that they are about: what is hooked for a table and needed for the
 * next one, too, stays hooked, and hooking is what takes long.
 */
static int by_calls(const void *one, const void *two)
{
	const struct sct_table *a = bytes(one);
	const struct sct_table *b = bytes(two);
	const struct sct_binding *p = (const void *)((const char *)a + a->bindings.off);
	const struct sct_binding *q = (const void *)((const char *)b + b->bindings.off);

	for (unsigned int i = 0; i < a->bindings.count && i < b->bindings.count; i++) {
		if (p[i].abi != q[i].abi)
			return p[i].abi - q[i].abi;
		if (p[i].nr != q[i].nr)
			return p[i].nr - q[i].nr;
	}
	return (int)a->bindings.count - (int)b->bindings.count;
}

static void trip(int ctrl, struct table *t, void *buffer, size_t room)
{
	struct sct_download down = {
		.size = sizeof(down),
		.buffer = (uintptr_t)buffer,
		.buffer_size = room,
	};

	if (upload_table(ctrl, &t->upload)) {
		t->answer = errno;
		return;
	}
	if (ioctl(ctrl, SCT_IOC_DOWNLOAD, &down)) {
		t->answer = errno;
		return;
	}
	t->downloaded = true;
	t->same = down.table_size == t->upload.table_size &&
		  !memcmp(buffer, bytes(t), t->upload.table_size);
}

int main(int argc, char **argv)
{
	struct sct_delete del = { .size = sizeof(del) };
	int ctrl, missing = 0, same = 0, failed = 0;
	size_t room = 1 << 20;
	void *buffer;

	if (argc != 2)
		return 2;
	read_folder(argv[1]);
	qsort(tables, count, sizeof(tables[0]), by_calls);
	for (int i = 0; i < count; i++)
		if (tables[i].upload.table_size > room)
			room = tables[i].upload.table_size;
	buffer = malloc(room);
	ctrl = open("/dev/" SCT_CTRL_DEVICE, O_RDWR);
	if (!buffer || ctrl < 0)
		die("/dev/" SCT_CTRL_DEVICE);
	for (int i = 0; i < count; i++)
		trip(ctrl, &tables[i], buffer, room);
	if (ioctl(ctrl, SCT_IOC_DELETE, &del))
		die("delete");
	for (int i = 0; i < count; i++) {
		struct table *t = &tables[i];

		if (t->same) {
			same++;
		} else if (t->answer == ENOSYS && t->upload.error == SCT_E_NO_CALL) {
			printf("# %s: this kernel has no call %u\n", t->name, t->upload.nr);
			missing++;
		} else {
			printf("# %s: %s, error %u, rule %u, index %u\n", t->name,
			       t->downloaded ? "other bytes" : strerrorname_np(t->answer),
			       t->upload.error, t->upload.rule, t->upload.index);
			failed++;
		}
	}
	printf("%sok 1 - %d tables come back as they went, %d do not\n",
	       failed ? "not " : "", same, failed);
	printf("%sok 2 - only %d of %d tables are for other kernels\n",
	       missing > count / 50 || same < 300 ? "not " : "", missing, count);
	puts("1..2");
	return failed ? 1 : 0;
}
