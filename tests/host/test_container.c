// SPDX-License-Identifier: GPL-2.0-only
/* Which container a cgroup path tells. */
#include "lib/rules_internal.h"
#include "lib/container.h"
#include "tap.h"

#define ID	"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define ID2	"fedcba98fedcba98fedcba98fedcba98fedcba98fedcba98fedcba98fedcba98"

static const struct {
	const char *path, *container;
} cases[] = {
	{ "/", "" },
	{ "", "" },
	{ "/init.scope", "" },
	{ "/user.slice/user-1000.slice/session-3.scope", "" },
	{ "/system.slice/ssh.service", "" },
	{ "/system.slice/docker.service", "" },
	/* docker */
	{ "/docker/" ID, ID },
	{ "/system.slice/docker-" ID ".scope", ID },
	{ "/system.slice/docker-" ID ".scope/init.scope", ID },
	{ "/system.slice/docker-" ID "0.scope", "" },
	{ "/system.slice/docker-0123.scope", "" },
	/* podman */
	{ "/machine.slice/libpod-" ID ".scope", ID },
	{ "/machine.slice/libpod-" ID ".scope/container", ID },
	{ "/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-" ID
	  ".scope/container", ID },
	{ "/libpod_parent/libpod-" ID, ID },
	{ "/machine.slice/libpod-conmon-" ID ".scope", "" },
	/* containerd, CRI-O, kubernetes */
	{ "/default/" ID, ID },
	{ "/k8s.io/" ID, ID },
	{ "/system.slice/nerdctl-" ID ".scope", ID },
	{ "/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod1_2."
	  "slice/cri-containerd-" ID ".scope", ID },
	{ "/kubepods.slice/kubepods-pod1_2.slice/crio-" ID ".scope", ID },
	{ "/kubepods.slice/kubepods-pod1_2.slice/crio-conmon-" ID ".scope", "" },
	{ "/kubepods/burstable/pod01234567-89ab-cdef-0123-456789abcdef/" ID, ID },
	{ "/kubepods/burstable/pod01234567-89ab-cdef-0123-456789abcdef", "" },
	{ "/system.slice/kubepods-burstable-pod1.slice:cri-containerd:" ID, ID },
	/* one in another: the inner one */
	{ "/docker/" ID "/docker/" ID2, ID2 },
	{ "/lxc.payload.outer/system.slice/docker-" ID ".scope", ID },
	/* systemd-nspawn */
	{ "/machine.slice/machine-web.scope", "web" },
	{ "/machine.slice/machine-web.scope/payload/init.scope", "web" },
	{ "/machine.slice/machine-my\\x2dbox.scope", "my-box" },
	{ "/machine.slice/systemd-nspawn@web.service/payload", "web" },
	{ "/machine.slice/systemd-nspawn@a\\x2db.service", "a-b" },
	{ "/machine.slice/machine-a\\x2.scope", "a\\x2" },
	{ "/machine.slice/machine-a\\xzz.scope", "a\\xzz" },
	{ "/machine.slice/machine-.scope", "" },
	{ "/machine.slice/machine-qemu\\x2d1\\x2dvm.scope", "" },
	{ "/machine.slice", "" },
	/* lxc */
	{ "/lxc/web", "web" },
	{ "/lxc/web/init.scope", "web" },
	{ "/lxc.payload/web", "web" },
	{ "/lxc.payload.web/system.slice/ssh.service", "web" },
	{ "/lxc.monitor.web", "" },
	{ "/lxc.payload.", "" },
	{ "/lxc", "" },
};

int main(void)
{
	char name[SCT_MAX_CONTAINER], *large;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		/* In memory of just this size. */
		u32 len = strlen(cases[i].path), got;
		char *path = malloc(len ? len : 1);

		memcpy(path, cases[i].path, len);
		got = sct_container(path, len, name);
		if (!ok(got == strlen(cases[i].container) &&
			!memcmp(name, cases[i].container, got),
			"'%s' is in '%s'", cases[i].path, cases[i].container))
			printf("# got '%.*s'\n", (int)got, name);
		free(path);
	}
	large = malloc(4095);
	memset(large, 'x', 4095);
	memcpy(large, "/lxc.payload.", 13);
	ok(!sct_container(large, 4095, name), "no name is longer than a file's");
	memcpy(large, "/lxc/", 5);
	ok(sct_container(large, 5 + SCT_MAX_CONTAINER, name) == SCT_MAX_CONTAINER,
	   "one may be as long");
	memset(large, '/', 4095);
	ok(!sct_container(large, 4095, name), "slashes are no names");
	free(large);
	return done();
}
