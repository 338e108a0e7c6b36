# SPDX-License-Identifier: GPL-2.0-only
# By a path that goes up and down again.
cd "$dir/etc" && rm -f "../etc/.././etc//passwd"
