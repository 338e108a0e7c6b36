# SPDX-License-Identifier: GPL-2.0-only
# By unlinkat of a 32-bit program.
"$tricks.32" dirfd "$dir/etc" passwd
