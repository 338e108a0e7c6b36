# SPDX-License-Identifier: GPL-2.0-only
# Its directory is renamed, and it is written there.
# object: moved
mv "$dir/etc" "$dir/etc.old" && echo junk > "$dir/etc.old/passwd"
