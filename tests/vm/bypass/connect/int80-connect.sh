# SPDX-License-Identifier: GPL-2.0-only
# By connect of 32-bit programs.
"$net_tricks" int80-connect
