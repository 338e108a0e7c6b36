# SPDX-License-Identifier: GPL-2.0-only
# By a symbolic link to it.
ln -s etc/passwd "$dir/link" && echo junk > "$dir/link"
