# SPDX-License-Identifier: GPL-2.0-only
# By its working directory, as /proc shows it.
cd "$dir/etc" && echo junk > /proc/self/cwd/passwd
