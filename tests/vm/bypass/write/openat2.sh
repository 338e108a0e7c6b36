# SPDX-License-Identifier: GPL-2.0-only
# By openat2, which must stay below the directory.
"$file_tricks" openat2 "$dir/etc" passwd
