# SPDX-License-Identifier: GPL-2.0-only
# The kernel is told to write its accounting there.
# as: root
"$file_tricks" acct "$victim"
