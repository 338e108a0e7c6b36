# SPDX-License-Identifier: GPL-2.0-only
# It gets a flag.
exec 7<"$victim" && "$file_tricks" setflags 7
