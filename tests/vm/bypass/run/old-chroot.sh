# SPDX-License-Identifier: GPL-2.0-only
# From a process that was there before the rules.
# starts: before the rules
touch "$dir/ready"; read -r _ < "$dir/go"
"$run_tricks" chroot "$dir" /bin/static /ran
