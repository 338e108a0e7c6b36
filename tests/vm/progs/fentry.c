// SPDX-License-Identifier: GPL-2.0-only
/*
 * fentry FUNCTION: attaches a BPF program that does nothing to the entry of a kernel
 * function, says "attached", and stays until it is killed.  Without libbpf: the
 * one thing to find out is the number of the function in the kernel's BTF.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/bpf.h>
#include <linux/btf.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static int fail(const char *what)
{
	printf("%s: %s\n", what, strerrorname_np(errno));
	return 1;
}

static char *read_whole(const char *path)
{
	int fd = open(path, O_RDONLY);
	size_t size, got = 0;
	struct stat st;
	char *bytes;
	ssize_t n;

	if (fd == -1 || fstat(fd, &st))
		return NULL;
	size = st.st_size;
	bytes = malloc(size);
	while (bytes && got < size && (n = read(fd, bytes + got, size - got)) > 0)
		got += n;
	close(fd);
	return got == size ? bytes : NULL;
}

/* Bytes that follow a struct btf_type. */
static size_t tail(const struct btf_type *t)
{
	size_t n = BTF_INFO_VLEN(t->info);

	switch (BTF_INFO_KIND(t->info)) {
	case BTF_KIND_INT: case BTF_KIND_VAR: case BTF_KIND_DECL_TAG:
		return 4;
	case BTF_KIND_ARRAY:
		return sizeof(struct btf_array);
	case BTF_KIND_STRUCT: case BTF_KIND_UNION:
		return n * sizeof(struct btf_member);
	case BTF_KIND_ENUM:
		return n * sizeof(struct btf_enum);
	case BTF_KIND_ENUM64:
		return n * 12;
	case BTF_KIND_FUNC_PROTO:
		return n * sizeof(struct btf_param);
	case BTF_KIND_DATASEC:
		return n * sizeof(struct btf_var_secinfo);
	default:
		return 0;
	}
}

/* Return: the number of the type; 0 where there is no such function. */
static uint32_t function_id(const char *btf, const char *name)
{
	const struct btf_header *h = (const void *)btf;
	const char *strings = btf + h->hdr_len + h->str_off;
	const char *at = btf + h->hdr_len + h->type_off;
	const char *end = at + h->type_len;

	for (uint32_t id = 1; at < end; id++) {
		const struct btf_type *t = (const void *)at;

		if (BTF_INFO_KIND(t->info) == BTF_KIND_FUNC &&
		    !strcmp(strings + t->name_off, name))
			return id;
		at += sizeof(*t) + tail(t);
	}
	return 0;
}

static int load(uint32_t id)
{
	/* r0 = 0; exit */
	static const struct bpf_insn code[] = {
		{ .code = BPF_ALU64 | BPF_MOV | BPF_K },
		{ .code = BPF_JMP | BPF_EXIT },
	};
	union bpf_attr attr = {
		.prog_type = BPF_PROG_TYPE_TRACING,
		.expected_attach_type = BPF_TRACE_FENTRY,
		.insns = (uintptr_t)code,
		.insn_cnt = sizeof(code) / sizeof(code[0]),
		.license = (uintptr_t)"GPL",
		.attach_btf_id = id,
	};

	return syscall(SYS_bpf, BPF_PROG_LOAD, &attr, sizeof(attr));
}

int main(int argc, char **argv)
{
	char *btf = read_whole("/sys/kernel/btf/vmlinux");
	union bpf_attr attr = { };
	uint32_t id;
	int prog;

	setvbuf(stdout, NULL, _IONBF, 0);
	if (!btf || argc != 2)
		return fail("btf");
	id = function_id(btf, argv[1]);
	if (!id) {
		puts("no such function");
		return 1;
	}
	prog = load(id);
	if (prog == -1)
		return fail("load");
	attr.raw_tracepoint.prog_fd = prog;
	if (syscall(SYS_bpf, BPF_RAW_TRACEPOINT_OPEN, &attr, sizeof(attr)) == -1)
		return fail("attach");
	puts("attached");
	for (;;)
		pause();
}
