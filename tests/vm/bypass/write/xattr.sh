# SPDX-License-Identifier: GPL-2.0-only
# It gets an extended attribute.
"$file_tricks" setxattr "$victim"
