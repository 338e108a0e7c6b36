# SPDX-License-Identifier: GPL-2.0-only
# It gets a flag, by the other ioctl.
exec 7<"$victim" && "$file_tricks" fssetxattr 7
