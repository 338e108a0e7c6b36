# SPDX-License-Identifier: GPL-2.0-only
# By the entry for 32-bit programs.
"$file_tricks.32" creat "$victim"
