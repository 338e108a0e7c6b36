# SPDX-License-Identifier: GPL-2.0-only
# It gets a flag, by a descriptor that was open before the rules.
# starts: before the rules
exec 7<>"$victim"; touch "$dir/ready"; read -r _ < "$dir/go"
"$file_tricks" setflags 7
