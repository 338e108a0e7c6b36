# SPDX-License-Identifier: GPL-2.0-only
# By a symbolic link to its directory.
ln -s etc "$dir/link" && echo junk > "$dir/link/passwd"
