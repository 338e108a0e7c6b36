# SPDX-License-Identifier: GPL-2.0-only
# It gets room, by a descriptor that was open before the rules.
# starts: before the rules
exec 7<>"$victim"; touch "$dir/ready"; read -r _ < "$dir/go"
"$file_tricks" fallocate 7
