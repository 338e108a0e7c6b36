# SPDX-License-Identifier: GPL-2.0-only
# Its first bytes are overwritten, and no other.
printf junk | dd of="$victim" conv=notrunc 2>&1
