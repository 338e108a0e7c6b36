/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Indirect branch tracking: on a CPU that has it, a call by pointer must land on
 * an ENDBR64, or the kernel dies.  At boot and at module load the kernel overwrites
 * ("seals") the ENDBR of each function whose address is taken nowhere.
 *
 * Plain C: bytes in, verdict out.
 */
#ifndef SCT_LANDING_H
#define SCT_LANDING_H

#define SCT_LANDING_BYTES	4

enum sct_landing {
	SCT_LANDING_OK,		/* ENDBR64 */
	SCT_LANDING_SEALED,	/* there was one */
	SCT_LANDING_NONE,	/* something else */
};

/**
 * sct_landing - may this be called by a pointer?
 * @code: the first SCT_LANDING_BYTES bytes of the function
 */
static inline enum sct_landing sct_landing(const unsigned char *code)
{
	/* endbr64 */
	if (code[0] == 0xf3 && code[1] == 0x0f && code[2] == 0x1e &&
	    code[3] == 0xfa)
		return SCT_LANDING_OK;
	/*
	 * A NOP of the same length, nopl disp8(%rax): -42 (0xd6) is the kernel's
	 * mark.
	 */
	if (code[0] == 0x0f && code[1] == 0x1f && code[2] == 0x40 &&
	    code[3] == 0xd6)
		return SCT_LANDING_SEALED;
	return SCT_LANDING_NONE;
}

static inline const char *sct_landing_text(enum sct_landing landing)
{
	switch (landing) {
	case SCT_LANDING_OK: return "starts with ENDBR";
	case SCT_LANDING_SEALED: return "its ENDBR was sealed";
	default: return "does not start with ENDBR";
	}
}

#endif /* SCT_LANDING_H */
