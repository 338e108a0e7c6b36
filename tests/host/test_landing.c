// SPDX-License-Identifier: GPL-2.0-only
/* What may be called by a pointer under indirect branch tracking, by its bytes. */
#include <string.h>

#include "landing.h"
#include "tap.h"

static const struct {
	const char *what;
	unsigned char code[SCT_LANDING_BYTES];
	enum sct_landing landing;
} cases[] = {
	{ "endbr64", { 0xf3, 0x0f, 0x1e, 0xfa }, SCT_LANDING_OK },
	{ "endbr32", { 0xf3, 0x0f, 0x1e, 0xfb }, SCT_LANDING_NONE },
	{ "a sealed endbr64", { 0x0f, 0x1f, 0x40, 0xd6 }, SCT_LANDING_SEALED },
	{ "another NOP of four bytes", { 0x0f, 0x1f, 0x40, 0x00 }, SCT_LANDING_NONE },
	{ "the entry NOP", { 0x0f, 0x1f, 0x44, 0x00 }, SCT_LANDING_NONE },
	{ "a patched entry", { 0xe8, 0xf3, 0x0f, 0x1e }, SCT_LANDING_NONE },
	{ "a breakpoint", { 0xcc, 0x0f, 0x1e, 0xfa }, SCT_LANDING_NONE },
	{ "endbr64 one byte late", { 0x90, 0xf3, 0x0f, 0x1e }, SCT_LANDING_NONE },
	{ "zeroes", { 0 }, SCT_LANDING_NONE },
};

int main(void)
{
	unsigned char code[SCT_LANDING_BYTES];

	for (unsigned int i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		ok(sct_landing(cases[i].code) == cases[i].landing,
		   "%s: %s", cases[i].what, sct_landing_text(cases[i].landing));

	/* Every bit of it counts. */
	for (unsigned int bit = 0; bit < 8 * SCT_LANDING_BYTES; bit++) {
		memcpy(code, cases[0].code, sizeof(code));
		code[bit / 8] ^= 1 << bit % 8;
		if (!ok(sct_landing(code) == SCT_LANDING_NONE,
			"endbr64 with bit %u flipped is none", bit))
			break;
	}
	return done();
}
