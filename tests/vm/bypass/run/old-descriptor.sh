# SPDX-License-Identifier: GPL-2.0-only
# By a descriptor that was open before the rules.
# starts: before the rules
exec 7<"$dir/bin/static"; touch "$dir/ready"; read -r _ < "$dir/go"
"$run_tricks" old_fd 7 "$ran"
