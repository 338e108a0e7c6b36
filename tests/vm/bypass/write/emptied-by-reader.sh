# SPDX-License-Identifier: GPL-2.0-only
# It is opened for reading, and emptied by that.
"$file_tricks" trunc_rdonly "$victim"
