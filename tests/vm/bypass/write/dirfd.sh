# SPDX-License-Identifier: GPL-2.0-only
# By a descriptor of its directory.
"$file_tricks" dirfd "$dir/etc" passwd
