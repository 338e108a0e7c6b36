// SPDX-License-Identifier: GPL-2.0-only
/*
 * libFuzzer: whatever verifies must evaluate within its bounds.
 *
 * The first byte chooses: a whole table image, or the instructions of a rule in
 * an otherwise good table, which gets deeper into the programs.
 */
#include "lib/rules_internal.h"
#include "fake_call.h"
#include "tables.h"
#include "whatever.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

static void *program_image(struct parts *p, const u8 *data, size_t size,
			   size_t *image_size)
{
	u32 count = size / sizeof(struct sct_insn);
	void *bytes;

	if (count > SCT_MAX_INSNS_PER_RULE)
		count = SCT_MAX_INSNS_PER_RULE;
	p->rule[0].insn_count = count;
	memcpy(p->insn, data, count * sizeof(struct sct_insn));
	p->insns = count;
	bytes = image(p, image_size);
	free(p);
	return bytes;
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	void *bytes;

	fake_reset();
	fake.string[1] = "/etc/passwd";
	fake.string[3] = "GET / HTTP";
	fake.string[5] = "/bin/sh -c true";
	fake.text_var[SCT_VAR_EXE] = "/usr/bin/abc";
	/* An address, which the fuzzer chooses. */
	fake.bytes[1] = data;
	fake.bytes_len[1] = size;
	if (!size)
		return 0;
	if (data[0] & 1) {
		bytes = program_image(data[0] & 2 ? sample_values() : sample(),
				      data + 1, size - 1, &size);
	} else {
		size--;
		bytes = malloc(size ? size : 1);
		memcpy(bytes, data + 1, size);
	}
	verify_and_use(bytes, size);
	free(bytes);
	return 0;
}
