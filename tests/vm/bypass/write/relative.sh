# SPDX-License-Identifier: GPL-2.0-only
# By a relative path.
cd "$dir/etc" && echo junk > ./passwd
