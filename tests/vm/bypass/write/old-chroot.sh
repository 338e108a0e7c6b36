# SPDX-License-Identifier: GPL-2.0-only
# From a chroot that was there before the rules.
# starts: before the rules
touch "$dir/ready"; read -r _ < "$dir/go"
"$file_tricks" chroot "$dir" /etc/passwd
