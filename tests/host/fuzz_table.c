// SPDX-License-Identifier: GPL-2.0-only
/*
 * libFuzzer: whatever verifies must evaluate within its bounds.
 *
 * The first byte chooses: a whole table image, or the instructions of a rule in
 * an otherwise good table, which gets deeper into the programs.
 */
#include "rules_internal.h"
#include "fake_call.h"
#include "tables.h"
#include "whatever.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

static void *program_image(const u8 *data, size_t size, size_t *image_size)
{
	struct parts *p = sample();
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
	if (!size)
		return 0;
	if (data[0] & 1) {
		bytes = program_image(data + 1, size - 1, &size);
	} else {
		size--;
		bytes = malloc(size ? size : 1);
		memcpy(bytes, data + 1, size);
	}
	verify_and_use(bytes, size);
	free(bytes);
	return 0;
}
