# SPDX-License-Identifier: GPL-2.0-only
# By a descriptor of its directory, with a name that says nothing.
"$tricks" dirfd "$dir/etc" passwd
