# SPDX-License-Identifier: GPL-2.0-only
# Its directory is renamed, and it is deleted there.
# object: moved
mv "$dir/etc" "$dir/etc.old" && rm -f "$dir/etc.old/passwd"
