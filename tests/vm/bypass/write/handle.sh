# SPDX-License-Identifier: GPL-2.0-only
# By a file handle, for which no name is looked up.
# as: root
"$file_tricks" handle "$dir/etc" passwd
