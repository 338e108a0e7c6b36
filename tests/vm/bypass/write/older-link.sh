# SPDX-License-Identifier: GPL-2.0-only
# By a hard link that was there before the rules.
echo junk > "$dir/older"
