// SPDX-License-Identifier: GPL-2.0-only
/*
 * Opens both devices as root, gives up CAP_SYS_ADMIN, and checks that every
 * ioctl then answers EPERM: a leaked descriptor is worth nothing.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "sct_abi.h"

static int check(const char *device, int fd, unsigned long cmd, void *arg, const char *name)
{
	int err = ioctl(fd, cmd, arg) < 0 ? errno : 0;

	if (err == EPERM)
		return 0;
	printf("%s: %s: %s\n", device, name, err ? strerrorname_np(err) : "success");
	return 1;
}

int main(void)
{
	struct __user_cap_header_struct hdr = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct none[2] = { };
	struct sct_info info = { .size = sizeof(info) };
	struct sct_delete del = { .size = sizeof(del) };
	struct sct_upload up = { .size = sizeof(up) };
	struct sct_download down = { .size = sizeof(down) };
	struct sct_drain drain = { .size = sizeof(drain) };
	int ctrl = open("/dev/" SCT_CTRL_DEVICE, O_RDWR);
	int log = open("/dev/" SCT_LOG_DEVICE, O_RDONLY);
	int bad = 0;

	if (ctrl < 0 || log < 0 || syscall(SYS_capset, &hdr, none) < 0) {
		perror("cap_ioctl");
		return 1;
	}
	bad += check("ctrl", ctrl, SCT_IOC_INFO, &info, "INFO");
	bad += check("ctrl", ctrl, SCT_IOC_UPLOAD, &up, "UPLOAD");
	bad += check("ctrl", ctrl, SCT_IOC_DELETE, &del, "DELETE");
	bad += check("ctrl", ctrl, SCT_IOC_DOWNLOAD, &down, "DOWNLOAD");
	bad += check("ctrl", ctrl, SCT_IOC_DRAIN, &drain, "DRAIN");
	bad += check("log", log, SCT_IOC_INFO, &info, "INFO");
	bad += check("log", log, SCT_IOC_DOWNLOAD, &down, "DOWNLOAD");
	return bad != 0;
}
