# SPDX-License-Identifier: GPL-2.0-only
# Another file is mounted over it.
# as: root
echo junk > "$dir/junk" && mount --bind "$dir/junk" "$victim"
