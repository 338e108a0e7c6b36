# SPDX-License-Identifier: GPL-2.0-only
# By a hard link that is made for it.
ln "$victim" "$dir/twin" && echo junk > "$dir/twin"
