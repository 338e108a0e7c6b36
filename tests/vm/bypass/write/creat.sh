# SPDX-License-Identifier: GPL-2.0-only
# By creat.
"$file_tricks" creat "$victim"
