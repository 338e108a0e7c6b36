# SPDX-License-Identifier: GPL-2.0-only
# By openat of a 32-bit program.
"$file_tricks.32" dirfd "$dir/etc" passwd
