# SPDX-License-Identifier: GPL-2.0-only
# A symbolic link on the way is exchanged by another process.
mkdir "$dir/harmless" && "$tricks" flip "$dir/harmless" "$dir/etc" passwd
