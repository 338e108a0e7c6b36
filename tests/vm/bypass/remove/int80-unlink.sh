# SPDX-License-Identifier: GPL-2.0-only
# By the entry for 32-bit programs.
"$tricks.32" unlink "$victim"
