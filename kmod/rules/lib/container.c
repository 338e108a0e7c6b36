// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which container a path in the unified cgroup hierarchy belongs to.
 *
 * The runtimes name the cgroups that they make; the innermost name that is one
 * of theirs tells the container:
 *
 *	docker, containerd (cgroupfs)	/docker/ID, /k8s.io/ID, .../podUID/ID
 *	docker (systemd)		docker-ID.scope
 *	podman				libpod-ID.scope, libpod-ID
 *	containerd, CRI-O		cri-containerd-ID.scope, crio-ID.scope,
 *					SLICE:cri-containerd:ID
 *	systemd-nspawn			machine-NAME.scope,
 *					systemd-nspawn@NAME.service
 *	lxc				/lxc/NAME, lxc.payload.NAME
 *
 * ID is 64 hexadecimal digits.  NAME is as systemd escapes it in the path, and
 * is given unescaped.  What a runtime runs beside the container (conmon,
 * lxc.monitor) and virtual machines (machine-qemu) are none.
 *
 * Whoever may make cgroups may name them like that: CONTAINER tells what the
 * system's administrator and the runtimes say, not what an adversary with a
 * delegated cgroup says.
 */
#include "lib/rules_internal.h"
#include "lib/container.h"

#define ID_LEN		64u

/* A part of a path. */
struct span {
	const char *at;
	u32 len;
};

static bool is_text(struct span s, const char *word)
{
	return s.len == strlen(word) && !memcmp(s.at, word, s.len);
}

static bool take_prefix(struct span *s, const char *prefix)
{
	u32 len = strlen(prefix);

	if (s->len < len || memcmp(s->at, prefix, len))
		return false;
	s->at += len;
	s->len -= len;
	return true;
}

static bool take_suffix(struct span *s, const char *suffix)
{
	u32 len = strlen(suffix);

	if (s->len < len || memcmp(s->at + s->len - len, suffix, len))
		return false;
	s->len -= len;
	return true;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool is_id(struct span s)
{
	for (u32 i = 0; i < s.len; i++) {
		if (hex_digit(s.at[i]) < 0)
			return false;
	}
	return s.len == ID_LEN;
}

/* ID, or RUNTIME-ID with or without ".scope", or SLICE:RUNTIME:ID. */
static bool find_id(struct span *part)
{
	static const char * const runtimes[] = {
		"docker-", "libpod-", "cri-containerd-", "crio-", "nerdctl-",
		NULL,
	};
	struct span id = *part;

	take_suffix(&id, ".scope");
	for (u32 i = 0; runtimes[i]; i++) {
		if (take_prefix(&id, runtimes[i]))
			break;
	}
	if (id.len > ID_LEN && id.at[id.len - ID_LEN - 1] == ':') {
		id.at += id.len - ID_LEN;
		id.len = ID_LEN;
	}
	if (!is_id(id))
		return false;
	*part = id;
	return true;
}

static bool find_machine(struct span *part)
{
	struct span name = *part;

	if ((!take_prefix(&name, "machine-") || !take_suffix(&name, ".scope")) &&
	    (!take_prefix(&name, "systemd-nspawn@") ||
	     !take_suffix(&name, ".service")))
		return false;
	if (!name.len || take_prefix(&name, "qemu\\x2d"))
		return false;
	*part = name;
	return true;
}

static bool find_lxc(struct span *part, struct span parent)
{
	if (take_prefix(part, "lxc.payload."))
		return part->len;
	return part->len && (is_text(parent, "lxc") || is_text(parent, "lxc.payload"));
}

/* systemd's \xHH; what is none stays as it is. */
static u32 unescape_name(struct span name, char *out)
{
	u32 len = 0;

	for (u32 i = 0; i < name.len; i++) {
		const char *s = name.at + i;

		out[len] = *s;
		if (name.len - i >= 4 && s[0] == '\\' && s[1] == 'x' &&
		    hex_digit(s[2]) >= 0 && hex_digit(s[3]) >= 0) {
			out[len] = hex_digit(s[2]) << 4 | hex_digit(s[3]);
			i += 3;
		}
		len++;
	}
	return len;
}

static struct span last_part(struct span path)
{
	u32 start = path.len;

	while (start && path.at[start - 1] != '/')
		start--;
	return (struct span){ path.at + start, path.len - start };
}

/**
 * sct_container - the container that a cgroup belongs to
 * @cgroup: path of the cgroup
 * @len: its bytes
 * @name: gets the container's id or name
 *
 * Return: the bytes of @name, at most SCT_MAX_CONTAINER; 0: it is in none.
 */
u32 sct_container(const char *cgroup, u32 len, char *name)
{
	struct span path = { cgroup, len };

	while (path.len) {
		struct span part = last_part(path), parent;

		path.len -= part.len;
		if (path.len)
			path.len--;		/* the slash */
		parent = last_part(path);
		if (part.len > SCT_MAX_CONTAINER)
			continue;
		if (find_machine(&part))
			return unescape_name(part, name);
		if (find_id(&part) || find_lxc(&part, parent)) {
			memcpy(name, part.at, part.len);
			return part.len;
		}
	}
	return 0;
}
