# SPDX-License-Identifier: GPL-2.0-only
# By socketcall of 32-bit programs, which has its arguments in memory.
"$net_tricks" int80-socketcall connect
