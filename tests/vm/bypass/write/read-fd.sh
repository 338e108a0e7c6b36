# SPDX-License-Identifier: GPL-2.0-only
# By a descriptor that was opened for reading, as /proc shows it.
exec 7<"$victim" && echo junk > /proc/self/fd/7
